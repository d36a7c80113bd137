import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Auditor } from './auditor-rounds.js';
import { migrate } from './migrate.js';
import { History, RecentChain } from './platform/audit/index.js';
import { openDataSource, openPool, Tenancy } from './platform/database/index.js';
import { addTenant, type TestTenant } from './testing-tenant.js';

let database: TestDatabase;
let tenant: TestTenant;
let superuser: pg.Client;
let pool: pg.Pool;
let source: DataSource;
let tenancy: Tenancy;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  const { appDatabaseUrl, workerDatabaseUrl: url } = await migrate({ databaseUrl: database.url });
  tenant = await addTenant(appDatabaseUrl, 'harbor');
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  pool = openPool({ url, applicationName: 'auditor-spec', max: 2 });
  source = await openDataSource({ url, applicationName: 'auditor-spec', poolSize: 2 });
  tenancy = new Tenancy(source);
});

afterAll(async () => {
  await source?.destroy();
  await pool?.end();
  await superuser?.end();
  await database?.drop();
});

const auditor = () => new Auditor(pool, tenancy, new RecentChain(tenancy));
const twice = async (one = auditor()): Promise<string[]> => {
  expect(await one.round()).toEqual([]); // once may be work in progress
  return one.round();
};
const timer = (key: string) =>
  superuser.query(
    `insert into timers (tenant_id, key, kind, due_at) values ($1, $2, 'test', app_now() + interval '1 day')`,
    [tenant.tenantId, key],
  );

test('is content with a quiet installation', async () => {
  const one = auditor();
  expect([await one.round(), await one.round()]).toEqual([[], []]);
});

test('an absence that no timer will start is a problem, until it has one', async () => {
  const id = randomUUID();
  await superuser.query(
    `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, during)
     values ($1, $2, $3, 'vacation', 'planned', 'manual', 'Europe/Lisbon', '2099-01-01', '[2099-01-01 00:00+00,)')`,
    [tenant.tenantId, id, tenant.people.csm.userId],
  );
  const one = auditor();
  expect(await twice(one)).toEqual([expect.stringContaining(`absence ${id} is planned`)]);
  await timer(`absence:${id}:starts`);
  expect(await one.round()).toEqual([]);
});

test('an open escalation that nothing will come for is a problem, until a message or a timer will', async () => {
  const [customer, category, id] = [randomUUID(), randomUUID(), randomUUID()];
  await superuser.query(
    `insert into customers (tenant_id, id, name, stage, segment, industry) values ($1, $2, 'Acme', 'live', 'smb', 'retail')`,
    [tenant.tenantId, customer],
  );
  await superuser.query(`insert into escalation_categories (tenant_id, id, name) values ($1, $2, 'Outage')`, [
    tenant.tenantId,
    category,
  ]);
  await superuser.query(
    `insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description,
                              owner_because, customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at)
     values ($1, $2, $3, $4, $5, 'P1', 'Down', 'All of it', '{}', '{}', 0, '{}',
             app_now() + interval '1 day', app_now() + interval '1 hour', app_now() + interval '20 hours')`,
    [tenant.tenantId, id, customer, tenant.people.csm.userId, category],
  );
  const one = auditor();
  expect(await twice(one)).toEqual([expect.stringContaining(`escalation ${id} is open`)]);
  await superuser.query(`insert into outbox (tenant_id, type, payload) values ($1, 'escalation.created', $2::jsonb)`, [
    tenant.tenantId,
    JSON.stringify({ escalation_id: id }),
  ]);
  expect(await one.round()).toEqual([]);
  await superuser.query('delete from outbox');
  await timer(`escalation:${id}:due`);
  expect(await twice()).toEqual([]);
});

test('routing that is still in place after its coverage is a problem, until it is back; a conflict that was told is none', async () => {
  const [absence, assignment, id] = [randomUUID(), randomUUID(), randomUUID()];
  const { csm, manager } = tenant.people;
  await superuser.query(
    `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, during)
     values ($1, $2, $3, 'vacation', 'completed', 'manual', 'Europe/Lisbon', '2020-01-01', '[2020-01-01 00:00+00,2020-01-03 00:00+00)')`,
    [tenant.tenantId, absence, csm.userId],
  );
  await superuser.query(
    `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, status, during)
     values ($1, $2, $3, $4, 'completed', '[2020-01-01 00:00+00,2020-01-03 00:00+00)')`,
    [tenant.tenantId, assignment, absence, manager.userId],
  );
  await superuser.query(
    `insert into routing_updates (tenant_id, id, assignment_id, absence_id, user_id, backup_user_id, type, state, wish, intended, found)
     values ($1, $2, $3, $4, $5, $6, 'tasks', 'applied', 'applied', '{}', '{"value": null}')`,
    [tenant.tenantId, id, assignment, absence, csm.userId, manager.userId],
  );
  const one = auditor();
  expect(await twice(one)).toEqual([expect.stringContaining(`tasks of coverage ${assignment} is still redirected`)]);
  for (const state of ['conflict', 'reverted']) {
    await superuser.query('update routing_updates set state = $2 where id = $1', [id, state]);
    expect(await one.round()).toEqual([]);
  }
});

test('a history that was changed is a problem at once, and stays one', async () => {
  const history = new History();
  const tell = () =>
    tenancy.run(tenant.tenantId, (tx) =>
      history.append(tx, {
        type: 'test.noted',
        subject: { kind: 'test', id: '1' },
        actor: { kind: 'system', name: 'spec' },
        data: null,
      }),
    );
  await tell();
  const one = auditor();
  expect(await one.round()).toEqual([]);
  await tell();
  await superuser.query('alter table history disable trigger all');
  await superuser.query("update history set canonical = replace(canonical, 'spec', 'spek') where seq = 2");
  await superuser.query('alter table history enable always trigger history_append_only');
  const problem = [expect.stringContaining(`history of tenant ${tenant.tenantId}, event 2`)];
  expect(await one.round()).toEqual(problem);
  expect(await one.round()).toEqual(problem);
});
