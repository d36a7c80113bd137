import 'reflect-metadata';
import { createTestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { migrate, openMigrations } from '../migrate.js';
import { addTenant } from '../testing-tenant.js';
import { Absences0030 } from './0030-absences.js';

test('the way back is open also when absences wait inside longer ones', async () => {
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
      `insert into csm_absences (tenant_id, user_id, absence_type, status, source, tombstone, time_zone, start_date, end_date, during)
       values ($1, $2, 'other', 'cancelled', 'manual', 'absorbed', 'UTC', '2026-01-05', '2026-01-05', '[2026-01-05Z,2026-01-06Z)')`,
      [tenantId, people.csm.userId],
    );
    const { rows: owners } = await superuser.query<{ owner: string }>(
      `select tableowner as owner from pg_tables where tablename = 'csm_absences'`,
    );
    const source = await openMigrations(database.url, owners[0]?.owner ?? '');
    const runner = source.createQueryRunner();
    await new Absences0030().down(runner);
    const { rows } = await superuser.query('select tombstone from csm_absences');
    await new Absences0030().up(runner);
    await source.destroy();

    expect(rows).toEqual([{ tombstone: 'cancelled' }]);
    const { rows: forced } = await superuser.query(
      `select relforcerowsecurity as forced from pg_class where relname = 'csm_absences'`,
    );
    expect(forced).toEqual([{ forced: true }]);
  } finally {
    await superuser.end();
    await database.drop();
  }
});
