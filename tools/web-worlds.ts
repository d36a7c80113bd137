// The worlds in which the dashboard is photographed (web-pictures.ts).
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { AcceptCoverage, AssignCoverage, CreateAbsence } from '@understudy/contracts';
import type pg from 'pg';
import type { Stack } from '../tests/support/stack.js';
import { type Story, tell } from '../tests/support/story.js';
import { workedWorld } from '../tests/support/worked-world.js';
import { overfill } from './web-overfull.js';

export const WORLDS = ['demo', 'empty', 'overfull'] as const;
export type WorldKind = (typeof WORLDS)[number];

export interface World {
  readonly tenantId: string;
  /** Whom to sign in as where the route's person is meant. */
  emailOf(name: string): string;
}

const CREATE_TENANT = path.resolve(import.meta.dirname, '../apps/api/dist/create-tenant.js');
const ADMIN = 'ida@halyard.example';

/** Fills the product for one kind of picture. A data folder that was filled before is taken as it is. */
export async function makeWorld(kind: WorldKind, stack: Stack, client: pg.Client): Promise<World> {
  const made = path.join(stack.dataDir, `pictures-${kind}`);
  if (!existsSync(made)) {
    if (kind === 'empty') await makeTenant(stack, client);
    else await happen(await tell(stack));
    if (kind === 'overfull') await overfill(client, await tenantOf(client, 'harbor'));
    writeFileSync(made, '');
  }
  const tenantId = await tenantOf(client, kind === 'empty' ? 'halyard' : 'harbor');
  return {
    tenantId,
    emailOf: (name) => (kind === 'empty' ? ADMIN : `${name.split(' ')[0]?.toLowerCase()}@harbor.example`),
  };
}

/** Ana was away and is back; now Finn is away until the end of next week and Ben covers for him, and nobody for Eva. */
async function happen(story: Story): Promise<void> {
  await workedWorld(story);
  const { now } = (await story.sandbox('GET', '/sandbox/clock')) as { now: string };
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate();
  const day = (ahead: number): string => today.add({ days: ahead }).toString();
  const [finn, eva, ben] = [await story.person('finn'), await story.person('eva'), await story.person('ben')];
  const away = await finn.call(CreateAbsence, {
    absence_type: 'vacation',
    start_date: day(0),
    end_date: day(8),
    time_zone: 'Europe/Dublin',
  });
  const asked = await finn.call(AssignCoverage, { absence_id: away.id, backup_user_id: ben.userId });
  await ben.call(AcceptCoverage, { assignment_id: asked.id });
  await eva.call(CreateAbsence, {
    absence_type: 'conference',
    start_date: day(12),
    end_date: day(14),
    time_zone: 'Europe/Paris',
  });
  await story.settle();
}

/** As an operator makes one; the sandbox lets its admin in by address like everybody. */
async function makeTenant({ dataDir }: Stack, client: pg.Client): Promise<void> {
  const { user, password, host, port, database } = client;
  await promisify(execFile)(
    process.execPath,
    [
      ...[CREATE_TENANT, '--slug', 'halyard', '--name', 'Halyard', '--domain', 'halyard.example'],
      ...['--admin-email', ADMIN, '--admin-name', 'Ida Thorn', '--time-zone', 'Europe/Berlin'],
    ],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATA_DIR: dataDir,
        DATABASE_URL: `postgresql://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`,
      },
    },
  );
}

async function tenantOf(client: pg.Client, slug: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select tenant_id as id from tenants where slug = $1', [slug]);
  if (!rows[0]) throw new Error(`there is no tenant "${slug}"`);
  return rows[0].id;
}
