import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import { createApp, createWorker, migrate, type TestApp } from '../../testing.js';

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
