import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate } from '../../migrate.js';
import { openDataSource, Tenancy, type Tx } from '../database/index.js';
import { History, type HistoryFilter } from './history.js';

const EVENTS = 60_000;
const TENANT = asId<TenantId>('00000000-0000-4000-8000-000000000001');
const history = new History();
let database: TestDatabase;
let source: DataSource;
let tenancy: Tenancy;

/** A long history, an event a minute: every row a copy of one that was really told, at another time. */
beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  const { appDatabaseUrl } = await migrate({ databaseUrl: database.url });
  source = await openDataSource({ url: appDatabaseUrl, applicationName: 'history-by-time' });
  tenancy = new Tenancy(source);
  await tenancy.run(TENANT, (tx) =>
    history.append(tx, {
      type: 'test.noted',
      subject: { kind: 'test', id: 'x' },
      actor: { kind: 'system', name: 'test' },
      data: { words: 'x'.repeat(400) },
    }),
  );
  const superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  await superuser.query('alter table history disable trigger all');
  await superuser.query(
    `insert into history (tenant_id, seq, at, type, subject_kind, subject_id, canonical, hash)
     select tenant_id, n, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', type, subject_kind, subject_id, canonical, hash
       from history, generate_series(2, $1::int) as n`,
    [EVENTS],
  );
  await superuser.query('analyze history');
  await superuser.end();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

/** How the database finds them, and how many. */
async function planOf(filter: HistoryFilter): Promise<{ plan: string; found: number }> {
  return tenancy.run(TENANT, async (tx) => {
    let plan = '';
    const watched = {
      ...tx,
      query: async (sql: string, values: unknown[]) => {
        plan = JSON.stringify(await tx.query(`explain ${sql}`, values));
        return tx.query(sql, values);
      },
    } as Tx;
    return { found: (await history.list(watched, filter)).length, plan };
  });
}
const at = (text: string) => Temporal.Instant.from(text);

test('a day long ago is found by its time, without reading all that came after it', async () => {
  const { plan, found } = await planOf({
    limit: 50,
    since: at('2026-01-05T00:00:00Z'),
    until: at('2026-01-05T00:30:00Z'),
  });
  expect(found).toBe(30);
  expect(plan).toContain('history_at_idx');
});

test('the newest are still read from the end of the chain', async () => {
  const { plan, found } = await planOf({ limit: 50 });
  expect(found).toBe(50);
  expect(plan).toContain('history_pkey');
});
