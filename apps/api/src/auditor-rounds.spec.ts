import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Auditor } from './auditor-rounds.js';
import { migrate } from './migrate.js';
import { History, RecentChain } from './platform/audit/index.js';
import { openDataSource, openPool, Tenancy } from './platform/database/index.js';
import { addTenant, type TestTenant } from './testing-tenant.js';

const HOOKS = path.resolve(import.meta.dirname, '../../../tools/typescript-hooks.mjs');

let database: TestDatabase;
let tenant: TestTenant;
let superuser: pg.Client;
let pool: pg.Pool;
let source: DataSource;
let tenancy: Tenancy;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  const { appDatabaseUrl, workerDatabaseUrl } = await migrate({ databaseUrl: database.url });
  url = workerDatabaseUrl;
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

async function plantEscalation(severity: 'P1' | 'P2', ownerId: string | null, dueIn = '1 day'): Promise<string> {
  const [customer, category, id] = [randomUUID(), randomUUID(), randomUUID()];
  await superuser.query(
    `insert into customers (tenant_id, id, name, stage, segment, industry) values ($1, $2, 'Acme', 'live', 'smb', 'retail')`,
    [tenant.tenantId, customer],
  );
  await superuser.query(`insert into escalation_categories (tenant_id, id, name) values ($1, $2, $3)`, [
    tenant.tenantId,
    category,
    `Outage ${category}`,
  ]);
  await superuser.query(
    `insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description,
                              owner_because, customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at, primary_owner_id)
     values ($1, $2, $3, $4, $5, $6, 'Down', 'All of it', '{}', '{}', 0, '{}',
             app_now() + $7::interval, app_now() + interval '1 hour', app_now() + interval '20 hours', $8)`,
    [tenant.tenantId, id, customer, tenant.people.csm.userId, category, severity, dueIn, ownerId],
  );
  return id;
}
const close = (id: string) => superuser.query(`update escalations set status = 'closed' where id = $1`, [id]);

test('one of a conversation that gets a category waits for a supporter as before', async () => {
  const id = await plantEscalation('P1', null);
  const serve = (isAvailable: boolean) =>
    superuser.query('update supporters set is_available = $2 where tenant_id = $1', [tenant.tenantId, isAvailable]);
  await superuser.query('update escalations set for_supporters = true where id = $1', [id]);
  await timer(`escalation:${id}:stale`);
  await serve(false);
  const one = auditor();
  expect([await one.round(), await one.round()]).toEqual([[], []]);
  await close(id);
  await serve(true);
  await superuser.query('delete from outbox');
});

test('an open escalation that nothing will come for is a problem, until a message or a timer will', async () => {
  const id = await plantEscalation('P2', tenant.people.csm.userId);
  const one = auditor();
  expect(await twice(one)).toEqual([expect.stringContaining(`escalation ${id} is open`)]);
  await superuser.query(`insert into outbox (tenant_id, type, payload) values ($1, 'escalation.created', $2::jsonb)`, [
    tenant.tenantId,
    JSON.stringify({ escalation_id: id }),
  ]);
  expect(await one.round()).toEqual([]);
  await superuser.query('delete from outbox');
  await timer(`escalation:${id}:stale`);
  expect(await twice()).toEqual([]);
  await close(id);
});

test('one that is past its deadline is not forgotten either', async () => {
  const id = await plantEscalation('P2', tenant.people.csm.userId, '-3 days');
  await timer(`escalation:${id}:due`); // a deadline is no promise that somebody looks afterwards
  const one = auditor();
  expect(await twice(one)).toEqual([expect.stringContaining(`escalation ${id} is open`)]);
  await timer(`escalation:${id}:stale`);
  expect(await one.round()).toEqual([]);
  await close(id);
});

test('the program itself finds a forgotten one within 60 seconds, and says so where the supervisor looks', async () => {
  const id = await plantEscalation('P2', tenant.people.csm.userId, '-3 days');
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-auditor-'));
  const program = spawn(process.execPath, ['--import', HOOKS, path.join(import.meta.dirname, 'auditor.ts')], {
    env: { ...process.env, WORKER_DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(program, 'exit');
  try {
    const began = performance.now();
    let report = '';
    while (!report.includes(`escalation ${id} is open`)) {
      expect(performance.now() - began).toBeLessThan(60_000);
      await pause(250);
      const file = path.join(dataDir, 'health', 'auditor.json');
      if (existsSync(file)) report = readFileSync(file, 'utf8');
    }
    expect(JSON.parse(report)).toMatchObject({ healthy: false });
  } finally {
    program.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
    await close(id);
  }
});

test('an unanswered P1 that does not climb, and one that nobody looks for an owner of, are problems', async () => {
  const id = await plantEscalation('P1', null);
  await timer(`escalation:${id}:stale`);
  const one = auditor();
  expect((await twice(one)).toSorted()).toEqual([
    expect.stringContaining(`escalation ${id} has no owner`),
    expect.stringContaining(`escalation ${id} is open (P1) and does not climb`),
  ]);
  await timer(`escalation:${id}:climb`);
  await timer(`escalation:${id}:owner`);
  expect(await one.round()).toEqual([]);
  await close(id);
});

test('whoever waits for a supporter while one is free is a problem, and so is a load that was counted wrong', async () => {
  const [conversation, id] = [randomUUID(), randomUUID()];
  const { member, supporter } = tenant.people;
  await superuser.query(
    `insert into conversations (tenant_id, id, channel, subject, requester_email) values ($1, $2, 'chat', 'Debt', $3)`,
    [tenant.tenantId, conversation, member.email],
  );
  await superuser.query(
    `insert into escalations (tenant_id, id, conversation_id, created_by_user_id, severity, title, description, owner_because,
                              customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at)
     values ($1, $2, $3, $4, 'P2', 'Debt', 'x', '{}', '{}', 0, '{}', app_now(), app_now(), app_now())`,
    [tenant.tenantId, id, conversation, member.userId],
  );
  await timer(`escalation:${id}:stale`);
  const one = auditor();
  expect(await twice(one)).toEqual([`escalation ${id} waits for a supporter while somebody is free`]);

  const give = (owner: string | null) =>
    superuser.query('update escalations set primary_owner_id = $2 where id = $1', [id, owner]);
  await give(supporter.userId);
  expect(await one.round()).toEqual([]);
  await superuser.query('update supporters set active_escalations = 3 where user_id = $1', [supporter.userId]);
  expect(await twice(one)).toEqual([expect.stringContaining('is counted with 3 escalations and owns 1')]);
  await superuser.query('update supporters set active_escalations = 1 where user_id = $1', [supporter.userId]);
  await close(id);
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
