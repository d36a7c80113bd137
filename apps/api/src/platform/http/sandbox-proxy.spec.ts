import { createServer, type Server } from 'node:http';
import { createTestDatabase } from '@understudy/testing/postgres';
import { createApp, migrate, type TestApp } from '../../testing.js';

let upstream: Server;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let api: TestApp;
let production: TestApp;

beforeAll(async () => {
  upstream = await echo();
  const address = upstream.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  const env = { SANDBOX_URL: `http://127.0.0.1:${port}` };
  api = await createApp({ appUrl, workerUrl, env });
  production = await createApp({
    appUrl,
    workerUrl,
    env: {
      ...env,
      UNDERSTUDY_MODE: 'production',
      SESSION_KEY_FILE: api.env.sessionKeyFile,
      SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
      GOOGLE_CLIENT_ID: 'web',
      GOOGLE_CLIENT_SECRET: 'secret',
      ADDON_AUDIENCES: 'addon',
    },
  });
});
afterAll(async () => {
  await production.close();
  await api.close();
  upstream.close();
  await database.drop();
});

/** Answers with what arrived. */
function echo(): Promise<Server> {
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      answer.setHeader('content-type', 'application/json');
      answer.setHeader('content-security-policy', "default-src 'none'");
      answer.end(
        JSON.stringify({ method: request.method, url: request.url, body, type: request.headers['content-type'] }),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('what the API does not answer itself goes to the sandbox as it came', async () => {
  const answer = await fetch(`${api.baseUrl}/sandbox/google/calendar/v3/calendars/primary/events?q=a%20b`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=1&a=2',
  });

  expect(await answer.json()).toEqual({
    method: 'POST',
    url: '/sandbox/google/calendar/v3/calendars/primary/events?q=a%20b',
    body: 'a=1&a=2',
    type: 'application/x-www-form-urlencoded',
  });
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
});

test('what the API answers itself does not', async () => {
  const answer = await fetch(`${api.baseUrl}/sandbox/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@nowhere.example' }),
  });

  expect(await answer.json()).toMatchObject({ status: 422, code: 'sandbox.unknown-person' });
});

test('in production there is no sandbox', async () => {
  for (const address of ['/sandbox', '/sandbox/', '/sandbox/world', '/sandbox/google/token', '/sandbox/mail'])
    expect((await fetch(production.baseUrl + address)).status).toBe(404);
});

test('sign-in is limited to 60 a minute in production, and says how long to wait', async () => {
  const ask = () =>
    fetch(`${production.baseUrl}/api/session/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token', refresh_token: 'usr_x' }),
    });
  const statuses: number[] = [];
  for (let request = 0; request < 60; request++) statuses.push((await ask()).status);
  const refused = await ask();

  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
});

test('while the sandbox is away the answer is 503 with when to come back', async () => {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  const answer = await fetch(`${api.baseUrl}/sandbox/mail`);

  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toMatchObject({ code: 'request.unavailable' });
});
