import { randomUUID } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import { createApp, createWorker, migrate, type TestApp } from '../../testing.js';
import { openPool, Tenancy } from '../database/index.js';
import { Deliveries, Outbox, Relay } from '../outbox/index.js';
import { Handlers } from './handlers.js';
import { MessageQueue } from './message-queue.js';
import { type PendingWork, WorkState } from './work-state.js';

let database: TestDatabase;
let api: TestApp;
let logins: { appUrl: string; workerUrl: string };

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  logins = { appUrl, workerUrl };
  api = await createApp(logins);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

test('on a machine that starts its worker last, the clock waits for it', async () => {
  const moved = fetch(`${api.baseUrl}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: 'PT1H' }),
  });
  const worker = await createWorker(logins);

  const answer = await moved;

  await worker.close();
  expect([answer.status, await answer.json()]).toEqual([200, { now: expect.any(String), happened: [] }]);
});

test('a message between outbox and queue is counted once, whenever one looks', async () => {
  const pool = openPool({ url: logins.workerUrl, applicationName: 'work-state-spec', max: 4 });
  const queue = new MessageQueue(logins.workerUrl, new Handlers(), new Deliveries(pool));
  await queue.start();
  const problems: Error[] = [];
  const relay = new Relay({ pool, enqueue: queue.enqueue, onError: (error) => problems.push(error) });
  const tenantId = asId<TenantId>(randomUUID());
  const seen: (PendingWork & { told: number })[] = [];

  for (let told = 1; told <= 25; told += 1) {
    await api.app.get(Tenancy).run(tenantId, (tx) => api.app.get(Outbox).add(tx, { type: 'test.told' }));
    let moving = true;
    const moved = relay.wake().finally(() => (moving = false));
    while (moving) seen.push({ ...(await api.app.get(WorkState).pending()), told });
    await moved;
  }

  await queue.stop();
  await pool.end();
  expect(problems).toEqual([]);
  expect(seen.length).toBeGreaterThan(25);
  expect(seen.filter(({ outbox, jobs, told }) => outbox + jobs !== told)).toEqual([]);
});
