// The worlds in which the dashboard is photographed (web-pictures.ts).
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  AcceptCoverage,
  AcknowledgeEscalation,
  AssignCoverage,
  ChangeEscalation,
  CreateAbsence,
  CreateEscalation,
  ResolveEscalation,
} from '@understudy/contracts';
import type pg from 'pg';
import type { Stack } from '../tests/support/stack.js';
import { type Story, type StoryPerson, tell } from '../tests/support/story.js';
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
  const once = async (what: string, make: () => Promise<void>): Promise<void> => {
    const made = path.join(stack.dataDir, `pictures-${what}`);
    if (existsSync(made)) return;
    await make();
    writeFileSync(made, '');
  };
  if (kind === 'empty') await once('empty', () => makeTenant(stack, client));
  else await once('story', async () => happen(await tell(stack), stack.baseUrl));
  const tenantId = await tenantOf(client, kind === 'empty' ? 'halyard' : 'harbor');
  if (kind === 'overfull') await once('overfull', () => overfill(client, tenantId));
  return {
    tenantId,
    emailOf: (name) => (kind === 'empty' ? ADMIN : `${name.split(' ')[0]?.toLowerCase()}@harbor.example`),
  };
}

/**
 * Ana was away and is back. Now Finn is away until the end of next week and Ben covers for him, nobody has answered for Eva yet, and the
 * escalations of two days stand where they stand on a working Friday.
 */
async function happen(story: Story, baseUrl: string): Promise<void> {
  await workedWorld(story, baseUrl);
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
  await escalateAll(story, ben, `${day(1)}T`);
}

/** Title, category, severity, who gets it, how far it is by now. */
const ESCALATIONS = [
  ['SSO fails for branch staff', 'Technical', 'P1', 'sue', 'investigating'],
  ['Invoice of October lists 40 seats too many', 'Billing', 'P2', 'sam', 'action_required'],
  ['Their board asks for a meeting before the renewal', 'Executive', 'P1', 'mia', 'open'],
  ['Data processing addendum 4 is not signed', 'Legal', 'P2', 'max', 'open'],
  ['Dashboard loads for a minute since Tuesday', 'Technical', 'P2', 'sue', 'resolved'],
  ['Wants the usage report per department', 'Product', 'P3', 'eva', 'open'],
  ['API answers 429 in the nightly sync', 'Technical', 'P2', 'sam', 'investigating'],
] as const;

async function escalateAll(story: Story, ben: StoryPerson, tomorrow: string): Promise<void> {
  const opened = [];
  const mine = story.customers.filter(({ csm_email: owner }) => owner === 'finn@harbor.example' || owner === ben.email);
  for (const [n, [title, category, severity, owner, status]] of ESCALATIONS.entries()) {
    const to = await story.person(owner);
    const { id: escalation_id } = await ben.call(CreateEscalation, {
      customer_id: mine[n * 5]?.id ?? '',
      ...{ title, category, severity },
      description: 'They wrote this morning, and the person who decides about the renewal is copied.',
      expected_resolution: 'They can work again, and know why it happened',
      primary_owner_id: to.userId,
    });
    opened.push({ escalation_id, to, status });
  }
  await story.at(`${tomorrow}07:10:00Z`);
  for (const { escalation_id, to, status } of opened)
    if (status !== 'open') await to.call(AcknowledgeEscalation, { escalation_id });
  await story.at(`${tomorrow}08:40:00Z`);
  for (const { escalation_id, to, status } of opened) {
    if (status === 'resolved')
      await to.call(ResolveEscalation, {
        escalation_id,
        resolution_summary: 'An index was missing after the move; the pages are back under a second.',
        root_cause: 'The index was not part of the migration.',
        outcome: 'saved',
      });
    if (status === 'action_required')
      await to.call(ChangeEscalation, { escalation_id, status, reason: 'Their list of seats is missing' });
  }
  await story.settle();
}

/** As an operator makes one; the sandbox lets its admin in by address like everybody. */
async function makeTenant({ dataDir }: Stack, client: pg.Client): Promise<void> {
  const password = readFileSync(path.join(dataDir, 'postgres/owner-password'), 'utf8').trim();
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
        DATABASE_URL: `postgres://understudy_owner:${encodeURIComponent(password)}@127.0.0.1:${client.port}/understudy`,
      },
    },
  );
}

async function tenantOf(client: pg.Client, slug: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select tenant_id as id from tenants where slug = $1', [slug]);
  if (!rows[0]) throw new Error(`there is no tenant "${slug}"`);
  return rows[0].id;
}
