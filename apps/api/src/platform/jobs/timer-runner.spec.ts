import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { Logger } from '@nestjs/common';
import { migrate, type Migrated } from '../../migrate.js';
import { moveClock, readClock } from '../clock/index.js';
import { openDataSource, openPool, Signals, Tenancy } from '../database/index.js';
import { Handlers, type HandleTimer } from './handlers.js';
import { TimerRunner } from './timer-runner.js';
import { Timers } from './timers.js';

const HARBOR = asId<TenantId>('00000000-0000-4000-8000-00000000000a');
const VELA = asId<TenantId>('00000000-0000-4000-8000-00000000000b');
const MINUTE = { minutes: 1 } as const;

Logger.overrideLogger(false); // failing on purpose, below

let database: TestDatabase;
let logins: Migrated;
let source: DataSource;
let tenancy: Tenancy;
let signals: Signals;
let timers: Timers;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  source = await openDataSource({ url: logins.workerDatabaseUrl, applicationName: 'timers-spec' });
  tenancy = new Tenancy(source);
  signals = new Signals({ role: 'worker', url: logins.workerDatabaseUrl });
  timers = new Timers(signals);
  pool = openPool({ url: logins.workerDatabaseUrl, applicationName: 'timers-spec', max: 4 });
});

beforeEach(() => pool.query('delete from timers'));

afterAll(async () => {
  await pool?.end();
  await signals?.onApplicationShutdown();
  await source?.destroy();
  await database?.drop();
});

const runner = (handle: HandleTimer, kind = 'ring') => {
  const handlers = new Handlers();
  handlers.onTimer(kind, handle);
  return new TimerRunner(pool, tenancy, handlers);
};
const set = (key: string, dueIn: Temporal.DurationLike, tenantId = HARBOR) =>
  tenancy.run(tenantId, (tx) => timers.set(tx, { key, kind: 'ring', dueAt: tx.now.add(dueIn), payload: { key } }));
const left = async () => (await pool.query('select key, attempts from timers order by key')).rows;
const leaseOver = () => pool.query("update timers set lease_until = clock_timestamp() - interval '1 second'");
const advance = async (by: Temporal.DurationLike) => {
  expect(await moveClock(pool, (await readClock(pool)).add(by))).toBe(true);
};

test('fires what is due, the earliest first, and nothing else', async () => {
  await set('late', { seconds: -10 });
  await set('later', { seconds: -5 });
  await set('future', { hours: 1 });
  const fired: unknown[] = [];
  await runner(async (_tx, { key, payload }) => void fired.push([key, payload])).wake();
  expect(fired).toEqual([
    ['late', { key: 'late' }],
    ['later', { key: 'later' }],
  ]);
  expect(await left()).toEqual([{ key: 'future', attempts: 0 }]);
});

test('of all tenants, each in its own transaction', async () => {
  await set('ring', { seconds: -1 }, HARBOR);
  await set('ring', { seconds: -1 }, VELA);
  const fired: TenantId[] = [];
  await runner(async (tx) => void fired.push(tx.tenantId)).wake();
  expect(fired.toSorted()).toEqual([HARBOR, VELA]);
});

test('two workers at once fire each timer once', async () => {
  for (let i = 0; i < 60; i++) await set(`t-${i}`, { seconds: -1 });
  const fired: string[] = [];
  const handle: HandleTimer = async (_tx, { key }) => void fired.push(key);
  await Promise.all([runner(handle).wake(), runner(handle).wake()]);
  expect(fired).toHaveLength(60);
  expect(new Set(fired).size).toBe(60);
});

test('a failing handler saves nothing, waits, and is tried again', async () => {
  await set('breaks', { seconds: -1 });
  let broken = true;
  const fired: string[] = [];
  const timer = runner(async (tx, { key }) => {
    await timers.set(tx, { key: 'effect', kind: 'other', dueAt: tx.now.add({ hours: 9 }) });
    if (broken) throw new Error('not today');
    fired.push(key);
  });
  await timer.wake();
  expect(await left()).toEqual([{ key: 'breaks', attempts: 1 }]);
  broken = false;
  await timer.wake(); // still paused
  expect(fired).toEqual([]);
  await leaseOver();
  await timer.wake();
  expect(fired).toEqual(['breaks']);
  expect(await left()).toEqual([{ key: 'effect', attempts: 0 }]);
});

test('a kind nobody handles is kept, not dropped', async () => {
  await set('unknown', { seconds: -1 });
  await runner(async () => undefined, 'something else').wake();
  expect(await left()).toEqual([{ key: 'unknown', attempts: 1 }]);
});

test('a timer may set itself again', async () => {
  await set('again', { seconds: -1 });
  let fired = 0;
  await runner(async (tx, { key }) => {
    fired += 1;
    await timers.set(tx, { key, kind: 'ring', dueAt: tx.now.add(MINUTE) });
  }).wake();
  expect(fired).toBe(1);
  expect(await left()).toEqual([{ key: 'again', attempts: 0 }]);
});

test('moved or cancelled after it was claimed, it does not fire', async () => {
  await set('a-first', { seconds: -3 });
  await set('b-moved', { seconds: -2 });
  await set('c-cancelled', { seconds: -1 });
  const fired: string[] = [];
  await runner(async (tx, { key }) => {
    fired.push(key);
    // all three are claimed by now: the first one's handler changes the plans
    await timers.set(tx, { key: 'b-moved', kind: 'ring', dueAt: tx.now.add({ hours: 1 }) });
    await timers.cancel(tx, 'c-cancelled');
  }).wake();
  expect(fired).toEqual(['a-first']);
  expect(await left()).toEqual([{ key: 'b-moved', attempts: 0 }]);
});

test('a dead worker’s timer is free when its lease is over, and a jump of the clock does not free it', async () => {
  await set('held', { seconds: -1 });
  await pool.query("update timers set claim = gen_random_uuid(), lease_until = clock_timestamp() + interval '15 s'");
  const fired: string[] = [];
  const timer = runner(async (_tx, { key }) => void fired.push(key));
  await advance({ hours: 36 });
  await timer.wake();
  expect(fired).toEqual([]);
  await leaseOver();
  await timer.wake();
  expect(fired).toEqual(['held']);
});

test('hopping from one due timer to the next climbs a whole ladder at the right times', async () => {
  const began = await readClock(pool);
  const fired: [number, number][] = [];
  const timer = runner(async (tx, { payload }) => {
    const step = Number(payload['step']);
    fired.push([step, Math.round(began.until(tx.now).total('minutes'))]);
    if (step < 4)
      await timers.set(tx, {
        key: 'ladder',
        kind: 'ring',
        dueAt: tx.now.add({ minutes: 30 }),
        payload: { step: step + 1 },
      });
  });
  await tenancy.run(HARBOR, (tx) =>
    timers.set(tx, { key: 'ladder', kind: 'ring', dueAt: tx.now.add({ minutes: 30 }), payload: { step: 1 } }),
  );
  const target = began.add({ hours: 36 });
  for (;;) {
    const { rows } = await pool.query<{ at: Temporal.Instant | null }>(
      'select min(due_at) as at from timers where due_at <= $1::timestamptz',
      [target.toString()],
    );
    if (!rows[0]?.at) break;
    await moveClock(pool, rows[0].at);
    await timer.wake();
  }
  expect(fired).toEqual([
    [1, 30],
    [2, 60],
    [3, 90],
    [4, 120],
  ]);
});

test('the clock does not go back', async () => {
  const now = await readClock(pool);
  expect(await moveClock(pool, now.subtract({ hours: 1 }))).toBe(false);
  expect(Temporal.Instant.compare(await readClock(pool), now)).toBe(1);
});

test('lists the timers of one thing', async () => {
  await set('absence:1:starts', { hours: 1 });
  await set('absence:1:ends', { hours: 2 });
  await set('absence:10:starts', { hours: 1 });
  const keys = await tenancy.run(HARBOR, async (tx) => (await timers.list(tx, 'absence:1:')).map((timer) => timer.key));
  expect(keys).toEqual(['absence:1:starts', 'absence:1:ends']);
});
