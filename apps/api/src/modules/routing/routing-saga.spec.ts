import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { asId, planRouting, type RoutingUpdateId, type RoutingWish, wishRouting } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { migrate } from '../../migrate.js';
import { addTenant, type TestTenant } from '../../testing-tenant.js';
import { driver } from './saga.stage.js';

const VICTIM = path.join(import.meta.dirname, 'saga.victim.mjs');
/** Touches of one way (there or back): look, persist, write, look, persist. */
const TOUCHES = process.env['UNDERSTUDY_SOAK'] ? [0, 1, 2, 3, 4] : [1, 2, 4];

let database: TestDatabase;
let tenant: TestTenant;
let superuser: pg.Client;
let url: string;
let calm: Awaited<ReturnType<typeof driver>>;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  const logins = await migrate({ databaseUrl: database.url });
  url = logins.workerDatabaseUrl;
  tenant = await addTenant(logins.appDatabaseUrl, 'harbor');
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  await superuser.query('create table other_system (id uuid primary key, value jsonb)');
  await superuser.query('grant select, update on other_system to public');
  calm = await driver(url, (effect) => effect());
});
afterAll(async () => {
  await calm?.close();
  await superuser?.end();
  await database?.drop();
});

const WAS = { forward_to: 'nobody' };

/** A coverage with a change that is only planned, and what stands in the other system. */
async function planned(): Promise<{ id: RoutingUpdateId; assignmentId: string; intended: object }> {
  const [absence, assignmentId] = [randomUUID(), randomUUID()];
  const { csm, manager } = tenant.people;
  await superuser.query(
    `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, during)
     values ($1, $2, $3, 'vacation', 'active', 'manual', 'Europe/Lisbon', current_date, tstzrange(app_now(), null))`,
    [tenant.tenantId, absence, csm.userId],
  );
  await superuser.query(
    `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, during) values ($1, $2, $3, $4, tstzrange(app_now(), null))`,
    [tenant.tenantId, assignmentId, absence, manager.userId],
  );
  await superuser.query('insert into other_system (id, value) values ($1, $2::jsonb)', [
    assignmentId,
    JSON.stringify(WAS),
  ]);
  const intended = { forward_to: manager.userId };
  const row = {
    type: 'email' as const,
    assignmentId: asId<never>(assignmentId),
    absenceId: asId<never>(absence),
    absentUserId: csm.userId,
    backupUserId: manager.userId,
    problem: null,
    part: '',
    label: null,
    isShared: false,
    progress: planRouting(intended, true),
  };
  await calm.tenancy.run(tenant.tenantId, (tx) => calm.updates.add(tx, row));
  const { rows } = await superuser.query('select id from routing_updates where assignment_id = $1', [assignmentId]);
  return { id: asId<RoutingUpdateId>(rows[0].id), assignmentId, intended };
}

const found = async (assignmentId: string) =>
  (await superuser.query('select value from other_system where id = $1', [assignmentId])).rows[0].value;
const stateOf = async (id: string) =>
  (await superuser.query('select state from routing_updates where id = $1', [id])).rows[0].state;
const wish = (id: RoutingUpdateId, wanted: RoutingWish) =>
  calm.tenancy.run(tenant.tenantId, async (tx) => {
    const before = await calm.updates.lock(tx, id);
    if (before) await calm.updates.save(tx, id, wishRouting(before, wanted), null);
  });
/** What the time of a lease does: the dead process holds nothing any more. */
const leaseRunsOut = (id: string) =>
  superuser.query('update routing_updates set claim = null, lease_until = null where id = $1', [id]);
const dieAt = (id: string, touch: number, moment: 'before' | 'after') =>
  new Promise<{ signal: string | null; said: string }>((resolve) => {
    const child = spawn(process.execPath, [VICTIM, url, tenant.tenantId, id, String(touch), moment], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', (_code, signal) => resolve({ signal, said }));
  });

describe.each(TOUCHES)('a worker killed at touch %i', (touch) => {
  test.each(['before', 'after'] as const)(
    '%s it: the next one brings it there, and back',
    async (moment) => {
      const { id, assignmentId, intended } = await planned();
      expect(await dieAt(id, touch, moment)).toEqual({ signal: 'SIGKILL', said: '' });
      await leaseRunsOut(id);
      await calm.saga.drive(tenant.tenantId, id);
      expect([await stateOf(id), await found(assignmentId)]).toEqual(['applied', intended]);

      await wish(id, 'reverted');
      expect(await dieAt(id, touch, moment)).toEqual({ signal: 'SIGKILL', said: '' });
      await leaseRunsOut(id);
      await calm.saga.drive(tenant.tenantId, id);
      expect([await stateOf(id), await found(assignmentId)]).toEqual(['reverted', WAS]);
    },
    60_000,
  );
});

test('killed while it is set, and then the coverage ends: fully restored', async () => {
  const { id, assignmentId } = await planned();
  await dieAt(id, 2, 'after');
  await leaseRunsOut(id);
  await wish(id, 'reverted');
  await calm.saga.drive(tenant.tenantId, id);
  expect([await stateOf(id), await found(assignmentId)]).toEqual(['reverted', WAS]);
});

test('while somebody drives it nobody else does; a timer looks again in case they died', async () => {
  const { id, assignmentId } = await planned();
  await superuser.query(
    `update routing_updates set claim = $2, lease_until = clock_timestamp() + interval '1 minute' where id = $1`,
    [id, randomUUID()],
  );
  await calm.saga.drive(tenant.tenantId, id);
  expect([await stateOf(id), await found(assignmentId)]).toEqual(['planned', WAS]);
  const { rows } = await superuser.query('select kind from timers where key = $1', [`routing:${id}:retry`]);
  expect(rows).toEqual([{ kind: 'routing.retry' }]);
});

test('a system that fails is tried again later, by a timer; after five times people are told', async () => {
  const { id, assignmentId } = await planned();
  const broken = await driver(url, async () => {
    throw new Error('the token is secret-123');
  });
  const told = async () =>
    (
      await superuser.query(
        `select 1 from outbox where type = 'routing.conflict' and payload ->> 'assignment_id' = $1
            and payload ->> 'routing_update_id' = $2`,
        [assignmentId, id],
      )
    ).rowCount;
  // its own rows are fine, the other system is not
  Reflect.set(broken.saga, 'updates', calm.updates);
  for (let tries = 1; tries <= 5; tries++) await broken.saga.drive(tenant.tenantId, id);
  await broken.close();

  expect([await stateOf(id), await told()]).toEqual(['failed', 1]);
  const { rows } = await superuser.query('select problem from routing_updates where id = $1', [id]);
  expect(rows[0].problem).not.toContain('secret');
  const timers = await superuser.query('select kind from timers where key = $1', [`routing:${id}:retry`]);
  expect(timers.rows).toEqual([{ kind: 'routing.retry' }]);
  await calm.saga.drive(tenant.tenantId, id);
  expect(await stateOf(id)).toBe('applied');
});
