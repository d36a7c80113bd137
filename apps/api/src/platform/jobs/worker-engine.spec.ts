import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type DynamicModule,
  type INestApplicationContext,
  Injectable,
  Module,
  type OnModuleInit,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { EnvModule, loadEnv } from '../../config/index.js';
import { migrate, type Migrated } from '../../migrate.js';
import { AuditModule, History } from '../audit/index.js';
import { DatabaseModule, Signals, Tenancy } from '../database/index.js';
import { Outbox, OutboxModule } from '../outbox/index.js';
import { SecretsModule } from '../secrets/index.js';
import { Handlers, type Message } from './handlers.js';
import { JobsModule } from './jobs.module.js';
import { type LiveEvent, LiveEvents } from './live-events.js';
import { stuckWork } from './stuck-work.js';
import { Timers } from './timers.js';
import { WorkState } from './work-state.js';

const HARBOR = asId<TenantId>('00000000-0000-4000-8000-00000000000a');
const VELA = asId<TenantId>('00000000-0000-4000-8000-00000000000b');
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-worker-'));

/** What the worker of this test was asked to do. */
const log: string[] = [];
const failOnce = new Set<string>();

@Injectable()
class TestHandlers implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly live: LiveEvents,
  ) {}

  onModuleInit(): void {
    const note = (name: string) => async (message: Message) => {
      await message.confirm();
      const what = `${name} ${String(message.payload['n'])} #${message.attempt}`;
      if (failOnce.delete(`${name} ${String(message.payload['n'])}`)) throw new Error('on purpose');
      log.push(what);
    };
    this.handlers.onMessage('test.told', note('mail'), 'mail');
    this.handlers.onMessage('test.told', note('slack'), 'slack');
    this.handlers.onMessage('test.live', async ({ tenantId, payload }) =>
      this.live.publish(tenantId, { type: 'seen', ...payload }),
    );
    this.handlers.onTimer(
      'test.ring',
      async (tx, { key }) => void log.push(`${key} at ${tx.now.toString().slice(0, 10)}`),
    );
  }
}

@Module({})
class TestModule {
  static forRole(role: 'api' | 'worker', env: ReturnType<typeof loadEnv>): DynamicModule {
    return {
      module: TestModule,
      imports: [
        EnvModule.forRoot(env),
        DatabaseModule.forRole(role),
        SecretsModule,
        AuditModule,
        OutboxModule,
        JobsModule.forRole(role),
      ],
      providers: [TestHandlers],
    };
  }
}

let database: TestDatabase;
let logins: Migrated;
let api: INestApplicationContext;
let worker: INestApplicationContext;

const start = (role: 'api' | 'worker') => {
  const env = loadEnv(role, {
    DATA_DIR: dataDir,
    APP_DATABASE_URL: logins.appDatabaseUrl,
    WORKER_DATABASE_URL: logins.workerDatabaseUrl,
  });
  return NestFactory.createApplicationContext(TestModule.forRole(role, env), { logger: false });
};
const settled = async () => {
  for (let i = 0; i < 400; i++) {
    const { outbox, dueTimers, jobs } = await api.get(WorkState).pending();
    if (outbox + dueTimers + jobs === 0) return;
    await pause(25);
  }
  throw new Error(`not settled: ${JSON.stringify(await api.get(WorkState).pending())}`);
};
const tell = (type: string, n: number) => api.get(Tenancy).run(HARBOR, (tx) => api.get(Outbox).add(tx, { type, n }));

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  api = await start('api');
  worker = await start('worker');
});

beforeEach(() => void log.splice(0));

afterAll(async () => {
  await worker?.close();
  await api?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true });
});

test('a message reaches every handler of its type once, soon after COMMIT', async () => {
  await tell('test.told', 1);
  await settled();
  expect(log.toSorted()).toEqual(['mail 1 #1', 'slack 1 #1']);
});

test('only the handler that failed is tried again', async () => {
  failOnce.add('slack 2');
  await tell('test.told', 2);
  await settled();
  expect(log.toSorted()).toEqual(['mail 2 #1', 'slack 2 #2']);
});

test('a message nobody handles is done, not stuck', async () => {
  await tell('test.unheard', 3);
  await settled();
  expect(log).toEqual([]);
});

test('open pages of the tenant hear it, those of others do not', async () => {
  const here: LiveEvent[] = [];
  const elsewhere: LiveEvent[] = [];
  const live = api.get(LiveEvents);
  const stop = [
    live.subscribe(HARBOR, (event) => here.push(event)),
    live.subscribe(VELA, (event) => elsewhere.push(event)),
  ];
  for (let i = 0; i < 100 && here.length === 0; i++) {
    await tell('test.live', 4); // the first ones may be sent before LISTEN stands
    await pause(50);
  }
  await settled();
  expect(here[0]).toEqual({ type: 'seen', n: 4 });
  expect(elsewhere).toEqual([]);
  for (const end of stop) end();
});

test('the pages are told to load again when their connection was lost', async () => {
  const heard: string[] = [];
  const live = api.get(LiveEvents);
  const stop = live.subscribe(HARBOR, ({ type }) => heard.push(type));
  const admin = new pg.Client(database.superuserUrl);
  await admin.connect();
  const cut = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'understudy-api-live' and datname = current_database()",
  );
  expect(cut.rowCount).toBe(1);
  for (let i = 0; i < 200 && heard.length === 0; i++) await pause(25);
  expect(heard).toEqual(['live.reload']);
  await admin.end();
  stop();
});

test('every connection cut at once: the worker comes back by itself', async () => {
  const admin = new pg.Client(database.superuserUrl);
  await admin.connect();
  await tell('test.told', 5);
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await admin.end();
  for (let i = 0; ; i++) {
    const done = await settled().then(
      () => true,
      () => false,
    );
    if (done || i === 2) break;
  }
  expect(log.map((line) => line.slice(0, 6)).toSorted()).toEqual(['mail 5', 'slack ']);
});

test('a timer fires when the clock is moved to it', async () => {
  const work = api.get(WorkState);
  const dueAt = await api.get(Tenancy).run(HARBOR, async (tx) => {
    const at = tx.now.add({ hours: 72 });
    await api.get(Timers).set(tx, { key: 'bell', kind: 'test.ring', dueAt: at });
    return at;
  });
  const target = dueAt.add({ hours: 1 });
  expect(await work.nextDueTimer(target)).toEqual(dueAt);
  expect(await work.setClock(dueAt)).toBe(true);
  await settled();
  expect(log).toEqual([`bell at ${dueAt.toString().slice(0, 10)}`]);
  expect(await work.nextDueTimer(target)).toBeNull();
  expect(await work.setClock(dueAt.subtract({ hours: 1 }))).toBe(false);
});

test('the heads of the histories are signed and exported', async () => {
  await api
    .get(Tenancy)
    .run(HARBOR, (tx) =>
      api
        .get(History)
        .append(tx, { type: 't', subject: { kind: 'k', id: '1' }, actor: { kind: 'system', name: 's' }, data: null }),
    );
  // housekeeping runs at every start of a worker
  const second = await start('worker');
  await second.close();
  const lines = readFileSync(path.join(dataDir, 'history', 'checkpoints.jsonl'), 'utf8')
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ tenant_id: HARBOR, seq: 1 }));
});

test('work that nobody picks up is seen', async () => {
  await worker.close();
  const admin = new pg.Client(database.superuserUrl);
  await admin.connect();
  const pool = new pg.Pool({ connectionString: logins.workerDatabaseUrl, max: 1 });
  expect(await stuckWork(pool)).toEqual([]);
  await tell('test.told', 6);
  await api
    .get(Tenancy)
    .run(HARBOR, (tx) =>
      api.get(Timers).set(tx, { key: 'overdue', kind: 'test.ring', dueAt: tx.now.subtract({ minutes: 2 }) }),
    );
  await admin.query("update outbox set created_at = created_at - interval '2 minutes'");
  expect(await stuckWork(pool)).toEqual([
    expect.stringContaining('timer overdue (test.ring)'),
    expect.stringContaining('(test.told)'),
  ]);
  await pool.end();
  await admin.end();
});

test('outside the sandbox nobody moves the clock', async () => {
  const env = { ...loadEnv('api', { APP_DATABASE_URL: logins.appDatabaseUrl }), mode: 'production' as const };
  await expect(Promise.resolve().then(() => new WorkState(env, api.get(Signals)).now())).rejects.toThrow(
    'sandbox mode only',
  );
});
