import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRemoteJWKSet, importPKCS8, jwtVerify, SignJWT, generateKeyPair, exportPKCS8 } from 'jose';
import { startFake, type Fake } from '../testing.js';

let fake: Fake;
let account: { client_email: string; private_key: string; private_key_id: string };
const CALENDAR = 'https://www.googleapis.com/auth/calendar';
const ISSUER = 'https://accounts.google.com';
const BASE = 'http://127.0.0.1:4100/sandbox/google';

beforeAll(async () => {
  fake = await startFake();
  account = JSON.parse(await readFile(fake.sandbox.serviceAccountFile, 'utf8'));
});
afterAll(() => fake.close());

const post = async (form: Record<string, string>) => {
  const response = await fetch(`${fake.url}/sandbox/google/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, data: (await response.json()) as Record<string, string> };
};
const assertion = async (claims: Record<string, unknown> = {}, pkcs8 = account.private_key) => {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: account.client_email,
    sub: 'ana@harbor.example',
    scope: CALENDAR,
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 3600,
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg: 'RS256' }).sign(await importPKCS8(pkcs8, 'RS256'));
};
const bearer = async (claims: Record<string, unknown> = {}) =>
  post({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertion(claims) });

describe('the service account', () => {
  test('acts for a person within the delegated scopes', async () => {
    const { status, data } = await bearer();
    expect([status, data.token_type]).toEqual([200, 'Bearer']);
    const { items } = (await fake.calendarOf('', data.access_token ?? '').events.list({ calendarId: 'primary' })).data;
    expect(items).toEqual([]);
    expect(
      (await fake.request('GET', '/gmail/v1/users/me/settings/vacation', undefined, `Bearer ${data.access_token}`))
        .status,
    ).toBe(403);
  });

  test('has a key file only its owner can read', async () => {
    expect((await stat(fake.sandbox.serviceAccountFile)).mode & 0o777).toBe(0o600);
  });

  const now = () => Math.floor(Date.now() / 1000);
  test.each([
    ['a person who is not there', () => ({ sub: 'nobody@harbor.example' }), 'invalid_grant'],
    ['no person', () => ({ sub: undefined }), 'unauthorized_client'],
    [
      'a scope that was not delegated',
      () => ({ scope: `${CALENDAR} https://mail.google.com/` }),
      'unauthorized_client',
    ],
    ['no scope', () => ({ scope: '' }), 'unauthorized_client'],
    ['another audience', () => ({ aud: 'https://example.com/token' }), 'invalid_grant'],
    ['another issuer', () => ({ iss: 'x@example.com' }), 'invalid_grant'],
    ['an assertion that is over', () => ({ iat: now() - 7200, exp: now() - 3600 }), 'invalid_grant'],
    ['an assertion for longer than an hour', () => ({ exp: now() + 7200 }), 'invalid_grant'],
  ])('gets nothing for %s', async (_name, claims, error) => {
    const { status, data } = await bearer(claims());
    expect([status >= 400, data.error]).toEqual([true, error]);
  });

  test('gets nothing with another key', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const forged = await assertion({}, await exportPKCS8(privateKey));
    const { data } = await post({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: forged });
    expect(data.error).toBe('invalid_grant');
  });
});

describe('a bearer token', () => {
  test.each([
    ['missing', ''],
    ['unknown', 'Bearer ya29.unknown'],
    ['the name of an object property', 'Bearer constructor'],
    ['of a person who is not there', 'Bearer person:nobody@harbor.example'],
    ['of another kind', 'Basic abc'],
  ])('%s is 401', async (_name, authorization) => {
    const { status, data } = await fake.request('GET', '/calendar/v3/calendars/primary', undefined, authorization);
    expect([status, data.error.status]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('survives a restart', async () => {
    const { data } = await bearer();
    await fake.restart();
    expect(
      (await fake.calendarOf('', data.access_token ?? '').calendars.get({ calendarId: 'primary' })).data.timeZone,
    ).toBe('Europe/Lisbon');
  });
});

describe('signing in', () => {
  const verifier = randomBytes(32).toString('base64url');
  const asked = {
    response_type: 'code',
    client_id: 'understudy-web',
    redirect_uri: 'http://127.0.0.1:4100/api/session/google/callback',
    scope: 'openid email profile',
    state: 'st',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const authorize = (more: Record<string, string> = {}) =>
    fetch(`${fake.url}/sandbox/google/o/oauth2/v2/auth?${new URLSearchParams({ ...asked, ...more })}`, {
      redirect: 'manual',
    });
  const code = async (more: Record<string, string> = {}) => {
    const response = await authorize({ sandbox_person: 'ana@harbor.example', ...more });
    return new URL(response.headers.get('location') ?? '').searchParams;
  };
  const exchange = (value: string, more: Record<string, string> = {}) =>
    post({
      grant_type: 'authorization_code',
      code: value,
      client_id: asked.client_id,
      redirect_uri: asked.redirect_uri,
      code_verifier: verifier,
      ...more,
    });

  test('shows the demo people, each one click away', async () => {
    const page = await (await authorize()).text();
    expect(page).toContain('Ana Costa');
    const link =
      /href="([^"]+sandbox_person=ana%40harbor\.example[^"]*)"/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const response = await fetch(`${fake.url}${link}`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, expect.stringContaining('state=st')]);
  });

  test('ends with an identity token that the published keys verify', async () => {
    const search = await code();
    expect(search.get('state')).toBe('st');
    const { data } = await exchange(search.get('code') ?? '');
    const keys = createRemoteJWKSet(new URL(`${fake.url}/sandbox/google/oauth2/v3/certs`));
    const { payload } = await jwtVerify(data.id_token ?? '', keys, {
      issuer: ISSUER,
      audience: 'understudy-web',
      algorithms: ['RS256'],
    });
    expect(payload).toMatchObject({
      sub: '101',
      email: 'ana@harbor.example',
      email_verified: true,
      hd: 'harbor.example',
      nonce: 'n1',
    });
    expect(data.refresh_token).toBeUndefined();
  });

  test('a code is good once, with its verifier, client and address', async () => {
    const once = (await code()).get('code') ?? '';
    expect((await exchange(once)).status).toBe(200);
    expect((await exchange(once)).data.error).toBe('invalid_grant');
    expect((await exchange((await code()).get('code') ?? '', { code_verifier: 'x'.repeat(43) })).data.error).toBe(
      'invalid_grant',
    );
    expect((await exchange((await code()).get('code') ?? '', { client_id: 'other' })).data.error).toBe(
      'invalid_client',
    );
    expect((await exchange((await code()).get('code') ?? '', { redirect_uri: 'http://127.0.0.1/' })).data.error).toBe(
      'redirect_uri_mismatch',
    );
  });

  test('offline access comes with a refresh token', async () => {
    const { data } = await exchange((await code({ access_type: 'offline' })).get('code') ?? '');
    const again = await post({
      grant_type: 'refresh_token',
      refresh_token: data.refresh_token ?? '',
      client_id: asked.client_id,
    });
    expect([again.status, again.data.scope]).toEqual([200, 'openid email profile']);
    expect(
      (await post({ grant_type: 'refresh_token', refresh_token: data.refresh_token ?? '', client_id: 'other' })).status,
    ).toBe(400);
  });

  test.each([
    ['an address elsewhere', { redirect_uri: 'https://evil.example/cb' }],
    ['a script for an address', { redirect_uri: 'javascript:alert(1)' }],
    ['no openid', { scope: 'email' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['another response type', { response_type: 'token' }],
    ['an unknown person', { sandbox_person: 'nobody@harbor.example' }],
  ])('%s is refused on the spot', async (_name, more) => {
    expect((await authorize(more)).status).toBe(400);
  });

  test('the discovery document leads there', async () => {
    const found = await (await fetch(`${fake.url}/sandbox/google/.well-known/openid-configuration`)).json();
    expect(found).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${BASE}/o/oauth2/v2/auth`,
      jwks_uri: `${BASE}/oauth2/v3/certs`,
    });
  });
});

test('an add-on token is for the script it was made for', async () => {
  const token = await fake.sandbox.tokens.identityToken('ben@harbor.example', 'addon-client');
  const keys = createRemoteJWKSet(new URL(`${fake.url}/sandbox/google/oauth2/v3/certs`));
  await expect(jwtVerify(token, keys, { issuer: ISSUER, audience: 'understudy-web' })).rejects.toMatchObject({
    code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
  });
  expect((await jwtVerify(token, keys, { issuer: ISSUER, audience: 'addon-client' })).payload.email).toBe(
    'ben@harbor.example',
  );
});
