import { randomBytes } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase } from '@understudy/testing/postgres';
import { createApp, migrate, type TestApp } from '../../testing.js';
import { LIMITS } from '../http/rate-limit.js';
import { makeOpaqueToken } from './opaque-token.js';

const TENANT = asId<TenantId>('00000000-0000-4000-8000-000000000001');
/** Production's limit of sign-in requests a minute. */
const LIMIT = 60;
let behindProxy: TestApp;
let direct: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  const sandbox = await createApp({ appUrl, workerUrl });
  const env = {
    UNDERSTUDY_MODE: 'production',
    SESSION_KEY_FILE: sandbox.env.sessionKeyFile,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    GOOGLE_CLIENT_ID: 'web',
    GOOGLE_CLIENT_SECRET: 'secret',
    ADDON_AUDIENCES: 'addon',
  };
  behindProxy = await createApp({ appUrl, workerUrl, env: { ...env, TRUSTED_PROXIES: '127.0.0.1/32' } });
  direct = await createApp({ appUrl, workerUrl, env });
  close = async () => {
    for (const app of [direct, behindProxy, sandbox]) await app.close();
    await database.drop();
  };
});
afterAll(() => close());

const exchange = async (app: TestApp, client: string, body: Record<string, string>) => {
  const answer = await fetch(`${app.baseUrl}/api/session/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
    body: JSON.stringify(body),
  });
  return answer.status;
};
const code = (app: TestApp, client: string) =>
  exchange(app, client, {
    grant_type: 'authorization_code',
    code: 'usc_x',
    code_verifier: 'v'.repeat(43),
    redirect_uri: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
  });
const refresh = (app: TestApp, client: string, token: string) =>
  exchange(app, client, { grant_type: 'refresh_token', refresh_token: token });

test('behind a trusted proxy each client has its own limit', async () => {
  for (let i = 0; i < LIMIT; i++) expect(await code(behindProxy, '203.0.113.7')).toBe(422);

  expect(await code(behindProxy, '203.0.113.7')).toBe(429);
  expect(await code(behindProxy, '203.0.113.8')).toBe(422);
});

test('without one, nobody gets round the limit by naming other addresses', async () => {
  for (let i = 0; i < LIMIT; i++) expect(await code(direct, `203.0.113.${i}`)).toBe(422);

  expect(await code(direct, '203.0.113.200')).toBe(429);
});

test('refreshes are counted by token: an office behind one address goes on, one token does not', async () => {
  const [first, ...others] = Array.from({ length: LIMIT + 10 }, () => makeOpaqueToken('usr', TENANT).text);
  for (const token of others) expect(await refresh(behindProxy, '203.0.113.20', token)).toBe(401);
  for (let i = 0; i < LIMIT; i++) expect(await refresh(behindProxy, `203.0.113.${i + 100}`, first ?? '')).toBe(401);

  expect(await refresh(behindProxy, '203.0.113.21', first ?? '')).toBe(429);
  expect(await refresh(behindProxy, '203.0.113.20', others[0] ?? '')).toBe(401);
});

test('made-up refresh tokens end at ten times the limit of an address', async () => {
  const statuses: number[] = [];
  for (let i = 0; i <= LIMIT * 10; i++)
    statuses.push(await refresh(behindProxy, '203.0.113.30', makeOpaqueToken('usr', TENANT).text));

  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(statuses.at(-1)).toBe(429);
});

test('who knocks at secret addresses without signing in is counted by address', async () => {
  const knock = async (client: string) =>
    (await fetch(`${behindProxy.baseUrl}/api/calendar/guess.ics`, { headers: { 'x-forwarded-for': client } })).status;
  for (let i = 0; i < LIMITS.production.person; i++) expect(await knock('203.0.113.9')).toBe(404);

  expect(await knock('203.0.113.9')).toBe(429);
  expect(await knock('203.0.113.10')).toBe(404);
});
