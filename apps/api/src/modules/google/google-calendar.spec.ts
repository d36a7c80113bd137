import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DynamicModule, type INestApplicationContext, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { TenantId, UserId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import { LoggerModule } from 'nestjs-pino';
import pg from 'pg';
import { EnvModule, loadEnv } from '../../config/index.js';
import { migrate } from '../../migrate.js';
import { AuditModule } from '../../platform/audit/index.js';
import { DatabaseModule, Tenancy, type Tx } from '../../platform/database/index.js';
import { HttpModule } from '../../platform/http/http.module.js';
import { createLogger } from '../../platform/http/logging.js';
import { createServer } from '../../platform/http/server.js';
import { IdentityModule } from '../../platform/identity/index.js';
import { JobsModule, Timers } from '../../platform/jobs/index.js';
import { Outbox, OutboxModule } from '../../platform/outbox/index.js';
import { SecretsModule } from '../../platform/secrets/index.js';
import { findPort } from '../../supervisor/free-port.js';
import { addTenant } from '../../testing-tenant.js';
import { DirectoryModule } from '../directory/index.js';
import { CalendarStreamsService } from './calendar-streams.service.js';
import { AbsenceIntake, type CalendarSighting, GOOGLE_WORK, GoogleModule } from './index.js';

/** What the absences module would get, in order. */
const taken: { email: string; sighting: CalendarSighting }[] = [];
const emails = new Map<string, string>();

@Injectable()
class Recorder extends AbsenceIntake {
  override async apply(_tx: Tx, _tenantId: TenantId, userId: UserId, sighting: CalendarSighting): Promise<void> {
    taken.push({ email: emails.get(userId) ?? '', sighting });
  }
}
@Module({ providers: [Recorder], exports: [Recorder] })
class RecorderModule {}

@Module({})
class TestModule {}

const WORKSPACE = path.resolve(import.meta.dirname, '../../../../..');
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-google-'));
const silent = createLogger('test', 'silent');
let database: TestDatabase;
let sandbox: ChildProcess;
let api: Awaited<ReturnType<typeof createServer>>;
let worker: INestApplicationContext;
let tenantId: TenantId;
let sandboxUrl: string;
let apiUrl: string;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const urls = await migrate({ databaseUrl: database.url });
  const tenant = await addTenant(urls.appDatabaseUrl, 'acme');
  tenantId = tenant.tenantId;
  await withSuperuser(database.superuserUrl, (client) =>
    client.query(`insert into google_connections (tenant_id, mode) values ($1, 'delegation')`, [tenantId]),
  );
  const [sandboxPort, apiPort] = [await findPort(), await findPort()];
  sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  apiUrl = `http://127.0.0.1:${apiPort}`;
  const people = await peopleOf(database);
  for (const { id, email } of people) emails.set(id, email);
  sandbox = await startSandbox(people, sandboxPort);

  const env = loadEnv('worker', {
    DATA_DIR: dataDir,
    APP_DATABASE_URL: urls.appDatabaseUrl,
    WORKER_DATABASE_URL: urls.workerDatabaseUrl,
    SANDBOX_PORT: String(sandboxPort),
    PORT: String(apiPort),
    API_URL: apiUrl,
  });
  const part = (role: 'api' | 'worker', ...more: (Type | DynamicModule)[]): DynamicModule => ({
    module: TestModule,
    imports: [
      EnvModule.forRoot(env),
      LoggerModule.forRoot({ pinoHttp: { logger: silent }, useExisting: true }),
      DatabaseModule.forRole(role),
      SecretsModule,
      AuditModule,
      OutboxModule,
      JobsModule.forRole(role),
      IdentityModule,
      DirectoryModule,
      GoogleModule.withIntake(RecorderModule, Recorder),
      ...more,
    ],
  });
  api = await createServer(part('api', HttpModule), { env, logger: silent, webApp: path.join(dataDir, 'none') });
  await api.listen(apiPort, '127.0.0.1');
  worker = await NestFactory.createApplicationContext(part('worker'), { logger: false });
  await settled();
});

afterAll(async () => {
  await worker?.close();
  await api?.close();
  sandbox?.kill('SIGTERM');
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await control('DELETE', '/faults');
  await poll();
  taken.length = 0;
});

async function peopleOf({ superuserUrl }: TestDatabase): Promise<{ id: string; email: string; roles: string[] }[]> {
  return withSuperuser(
    superuserUrl,
    async (client) =>
      (await client.query('select id, email, name, roles, time_zone as "timeZone" from users order by email')).rows,
  );
}
async function withSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The real fake, as a process of its own, with the tenant's people as its accounts. */
async function startSandbox(people: { email: string }[], port: number): Promise<ChildProcess> {
  const world = {
    people: people.map((person, index) => ({
      name: person.email,
      timeZone: 'Europe/Lisbon',
      ...person,
      domain: 'acme.example',
      organisation: 'Acme',
      title: '',
      subject: String(index),
    })),
    threads: [],
    meetings: [],
  };
  const program = `
    import { createSandbox } from ${JSON.stringify(path.join(WORKSPACE, 'apps/sandbox/src/index.ts'))};
    const { app } = await createSandbox({ folder: ${JSON.stringify(path.join(dataDir, 'sandbox'))}, apiUrl: ${JSON.stringify(apiUrl)}, world: ${JSON.stringify(world)} });
    await app.listen({ host: '127.0.0.1', port: ${port} });
    console.log('ready');
    process.on('SIGTERM', () => app.close().then(() => process.exit(0)));`;
  const child = spawn(
    process.execPath,
    ['--import', path.join(WORKSPACE, 'tools/typescript-hooks.mjs'), '--input-type=module', '-e', program],
    { cwd: WORKSPACE, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  return child;
}

const control = async (method: string, address: string, body?: object) =>
  fetch(`${sandboxUrl}/sandbox${address}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

/** What a person does in front of their own calendar. */
async function calendar(email: string, method: string, address: string, body?: object) {
  const headers = { authorization: `Bearer person:${email}`, 'content-type': 'application/json' };
  const response = await fetch(`${sandboxUrl}/sandbox/google/calendar/v3/calendars/primary/events${address}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.status === 204 ? null : ((await response.json()) as { id: string });
}

/** Until no message is left anywhere: outbox rows and jobs. */
async function settled(): Promise<void> {
  await control('POST', '/api/settle');
  await withSuperuser(database.superuserUrl, async (client) => {
    const deadline = performance.now() + 20_000;
    for (;;) {
      const { rows } = await client.query(
        `select (select count(*) from outbox)::int + (select count(*) from pgboss.job where state < 'completed' and name = 'messages')::int as left`,
      );
      if (rows[0].left === 0) return;
      if (performance.now() > deadline) throw new Error(`${rows[0].left} messages are left`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}
async function poll(): Promise<void> {
  await worker
    .get(Tenancy, { strict: false })
    .run(tenantId, (tx) => worker.get(Outbox, { strict: false }).add(tx, { type: GOOGLE_WORK.pollAll }));
  await settled();
}
const stream = (email: string) =>
  withSuperuser(
    database.superuserUrl,
    async (client) =>
      (
        await client.query(
          'select s.* from calendar_streams s join users u using (tenant_id) where u.id = s.user_id and u.email = $1',
          [email],
        )
      ).rows[0],
  );

const CSM = 'csm@acme.example';
const week = (first: string, end: string, more: object = {}) => ({
  summary: 'Away',
  eventType: 'outOfOffice',
  start: { dateTime: `${first}T00:00:00`, timeZone: 'Europe/Lisbon' },
  end: { dateTime: `${end}T00:00:00`, timeZone: 'Europe/Lisbon' },
  ...more,
});
const seen = () =>
  taken.map(({ email, sighting }) => [
    email,
    sighting.kind,
    ...(sighting.kind === 'gone' ? [] : [String(sighting.startOn), String(sighting.endOn)]),
  ]);

test('streams and channels stand for those who look after customers, and nobody else', async () => {
  const owners = await withSuperuser(
    database.superuserUrl,
    async (client) =>
      (
        await client.query(
          'select u.email, u.roles, s.channel_id from calendar_streams s join users u on u.id = s.user_id order by 1',
        )
      ).rows,
  );
  expect(owners.length).toBeGreaterThan(0);
  for (const { roles, channel_id } of owners) {
    expect(roles.some((role: string) => role === 'csm' || role === 'manager')).toBe(true);
    expect(channel_id).toMatch(/^[0-9a-f]{32}-[0-9a-f]{31}$/);
  }
  expect(owners.map(({ email }) => email)).toContain(CSM);
});

test('an out-of-office event arrives by push, and follows when it moves, shrinks and goes', async () => {
  const event = await calendar(CSM, 'POST', '', week('2027-03-01', '2027-03-06'));
  await settled();
  await calendar(CSM, 'PATCH', `/${event?.id}`, week('2027-03-08', '2027-03-13'));
  await settled();
  await calendar(CSM, 'PATCH', `/${event?.id}`, week('2027-03-08', '2027-03-11'));
  await settled();
  await calendar(CSM, 'DELETE', `/${event?.id}`);
  await settled();
  expect(seen()).toEqual([
    [CSM, 'fact', '2027-03-01', '2027-03-05'],
    [CSM, 'fact', '2027-03-08', '2027-03-12'],
    [CSM, 'fact', '2027-03-08', '2027-03-10'],
    [CSM, 'gone'],
  ]);
});

test('with push off a poll brings the same', async () => {
  await control('POST', '/faults', { kind: 'push-off' });
  const event = await calendar(CSM, 'POST', '', week('2027-04-05', '2027-04-10'));
  await settled();
  expect(seen()).toEqual([]);
  await poll();
  expect(seen()).toEqual([[CSM, 'fact', '2027-04-05', '2027-04-09']]);
  await calendar(CSM, 'DELETE', `/${event?.id}`);
  await poll();
  expect(seen().slice(1)).toEqual([[CSM, 'gone']]);
});

test('a token that is too old leads to a full sync, which also finds what is gone', async () => {
  const kept = await calendar(CSM, 'POST', '', week('2027-05-03', '2027-05-08'));
  const gone = await calendar(CSM, 'POST', '', week('2027-06-07', '2027-06-12'));
  await settled();
  await control('POST', '/faults', { kind: 'push-off' });
  await calendar(CSM, 'DELETE', `/${gone?.id}`);
  await control('POST', '/faults', { kind: 'sync-tokens-expired' });
  taken.length = 0;
  await poll();
  expect(seen()).toEqual([
    [CSM, 'fact', '2027-05-03', '2027-05-07'],
    [CSM, 'gone'],
  ]);
  taken.length = 0;
  await poll();
  expect(seen()).toEqual([]);
  await calendar(CSM, 'DELETE', `/${kept?.id}`);
});

test('each instance of a recurring event counts, and a deleted series takes them all back', async () => {
  const series = await calendar(CSM, 'POST', '', {
    ...week('2027-07-02', '2027-07-03'),
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
  });
  await settled();
  expect(seen()).toEqual([
    [CSM, 'fact', '2027-07-02', '2027-07-02'],
    [CSM, 'fact', '2027-07-09', '2027-07-09'],
    [CSM, 'fact', '2027-07-16', '2027-07-16'],
  ]);
  taken.length = 0;
  await calendar(CSM, 'DELETE', `/${series?.id}`);
  await settled();
  expect(seen()).toEqual([
    [CSM, 'gone'],
    [CSM, 'gone'],
    [CSM, 'gone'],
  ]);
});

test('a series without an end is taken two years ahead, and once a month everything is read again to move that edge on', async () => {
  const first = Temporal.Now.plainDateISO('Europe/Lisbon').add({ days: 700 });
  const series = await calendar(CSM, 'POST', '', {
    ...week(String(first), String(first.add({ days: 1 }))),
    recurrence: ['RRULE:FREQ=WEEKLY'],
  });
  await settled();
  const before = seen().length;
  expect([before > 2, before < 7]).toEqual([true, true]);
  taken.length = 0;
  // as after a month in which nothing changed: the next poll reads everything again, and finds nothing new or gone within the same edge
  await withSuperuser(database.superuserUrl, (client) =>
    client.query(`update calendar_streams set full_synced_at = full_synced_at - interval '31 days'`),
  );
  await poll();
  expect(seen().filter(([, kind]) => kind === 'gone')).toEqual([]);
  expect(seen()).toHaveLength(before);
  await calendar(CSM, 'DELETE', `/${series?.id}`);
  await settled();
});

test('marking an event #no-cover takes its absence back, and meetings never were one', async () => {
  const event = await calendar(CSM, 'POST', '', week('2027-08-02', '2027-08-07'));
  await settled(); // what one sync brings comes in no particular order
  await calendar(CSM, 'POST', '', {
    summary: 'Vacation planning',
    start: { dateTime: '2027-08-02T10:00:00Z' },
    end: { dateTime: '2027-08-02T11:00:00Z' },
  });
  await calendar(CSM, 'POST', '', { summary: 'Urlaub', start: { date: '2027-09-06' }, end: { date: '2027-09-08' } });
  await settled();
  await calendar(CSM, 'PATCH', `/${event?.id}`, { summary: 'Away #no-cover' });
  await settled();
  expect(seen()).toEqual([
    [CSM, 'fact', '2027-08-02', '2027-08-06'],
    [CSM, 'suggestion', '2027-09-06', '2027-09-07'],
    [CSM, 'gone'],
  ]);
});

test.each([
  ['rate-limited', { retry_after: 120 }, 'Google answered 429 (rateLimitExceeded).'],
  ['quota-exceeded', { retry_after: 120 }, 'Google answered 403 (rateLimitExceeded).'],
  ['error-500', {}, 'Google answered 500 (backendError).'],
  ['timeout-before', { delay_ms: 50 }, 'Google did not answer.'],
])('%s is waited out, noted, and forgotten when it works again', async (kind, more, text) => {
  await control('POST', '/faults', { kind, method: 'calendar.events.list', times: 100, ...more });
  const event = await calendar(CSM, 'POST', '', week('2027-10-04', '2027-10-09'));
  await settled();
  const failed = await stream(CSM);
  expect([seen(), failed.failure]).toEqual([[], text]);
  const wait = (failed.poll_due_at.getTime() - Date.now()) / 1000;
  expect(wait).toBeGreaterThan('retry_after' in more ? 100 : 5);
  expect(wait).toBeLessThan(600);
  await control('DELETE', '/faults');
  await poll();
  expect([seen(), (await stream(CSM)).failure]).toEqual([[[CSM, 'fact', '2027-10-04', '2027-10-08']], null]);
  await calendar(CSM, 'DELETE', `/${event?.id}`);
});

test('a push with an unknown channel, a wrong token or none is 404 and asks for nothing', async () => {
  const { channel_id } = await stream(CSM);
  const push = (headers: Record<string, string>) =>
    fetch(`${apiUrl}/api/webhooks/google/calendar`, {
      method: 'POST',
      headers: { 'x-goog-resource-state': 'exists', ...headers },
    });
  const wrong: Record<string, string>[] = [
    {},
    { 'x-goog-channel-id': 'nonsense', 'x-goog-channel-token': 'x' },
    { 'x-goog-channel-id': channel_id },
    { 'x-goog-channel-id': channel_id, 'x-goog-channel-token': 'wrong' },
    { 'x-goog-channel-id': `${'0'.repeat(32)}-${channel_id.slice(33)}`, 'x-goog-channel-token': 'x' },
  ];
  for (const headers of wrong) {
    const response = await push(headers);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      404,
      'google.channel-unknown',
    ]);
  }
});

test('a channel is replaced at half of its life', async () => {
  const before = await stream(CSM);
  const half = await withTimers((tx, timers) => timers.list(tx, `google:${before.user_id}:`));
  const hours = half[0]?.dueAt
    .until(Temporal.Instant.fromEpochMilliseconds(before.channel_expires_at.getTime()))
    .total('hours');
  expect(Math.abs((hours ?? 0) - 84)).toBeLessThan(0.1);
  await withTimers((tx, timers) =>
    timers.set(tx, { ...half[0], key: half[0]?.key ?? '', kind: GOOGLE_WORK.renewal, dueAt: tx.now }),
  );
  await waitFor(async () => (await stream(CSM)).channel_id !== before.channel_id);
  await settled();
  const event = await calendar(CSM, 'POST', '', week('2027-11-01', '2027-11-06'));
  await settled();
  expect(seen()).toEqual([[CSM, 'fact', '2027-11-01', '2027-11-05']]);
  await calendar(CSM, 'DELETE', `/${event?.id}`);
});

test('who leaves is read no more', async () => {
  const ask = (active: boolean) =>
    worker.get(Tenancy, { strict: false }).run(tenantId, async (tx) => {
      await tx.query('update users set active = $2 where tenant_id = $1 and email = $3', [tx.tenantId, active, CSM]);
      await worker.get(Outbox, { strict: false }).add(tx, { type: 'directory.user-changed' });
    });
  await ask(false);
  await settled();
  await calendar(CSM, 'POST', '', week('2027-12-06', '2027-12-11'));
  await poll();
  expect([seen(), (await stream(CSM)).channel_id]).toEqual([[], null]);
  await ask(true);
  await settled();
  expect(seen()).toContainEqual([CSM, 'fact', '2027-12-06', '2027-12-10']);
  expect((await stream(CSM)).channel_id).not.toBeNull();
});

test('what Google took back is found by the periodic look, and so is that it is back', async () => {
  const look = async (scopes: string[] | null) => {
    await control('POST', '/google/admin/delegation', { scopes });
    await withSuperuser(database.superuserUrl, (client) =>
      client.query('update google_connections set check_due_at = clock_timestamp()'),
    );
    await worker.get(CalendarStreamsService, { strict: false }).pollDue(tenantId);
    await settled();
    return withSuperuser(
      database.superuserUrl,
      async (client) =>
        (await client.query('select lost_at is not null as lost, problem, check_due_at from google_connections'))
          .rows[0],
    );
  };
  const lost = await look([]);
  expect([lost.lost, lost.problem]).toEqual([true, expect.stringContaining('Domain-wide delegation')]);
  // looked at again sooner than one that works
  expect(lost.check_due_at.getTime() - Date.now()).toBeLessThan(11 * 60_000);
  const back = await look(null);
  expect([back.lost, back.problem]).toEqual([false, null]);
  expect(back.check_due_at.getTime() - Date.now()).toBeGreaterThan(5 * 3_600_000);
});

const withTimers = <R>(work: (tx: Tx, timers: Timers) => Promise<R>): Promise<R> =>
  worker.get(Tenancy, { strict: false }).run(tenantId, (tx) => work(tx, worker.get(Timers, { strict: false })));

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
