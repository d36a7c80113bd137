import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createTestDatabase } from '@understudy/testing/postgres';
import { SignJWT, UnsecuredJWT } from 'jose';
import { AccessTokens, addTenant, createApp, migrate, type TestApp, type TestTenant } from '../../testing.js';
import { bearer, codeOf, request } from '../../testing-http.js';

const LIST = '/api/admin/teams';

let api: TestApp;
let production: TestApp;
let acme: TestTenant;
let other: TestTenant;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  acme = await addTenant(appUrl, 'acme');
  other = await addTenant(appUrl, 'other');
  api = await createApp({ appUrl, workerUrl });
  production = await createApp({
    appUrl,
    workerUrl,
    env: {
      UNDERSTUDY_MODE: 'production',
      SESSION_KEY_FILE: api.env.sessionKeyFile,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      GOOGLE_CLIENT_ID: 'web',
      GOOGLE_CLIENT_SECRET: 'secret',
      ADDON_AUDIENCES: 'addon',
    },
  });
  close = async () => {
    await production.close();
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

const call = (method: string, address: string, headers: Record<string, string> = {}, body?: unknown) =>
  request(api, method, address, headers, body);

describe('our own tokens', () => {
  const issue = (over: Partial<Parameters<AccessTokens['issue']>[0]> = {}, seconds = 60) =>
    api.app
      .get(AccessTokens)
      .issue(
        { tenantId: acme.tenantId, userId: acme.people.admin.userId, surface: 'sandbox', sessionId: null, ...over },
        seconds,
      );
  const signed = (claims: Record<string, unknown>, key: KeyObject, alg: string) =>
    new SignJWT({ tid: acme.tenantId, ...claims })
      .setProtectedHeader({ alg, typ: 'at+jwt' })
      .setIssuer('understudy')
      .setAudience('understudy:sandbox')
      .setSubject(acme.people.admin.userId)
      .setExpirationTime('1 minute')
      .sign(key);

  test('one that is right is taken', async () => {
    expect((await call('GET', LIST, bearer(await issue()))).status).toBe(200);
  });

  test.each([
    ['no token', () => Promise.resolve({}), 'identity.sign-in-required'],
    ['an expired one', async () => bearer(await issue({}, -1)), 'identity.token-expired'],
    ['one for the web as a bearer', async () => bearer(await issue({ surface: 'web' })), 'identity.token-invalid'],
    [
      'one for the extension at the admin',
      async () => bearer(await issue({ surface: 'extension' })),
      'identity.token-invalid',
    ],
    [
      'one for the sandbox as a cookie',
      async () => ({ cookie: `understudy=${await issue()}` }),
      'identity.token-invalid',
    ],
    [
      'one signed by another key',
      async () => bearer(await signed({}, generateKeyPairSync('ed25519').privateKey, 'EdDSA')),
      'identity.token-invalid',
    ],
    [
      'one signed by a shared secret',
      async () => bearer(await signed({}, createSecretKey(randomBytes(32)), 'HS256')),
      'identity.token-invalid',
    ],
    ['one without signature', () => Promise.resolve(bearer(unsigned())), 'identity.token-invalid'],
    ['nonsense', () => Promise.resolve(bearer('nonsense')), 'identity.token-invalid'],
    ['another scheme', () => Promise.resolve({ authorization: 'Basic eDp5' }), 'identity.token-invalid'],
    [
      'a person of another tenant',
      async () => bearer(await issue({ userId: other.people.admin.userId })),
      'identity.unknown-person',
    ],
  ])('%s is refused', async (_, headers, code) => {
    expect(await codeOf(await call('GET', LIST, await headers()))).toEqual([401, code]);
  });

  const unsigned = () =>
    new UnsecuredJWT({ tid: acme.tenantId })
      .setIssuer('understudy')
      .setAudience('understudy:sandbox')
      .setSubject(acme.people.admin.userId)
      .setExpirationTime('1 minute')
      .encode();

  test('a remembered token ends all the same', async () => {
    const token = await issue({}, 1);
    expect((await call('GET', LIST, bearer(token))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    expect(await codeOf(await call('GET', LIST, bearer(token)))).toEqual([401, 'identity.token-expired']);
  });

  test('production takes no sandbox token and has no /sandbox', async () => {
    expect(await codeOf(await request(production, 'GET', LIST, bearer(await issue())))).toEqual([
      401,
      'identity.token-invalid',
    ]);
    expect((await request(production, 'POST', '/sandbox/sign-in', {}, { email: 'admin@acme.example' })).status).toBe(
      404,
    );
    expect((await request(production, 'GET', '/sandbox/mail')).status).toBe(404);
  });

  test('a role that may not gets 403', async () => {
    const member = bearer(await api.tokenOf(acme.people.member.email));

    expect(await codeOf(await call('GET', LIST, member))).toEqual([403, 'identity.not-allowed']);
  });
});

describe('the dashboard', () => {
  test('its cookie counts for pages of ours only', async () => {
    const cookie = await api.cookieOf(acme.people.admin.email);
    const make = (headers: Record<string, string>, name: string) =>
      call('POST', LIST, { cookie, ...headers }, { name });

    expect((await call('GET', LIST, { cookie })).status).toBe(200);
    expect((await make({ origin: api.baseUrl }, 'From here')).status).toBe(201);
    expect(await codeOf(await make({ origin: 'https://evil.example' }, 'From elsewhere'))).toEqual([
      403,
      'identity.origin-refused',
    ]);
    expect(await codeOf(await make({}, 'From nowhere'))).toEqual([403, 'identity.origin-refused']);
  });

  test('signing out ends the session, not only the cookie', async () => {
    const cookie = await api.cookieOf(acme.people.admin.email);
    const answer = await call('POST', '/api/session/sign-out', { cookie, origin: api.baseUrl });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^understudy=; .*HttpOnly/);
    expect(await codeOf(await call('GET', LIST, { cookie }))).toEqual([401, 'identity.token-expired']);
  });

  test('somebody who left is out within a second, for good', async () => {
    const admin = bearer(await api.tokenOf(acme.people.admin.email));
    const csm = { cookie: await api.cookieOf(acme.people.csm.email) };
    const set = (active: boolean) => call('PATCH', `/api/admin/users/${acme.people.csm.userId}`, admin, { active });
    expect(await codeOf(await call('GET', LIST, csm))).toEqual([403, 'identity.not-allowed']);

    await set(false);
    expect((await codeOf(await call('GET', LIST, csm)))[0]).toBe(401);
    await set(true);
    await new Promise((resolve) => setTimeout(resolve, 1_050));

    expect(await codeOf(await call('GET', LIST, csm))).toEqual([401, 'identity.token-expired']);
  });

  test('who is signed in can be asked without being it', async () => {
    const cookie = await api.cookieOf(acme.people.member.email);

    expect(await (await call('GET', '/api/session')).json()).toEqual({
      mode: 'sandbox',
      google: true,
      signed_in: false,
    });
    expect(await (await call('GET', '/api/session', { cookie })).json()).toMatchObject({ signed_in: true });
  });
});

describe('API keys', () => {
  const make = async (roles: string[], headers = {}) => {
    const admin = bearer(await api.tokenOf(acme.people.admin.email));
    const answer = await call('POST', '/api/admin/api-keys', { ...admin, ...headers }, { name: 'CRM export', roles });
    return (await answer.json()) as { api_key: { id: string; prefix: string }; secret: string | null };
  };

  test('a key has its own roles and nothing more, until it is ended', async () => {
    const admin = bearer(await api.tokenOf(acme.people.admin.email));
    const { api_key, secret } = await make(['member']);
    const key = bearer(secret ?? '');
    expect(secret).toMatch(/^usk_/);
    expect(secret?.startsWith(api_key.prefix)).toBe(true);
    expect((await call('GET', '/api/customers', key)).status).toBe(200);
    expect(await codeOf(await call('GET', LIST, key))).toEqual([403, 'identity.not-allowed']);

    const ended = await call('DELETE', `/api/admin/api-keys/${api_key.id}?reason=leaked`, admin);

    expect(await ended.json()).toMatchObject({ revoked_reason: 'leaked' });
    expect(await codeOf(await call('GET', '/api/customers', key))).toEqual([401, 'identity.token-expired']);
  });

  test('a wrong secret is refused, and a list never shows one', async () => {
    const { secret } = await make(['admin']);
    const wrong = `${secret?.slice(0, -4)}AAAA`;

    expect(await codeOf(await call('GET', LIST, bearer(wrong)))).toEqual([401, 'identity.token-invalid']);
    const list = await (await call('GET', '/api/admin/api-keys', bearer(secret ?? ''))).text();
    expect(list).not.toContain(secret?.slice(20));
  });

  test('a repetition makes no second key and shows no secret', async () => {
    const first = await make(['member'], { 'idempotency-key': 'once' });
    const again = await make(['member'], { 'idempotency-key': 'once' });

    expect(first.secret).not.toBeNull();
    expect(again).toEqual({ ...first, secret: null });
  });
});
