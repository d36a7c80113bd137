import 'reflect-metadata';
import { createTestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { migrate, openMigrations } from '../migrate.js';
import { addTenant } from '../testing-tenant.js';
import { Placements0033 } from './0033-placements.js';

test('rows of before are carried: what holds when the migration runs counts since they were made', async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  try {
    const { appDatabaseUrl } = await migrate({ databaseUrl: database.url });
    const { tenantId, people } = await addTenant(appDatabaseUrl, 'acme');
    await superuser.query(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry) values ($1, 'Old', $2, 'live', 'x', 'x')`,
      [tenantId, people.csm.userId],
    );
    const { rows: owners } = await superuser.query<{ owner: string }>(
      `select tableowner as owner from pg_tables where tablename = 'customers'`,
    );
    const source = await openMigrations(database.url, owners[0]?.owner ?? '');
    const runner = source.createQueryRunner();
    await new Placements0033().down(runner);
    await new Placements0033().up(runner);
    await source.destroy();

    const { rows } = await superuser.query(
      `select o.csm_id, o.since = c.created_at as since_made from customer_owners o join customers c on c.id = o.customer_id`,
    );
    expect(rows).toEqual([{ csm_id: people.csm.userId, since_made: true }]);
    const { rows: counts } = await superuser.query(
      `select (select count(*)::int from user_places) = (select count(*)::int from users) as people, (select count(*)::int from team_fallbacks) = (select count(*)::int from teams) as teams`,
    );
    expect(counts).toEqual([{ people: true, teams: true }]);
  } finally {
    await superuser.end();
    await database.drop();
  }
});
