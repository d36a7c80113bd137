import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { type Migrated, migrate } from '../../migrate.js';
import { createWorker } from '../../testing.js';
import { addTenant, type TestTenant } from '../../testing-tenant.js';

const VICTIM = path.join(import.meta.dirname, 'telling.victim.mjs');
const TASKS = 12;
/** reliability.md: within 60 s of the change, also when the worker is killed in the middle; the rest is for a slow machine. */
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let logins: Migrated;
let superuser: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await database?.drop();
});

/** A CSM who is away, a backup in charge, and so many tasks that came up: their messages wait in the outbox. */
async function happenings(slug: string): Promise<{ tenant: TestTenant; assignment: string }> {
  const tenant = await addTenant(logins.appDatabaseUrl, slug);
  const { csm, manager } = tenant.people;
  const [customer, absence, assignment] = [randomUUID(), randomUUID(), randomUUID()];
  const during = "tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() + interval '9 days')";
  const sql = (text: string, ...values: unknown[]) => superuser.query(text, [tenant.tenantId, ...values]);
  await sql(
    `insert into customers (tenant_id, id, name, csm_id, stage, segment, industry) values ($1, $2, 'Acme', $3, 'live', 'smb', 'retail')`,
    customer,
    csm.userId,
  );
  await sql(
    `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, end_date, during)
     values ($1, $2, $3, 'vacation', 'active', 'manual', 'Europe/Lisbon', current_date - 1, current_date + 8, ${during})`,
    absence,
    csm.userId,
  );
  await sql(
    `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, status, in_force, covers_all, accepted_at, during)
     values ($1, $2, $3, $4, 'active', true, true, clock_timestamp() - interval '2 days', ${during})`,
    assignment,
    absence,
    manager.userId,
  );
  await sql(
    `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted) values ($1, $2, $3, 1, ${during}, true)`,
    assignment,
    customer,
  );
  for (let n = 0; n < TASKS; n++) {
    const task = randomUUID();
    await sql(
      'insert into tasks (tenant_id, id, customer_id, title) values ($1, $2, $3, $4)',
      task,
      customer,
      `Task ${n}`,
    );
    await sql(
      `insert into outbox (tenant_id, type, payload) values ($1, 'customer.task-added', $2::jsonb)`,
      JSON.stringify({ customer_id: customer, task_id: task }),
    );
  }
  return { tenant, assignment };
}

const causesOf = async ({ tenantId }: TestTenant): Promise<{ userId: string; title: string }[]> =>
  (await superuser.query('select user_id as "userId", title from notification_causes where tenant_id = $1', [tenantId]))
    .rows;

const dieTelling = (nth: number, moment: string) =>
  new Promise<{ signal: string | null; said: string }>((resolve) => {
    const args = [VICTIM, logins.appDatabaseUrl, logins.workerDatabaseUrl, String(nth), moment];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', (_code, signal) => resolve({ signal, said }));
  });

test.each([
  [3, 'before'],
  [5, 'after'],
])(
  'a worker killed while it tells people for the %i. time, %s writing: everybody is told everything, once',
  async (nth, moment) => {
    const { tenant, assignment } = await happenings(`org-${moment}`);
    expect((await dieTelling(nth, moment)).signal).toBe('SIGKILL');
    const told = (await causesOf(tenant)).length;
    expect(told).toBeLessThan(TASKS);

    const began = performance.now();
    const worker = await createWorker({ appUrl: logins.appDatabaseUrl, workerUrl: logins.workerDatabaseUrl });
    try {
      while ((await causesOf(tenant)).length < TASKS && performance.now() - began < PATIENCE_MS) await pause(100);
      const causes = await causesOf(tenant);
      expect(causes.map(({ title }) => title).sort()).toEqual(
        Array.from({ length: TASKS }, (_, n) => `New task for Acme: Task ${n}`).sort(),
      );
      expect(new Set(causes.map(({ userId }) => userId))).toEqual(new Set([tenant.people.manager.userId]));
      const { rows } = await superuser.query(
        `select s.notifications_received as counter, count(n.id)::int as recount, sum(n.happened)::int as happened
           from coverage_assignments s join notifications n on n.assignment_id = s.id where s.id = $1 group by 1`,
        [assignment],
      );
      expect(rows[0].counter).toBe(rows[0].recount);
      expect(rows[0].happened).toBe(TASKS);
    } finally {
      await worker.close();
    }
  },
  180_000,
);
