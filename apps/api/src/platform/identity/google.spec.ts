import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { GmailHome } from '@understudy/contracts';
import { createTestDatabase } from '@understudy/testing/postgres';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { AccessTokens, addTenant, createApp, migrate, type TestApp, type TestTenant } from '../../testing.js';
import { bearer, codeOf, request } from '../../testing-http.js';
import { DomainError, type TenantId } from '@understudy/domain';
import { Tenancy } from '../database/index.js';
import { Authenticator } from './authenticator.js';
import { GoogleTokens } from './google-tokens.js';
import { UnknownAddons } from './unknown-addons.js';

const LIST = '/api/admin/teams';
const ISSUER = 'https://accounts.google.com';
const ADDON = 'addon-client.apps.googleusercontent.com';
const google = generateKeyPairSync('rsa', { modulusLength: 2048 });

let api: TestApp;
let keys: Server;
let acme: TestTenant;
let globex: TestTenant;
let close: () => Promise<void>;

beforeAll(async () => {
  keys = await serveKeys();
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  acme = await addTenant(appUrl, 'acme');
  globex = await addTenant(appUrl, 'globex');
  const address = keys.address();
  const googleUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  api = await createApp({
    appUrl,
    workerUrl,
    env: { GOOGLE_JWKS_URL: `${googleUrl}/certs`, GOOGLE_TOKEN_URL: `${googleUrl}/token`, ADDON_AUDIENCES: ADDON },
  });
  close = async () => {
    keys.close();
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

const call = (method: string, address: string, headers: Record<string, string> = {}, body?: unknown) =>
  request(api, method, address, headers, body);

async function serveKeys(): Promise<Server> {
  const jwk = await exportJWK(google.publicKey);
  const server = createServer((request, answer) => {
    answer.setHeader('content-type', 'application/json');
    if (request.url === '/token')
      return void answerTokenRequest(request).then((body) => answer.end(JSON.stringify(body)));
    answer.end(JSON.stringify({ keys: [{ ...jwk, kid: 'k1', alg: 'RS256', use: 'sig' }] }));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** The stand-in token endpoint: what it was asked, and what it answers next. */
const tokenEndpoint = { asked: new URLSearchParams(), idToken: '' };
async function answerTokenRequest(request: AsyncIterable<unknown>) {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  tokenEndpoint.asked = new URLSearchParams(body);
  return { id_token: tokenEndpoint.idToken };
}

describe('Google identity tokens', () => {
  const claims = { email: 'csm@acme.example', email_verified: true, hd: 'acme.example', sub: 'g-csm' };
  const token = (over: Record<string, unknown> = {}, key = google.privateKey, alg = 'RS256') =>
    new SignJWT({ ...claims, iss: ISSUER, aud: ADDON, iat: now(), exp: now() + 600, ...over })
      .setProtectedHeader({ alg, kid: 'k1' })
      .sign(key);
  const now = (): number => Math.floor((performance.timeOrigin + performance.now()) / 1000);
  /** The guard's own question, so that no module has to serve the endpoint here. */
  const ask = async (given: string) => {
    const request = { headers: bearer(given), cookies: {}, method: 'POST' };
    const { person, surface } = await api.app.get(Authenticator).authenticate(request, GmailHome);
    return { email: person.email, surface };
  };

  test('count for the add-on only', async () => {
    expect(await ask(await token())).toEqual({ email: 'csm@acme.example', surface: 'addon' });
    expect(await codeOf(await call('GET', LIST, bearer(await token())))).toEqual([401, 'identity.token-invalid']);
  });

  test('a person is known by their account once they came, also under another address', async () => {
    await ask(await token({ sub: 'g-manager', email: 'manager@acme.example' }));

    expect(await ask(await token({ sub: 'g-manager', email: 'renamed@acme.example' }))).toMatchObject({
      email: 'manager@acme.example',
    });
  });

  test.each([
    ['another audience', { aud: 'other-client' }, 'identity.addon-unknown'],
    [
      'another audience, an hour ago',
      { aud: 'other-client', iat: now() - 4000, exp: now() - 400 },
      'identity.token-expired',
    ],
    ['another audience of a foreign domain', { aud: 'other-client', hd: 'evil.example' }, 'identity.unknown-person'],
    [
      'another audience of nobody we know',
      { aud: 'x', email: 'a@acme.example', sub: 'g-a' },
      'identity.unknown-person',
    ],
    ['an audience longer than any', { aud: 'x'.repeat(201) }, 'identity.token-invalid'],
    ['two audiences', { aud: [ADDON, 'other'] }, 'identity.token-invalid'],
    ['another issuer', { iss: 'https://evil.example' }, 'identity.token-invalid'],
    ['an address nobody verified', { email_verified: false }, 'identity.token-invalid'],
    ['no Workspace domain', { hd: undefined }, 'identity.token-invalid'],
    ['a foreign Workspace domain', { hd: 'evil.example' }, 'identity.unknown-person'],
    ['an unknown person', { email: 'nobody@acme.example', sub: 'g-nobody' }, 'identity.unknown-person'],
    ['an hour ago', { iat: now() - 4000, exp: now() - 400 }, 'identity.token-expired'],
  ])('%s is refused', async (_, over, code) => {
    await expect(ask(await token(over))).rejects.toMatchObject({ code });
  });

  const seenBy = (tenantId: TenantId) =>
    api.app.get(Tenancy).run(tenantId, (tx) => api.app.get(UnknownAddons).list(tx));

  test('the id of an add-on that nobody entered is kept for the admins of whoever came with it, and of nobody else', async () => {
    for (const aud of ['script-a', 'script-b', 'script-a'])
      await expect(ask(await token({ aud }))).rejects.toMatchObject({
        code: 'identity.addon-unknown',
        details: { audience: aud },
      });
    await expect(ask(await token({ aud: 'of-a-stranger', hd: 'evil.example' }))).rejects.toThrow(DomainError);

    const seen = (await seenBy(acme.tenantId)).map(({ audience }) => audience);
    expect(seen.slice(0, 2)).toEqual(['script-a', 'script-b']);
    expect(seen).not.toContain('of-a-stranger');
    expect(await seenBy(globex.tenantId)).toEqual([]);
  });

  test('whoever makes tokens for many applications fills twenty rows, and what was seen again stays', async () => {
    const unknown = api.app.get(UnknownAddons);
    for (let index = 0; index < 25; index += 1) await unknown.note(globex.tenantId, `script-${index}`);
    await unknown.note(globex.tenantId, 'script-0');

    const seen = (await seenBy(globex.tenantId)).map(({ audience }) => audience);
    expect(seen).toHaveLength(20);
    expect(seen[0]).toBe('script-0');
  });

  test.each([
    ['another audience', { aud: 'script-a' }, 'identity.addon-unknown', { audience: 'script-a' }],
    ['a token that is over', { iat: now() - 4000, exp: now() - 400 }, 'identity.token-expired', {}],
    ['another organisation', { hd: 'evil.example' }, 'identity.unknown-person', {}],
  ])('%s gets a problem and no data, at every place of the add-on', async (_, over, code, more) => {
    const given = bearer(await token(over));
    for (const place of [
      'gmail/home',
      'gmail/message',
      'gmail/compose',
      'calendar/home',
      'calendar/event',
      'calendar/sync',
      'action',
    ]) {
      const answer = await call('POST', `/api/addon/${place}`, given, {});
      const {
        type: _type,
        title: _title,
        detail: _detail,
        request_id: _id,
        ...rest
      } = (await answer.json()) as Record<string, unknown>;
      expect([place, answer.status, rest]).toEqual([place, 401, { status: 401, code, ...more }]);
    }
  });

  test('where no add-on is entered none comes in, and the first that tries is known by its id', async () => {
    const none = api.app.get(GoogleTokens).verify(await token(), []);
    await expect(none).rejects.toMatchObject({ code: 'identity.token-invalid', audience: ADDON });
  });

  test('somebody who left is told so, but only with the account of their own domain', async () => {
    const gone = { email: globex.people.csm.email, sub: 'g-gone', hd: 'globex.example' };
    expect(await ask(await token(gone))).toMatchObject({ surface: 'addon' });
    await api.app
      .get(Tenancy)
      .run(globex.tenantId, (tx) =>
        tx.query('update users set active = false where tenant_id = $1 and id = $2', [
          globex.tenantId,
          globex.people.csm.userId,
        ]),
      );

    await expect(ask(await token(gone))).rejects.toMatchObject({ code: 'identity.access-ended' });
    await expect(ask(await token({ ...gone, hd: 'evil.example' }))).rejects.toMatchObject({
      code: 'identity.unknown-person',
    });
  });

  test('a key of somebody else, and none at all, are refused', async () => {
    const stolen = await token({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    const unsigned = new UnsecuredJWT({ ...claims, iss: ISSUER, aud: ADDON, exp: now() + 600 }).encode();

    await expect(ask(stolen)).rejects.toMatchObject({ code: 'identity.token-invalid' });
    await expect(ask(unsigned)).rejects.toMatchObject({ code: 'identity.token-invalid' });
  });

  test('our own web and extension tokens do not open the add-on', async () => {
    const ours = await api.app
      .get(AccessTokens)
      .issue({ tenantId: acme.tenantId, userId: acme.people.csm.userId, surface: 'extension', sessionId: null }, 60);

    await expect(ask(ours)).rejects.toMatchObject({ code: 'identity.token-invalid' });
    expect(await ask(await api.tokenOf(acme.people.csm.email))).toMatchObject({ surface: 'sandbox' });
  });
});

describe('signing in to the dashboard with Google', () => {
  const now = (): number => Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const begin = async (next = '/coverage') => {
    const answer = await call('GET', `/api/session/google?next=${encodeURIComponent(next)}`);
    const asked = new URL(answer.headers.get('location') ?? '').searchParams;
    return { asked, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const willAnswer = async (nonce: string | null, over: Record<string, unknown> = {}) => {
    tokenEndpoint.idToken = await new SignJWT({
      iss: ISSUER,
      aud: 'understudy-web',
      sub: 'g-member',
      email: 'member@acme.example',
      email_verified: true,
      hd: 'acme.example',
      iat: now(),
      exp: now() + 600,
      nonce,
      ...over,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(google.privateKey);
  };
  const comeBack = (cookie: string, state: string | null, code = 'c1') =>
    call(
      'GET',
      `/api/session/google/callback?${new URLSearchParams({ code, state: state ?? '', scope: 'openid', authuser: '0' })}`,
      { cookie },
    );
  const whereTo = (answer: Response) => [answer.status, answer.headers.get('location')];

  test('the way there and back ends in the dashboard, once', async () => {
    const { asked, cookie } = await begin();
    await willAnswer(asked.get('nonce'));
    const answer = await comeBack(cookie, asked.get('state'));
    const session = answer.headers.getSetCookie().find((line) => line.startsWith('understudy=')) ?? '';

    expect(whereTo(answer)).toEqual([302, '/coverage']);
    expect(session).toMatch(/HttpOnly.*SameSite=Strict/);
    expect((await call('GET', '/api/customers', { cookie: session.split(';')[0] ?? '' })).status).toBe(200);
    expect(
      createHash('sha256')
        .update(tokenEndpoint.asked.get('code_verifier') ?? '')
        .digest('base64url'),
    ).toBe(asked.get('code_challenge'));
    expect(whereTo(await comeBack(cookie, asked.get('state')))).toEqual([
      302,
      '/sign-in?problem=identity.code-invalid',
    ]);
  });

  test.each([
    ['another state', {}, 'other', true, 'identity.code-invalid'],
    ['another browser', {}, null, false, 'identity.code-invalid'],
    ['a nonce of another sign-in', { nonce: 'other' }, null, true, 'identity.code-invalid'],
    ['a token for the add-on', { aud: ADDON }, null, true, 'identity.token-invalid'],
    ['nobody we know', { email: 'stranger@acme.example', sub: 'g-stranger' }, null, true, 'identity.unknown-person'],
  ])('%s signs nobody in, and the page says why', async (_, over, state, withCookie, code) => {
    const { asked, cookie } = await begin();
    await willAnswer(asked.get('nonce'), over);
    const answer = await comeBack(withCookie ? cookie : '', state ?? asked.get('state'));

    expect(whereTo(answer)).toEqual([302, `/sign-in?problem=${code}`]);
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('understudy=ey'))).toBe(false);
  });

  test.each([['https://evil.example'], ['//evil.example'], ['/\\\\evil.example'], ['javascript:alert(1)']])(
    'it never leads to %s',
    async (next) => {
      expect((await call('GET', `/api/session/google?next=${encodeURIComponent(next)}`)).status).toBe(400);
    },
  );
});
