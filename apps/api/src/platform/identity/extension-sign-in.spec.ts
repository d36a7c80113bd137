import { createHash, randomBytes } from 'node:crypto';
import { createTestDatabase } from '@understudy/testing/postgres';
import { addTenant, createApp, migrate, type TestApp, type TestTenant } from '../../testing.js';
import { bearer, codeOf, request } from '../../testing-http.js';

const EXTENSION_URI = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/signed-in';

let api: TestApp;
let acme: TestTenant;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  acme = await addTenant(appUrl, 'acme');
  api = await createApp({ appUrl, workerUrl, env: { EXTENSION_IDS: 'abcdefghijklmnopabcdefghijklmnop' } });
  close = async () => {
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

const call = (method: string, address: string, headers: Record<string, string> = {}, body?: unknown) =>
  request(api, method, address, headers, body);

describe('the extension', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const authorizeAt = (over: Record<string, string> = {}) =>
    `/api/session/authorize?${new URLSearchParams({ client: 'extension', redirect_uri: EXTENSION_URI, state: 's1', code_challenge: challenge, code_challenge_method: 'S256', ...over })}`;
  const signIn = async () => {
    const answer = await call('GET', authorizeAt(), { cookie: await api.cookieOf(acme.people.member.email) });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const exchange = (code: string, over: Record<string, string> = {}) =>
    call(
      'POST',
      '/api/session/token',
      {},
      { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: EXTENSION_URI, ...over },
    );
  const refresh = (token: string) =>
    call('POST', '/api/session/token', {}, { grant_type: 'refresh_token', refresh_token: token });
  const tokensOf = async (answer: Response) =>
    (await answer.json()) as { access_token: string; refresh_token: string; user_id: string; expires_in: number };
  /** An endpoint that the extension reaches but may not use: 403 proves that its token was taken, 401 that it was not. */
  const probe = async (token: string) => (await call('GET', `/api/customers?limit=1`, bearer(token))).status;

  test('without the cookie its window shows the sign-in page, which comes back', async () => {
    const location = (await call('GET', authorizeAt())).headers.get('location') ?? '';

    expect(location).toMatch(/^\/sign-in\?next=/);
    expect(new URLSearchParams(location.split('?')[1]).get('next')).toBe(authorizeAt());
  });

  test('code, verifier and redirect address together get tokens, once', async () => {
    const code = await signIn();
    const tokens = await tokensOf(await exchange(code));

    expect(tokens).toMatchObject({ user_id: acme.people.member.userId, expires_in: 900 });
    expect(await probe(tokens.access_token)).toBe(200);
    expect(await codeOf(await exchange(code))).toEqual([422, 'identity.code-invalid']);
    expect(await probe(tokens.access_token)).toBe(401);
  });

  test('its token reaches the CRM sites of admins, which it may not touch as a member, and nothing else of theirs', async () => {
    const { access_token: token } = await tokensOf(await exchange(await signIn()));
    const status = async (address: string) => (await call('GET', address, bearer(token))).status;

    expect(await status('/api/admin/crm-sites')).toBe(403);
    for (const address of ['/api/admin/users', '/api/admin/audit', '/api/admin/crm-sites-of-others', '/api/addon/x'])
      expect([address, [401, 404].includes(await status(address))]).toEqual([address, true]);
  });

  test.each([
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['another redirect address', { redirect_uri: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/else' }],
    ['a code that never was', { code: 'usc_x' }],
  ])('%s gets nothing and uses the code up', async (_, over) => {
    const code = await signIn();

    expect(await codeOf(await exchange(code, over))).toEqual([422, 'identity.code-invalid']);
    if (!('code' in over)) expect(await codeOf(await exchange(code))).toEqual([422, 'identity.code-invalid']);
  });

  test.each([
    ['another extension', 'https://ponmlkjihgfedcbaponmlkjihgfedcba.chromiumapp.org/signed-in'],
    ['a site', 'https://evil.example/'],
    ['a site that looks like one', 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org.evil.example/'],
    ['a script', 'javascript:alert(1)'],
  ])('codes never go to %s', async (_, redirectUri) => {
    const cookie = await api.cookieOf(acme.people.member.email);

    expect((await call('GET', authorizeAt({ redirect_uri: redirectUri }), { cookie })).status).toBe(400);
  });

  test('a refresh token works once; used again it ends the whole sign-in', async () => {
    const first = await tokensOf(await exchange(await signIn()));
    const second = await tokensOf(await refresh(first.refresh_token));
    expect(await probe(second.access_token)).toBe(200);

    expect(await codeOf(await refresh(first.refresh_token))).toEqual([401, 'identity.token-invalid']);
    expect(await codeOf(await refresh(second.refresh_token))).toEqual([401, 'identity.token-invalid']);
    expect(await probe(second.access_token)).toBe(401);
  });

  test('of ten refreshes at once one wins', async () => {
    const { refresh_token } = await tokensOf(await exchange(await signIn()));
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await refresh(refresh_token)).status));

    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  test('revoking ends it; an unknown token is answered the same', async () => {
    const tokens = await tokensOf(await exchange(await signIn()));
    const revoke = (token: string) => call('POST', '/api/session/revoke', {}, { refresh_token: token });

    expect((await revoke(tokens.refresh_token)).status).toBe(200);
    expect(await probe(tokens.access_token)).toBe(401);
    expect((await revoke('usr_unknown')).status).toBe(200);
  });

  test('missing fields of a grant are named', async () => {
    const answer = await call('POST', '/api/session/token', {}, { grant_type: 'refresh_token' });

    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ path: 'refresh_token' }] });
  });
});
