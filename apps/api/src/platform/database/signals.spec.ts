import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { migrate } from '../../migrate.js';
import { Signals } from './signals.js';

let database: TestDatabase;
let signals: Signals;
let listener: pg.Client;
let heard: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  const { appDatabaseUrl: url } = await migrate({ databaseUrl: database.url });
  signals = new Signals({ role: 'api', url });
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await listener.query('listen work');
});
beforeEach(() => {
  heard = [];
  listener.removeAllListeners('notification');
});
afterAll(async () => {
  await signals?.onApplicationShutdown();
  await listener?.end();
  await database?.drop();
});

/** Answers when `enough` says yes to what has been heard. */
const hearing = (enough: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    listener.on('notification', ({ payload = '' }) => {
      heard.push(payload);
      if (enough()) resolve();
    });
  });

test('the first wake-up of a quiet time leaves before anything that is sent after it', async () => {
  const after = hearing(() => heard.includes('sent after'));
  signals.wakeWorker();
  await signals.send('work', 'sent after');
  await after;
  expect(heard).toEqual(['', 'sent after']);
});

test('a burst of wake-ups is few notices, and one comes after the last of them', async () => {
  const afterTheLast = hearing(() => heard.includes('sent after') && heard.at(-1) === '');
  for (let i = 0; i < 500; i++) signals.wakeWorker();
  await signals.send('work', 'sent after');
  await afterTheLast;
  expect(heard.length).toBeLessThan(50);
});
