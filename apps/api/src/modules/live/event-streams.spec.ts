import { jest } from '@jest/globals';
import { createTestDatabase } from '@understudy/testing/postgres';
import { People } from '../../platform/identity/index.js';
import { addTenant, createApp, migrate, Tenancy, type TestApp, type TestTenant } from '../../testing.js';

const HEARTBEAT_MS = 10_000;
let api: TestApp;
let tenant: TestTenant;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  tenant = await addTenant(appUrl, 'acme');
  api = await createApp({ appUrl, workerUrl });
  close = async () => {
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

// only the heartbeat is moved by hand; everything else runs as it does
beforeEach(() => {
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  });
});
afterEach(() => {
  jest.useRealTimers();
});

/** An open stream of whoever holds the cookie, and what came through it so far. */
async function listen(cookie: string) {
  const answer = await fetch(`${api.baseUrl}/api/events`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const stream = { text: '', over: false };
  void (async () => {
    for await (const piece of answer.body ?? []) stream.text += Buffer.from(piece).toString();
    stream.over = true;
  })();
  return stream;
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 150 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

const beats = (text: string): number => text.split(': here\n\n').length - 1;

test('a stream ends at the next heartbeat after its sign-in was ended; others go on', async () => {
  const cookie = await api.cookieOf(tenant.people.csm.email);
  const stays = await listen(await api.cookieOf(tenant.people.csm.email));
  const ends = await listen(cookie);
  jest.advanceTimersByTime(HEARTBEAT_MS);
  await until(() => beats(stays.text) === 1 && beats(ends.text) === 1);

  await fetch(`${api.baseUrl}/api/session/sign-out`, { method: 'POST', headers: { cookie, origin: api.baseUrl } });
  jest.advanceTimersByTime(HEARTBEAT_MS);
  await until(() => ends.over && beats(stays.text) === 2);

  expect(beats(ends.text)).toBe(1);
  expect(stays.over).toBe(false);
});

test('a stream ends once its person left', async () => {
  const { userId, email } = tenant.people.supporter;
  const stream = await listen(await api.cookieOf(email));
  await api.app
    .get(Tenancy)
    .run(tenant.tenantId, (tx) =>
      tx.query('update users set active = false where tenant_id = $1 and id = $2', [tenant.tenantId, userId]),
    );
  api.app.get(People).forget(tenant.tenantId, userId);

  jest.advanceTimersByTime(HEARTBEAT_MS);
  await until(() => stream.over);
});

test('one person holds 20 streams: the next one closes their oldest, and nobody else’s', async () => {
  const other = await listen(await api.cookieOf(tenant.people.admin.email));
  const cookie = await api.cookieOf(tenant.people.member.email);
  const streams: Awaited<ReturnType<typeof listen>>[] = [];
  for (let i = 0; i < 20; i++) streams.push(await listen(cookie));
  expect(streams.some(({ over }) => over)).toBe(false);

  streams.push(await listen(cookie));
  await until(() => streams[0]?.over === true);
  expect(streams.filter(({ over }) => over)).toHaveLength(1);
  expect(other.over).toBe(false);
});
