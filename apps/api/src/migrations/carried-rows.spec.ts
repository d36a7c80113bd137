import 'reflect-metadata';
import { createTestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { migrate, openMigrations } from '../migrate.js';
import { addTenant, type TestTenant } from '../testing-tenant.js';
import { Absences0030 } from './0030-absences.js';
import { Placements0033 } from './0033-placements.js';

interface MigratedDatabase {
  readonly tenant: TestTenant;
  /** Past every policy: what the rows really are. */
  query<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Takes the migration back, looks, and applies it once more, as the owner of the tables. */
  again<R>(migration: MigrationInterface, look?: () => Promise<R>): Promise<R | undefined>;
}

/** A migrated database with one tenant in it, thrown away afterwards. */
async function onMigrated(work: (database: MigratedDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  const query: MigratedDatabase['query'] = async (sql, values = []) => (await superuser.query(sql, [...values])).rows;
  try {
    const { appDatabaseUrl } = await migrate({ databaseUrl: database.url });
    await work({
      tenant: await addTenant(appDatabaseUrl, 'acme'),
      query,
      again: async (migration, look) => {
        const [owner] = await query<{ name: string }>(
          `select tableowner as name from pg_tables where tablename = 'tenants'`,
        );
        const source = await openMigrations(database.url, owner?.name ?? '');
        const runner = source.createQueryRunner();
        await migration.down(runner);
        const seen = await look?.();
        await migration.up(runner);
        await source.destroy();
        return seen;
      },
    });
  } finally {
    await superuser.end();
    await database.drop();
  }
}

test('the way back is open also when absences wait inside longer ones', () =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    await query(
      `insert into csm_absences (tenant_id, user_id, absence_type, status, source, tombstone, time_zone, start_date, end_date, during)
       values ($1, $2, 'other', 'cancelled', 'manual', 'absorbed', 'UTC', '2026-01-05', '2026-01-05', '[2026-01-05Z,2026-01-06Z)')`,
      [tenantId, people.csm.userId],
    );

    const before = await again(new Absences0030(), () => query('select tombstone from csm_absences'));

    expect(before).toEqual([{ tombstone: 'cancelled' }]);
    expect(await query(`select relforcerowsecurity as forced from pg_class where relname = 'csm_absences'`)).toEqual([
      { forced: true },
    ]);
  }));

test('rows of before are carried: what holds when the migration runs counts since they were made', () =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    await query(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry) values ($1, 'Old', $2, 'live', 'x', 'x')`,
      [tenantId, people.csm.userId],
    );

    await again(new Placements0033());

    expect(
      await query(
        'select o.csm_id, o.since = c.created_at as since_made from customer_owners o join customers c on c.id = o.customer_id',
      ),
    ).toEqual([{ csm_id: people.csm.userId, since_made: true }]);
    expect(
      await query(
        `select (select count(*)::int from user_places) = (select count(*)::int from users) as people,
                (select count(*)::int from team_fallbacks) = (select count(*)::int from teams) as teams`,
      ),
    ).toEqual([{ people: true, teams: true }]);
  }));
