import { startFake, type Fake } from '../testing.js';
import { DELEGATED_SCOPES } from './scopes.js';

let fake: Fake;
const ANA = 'ana@harbor.example';
const SCOPE = 'https://www.googleapis.com/auth/';
const BASIC = `${SCOPE}gmail.settings.basic`;
const SENDING = `${SCOPE}gmail.send`;
const admin = (path: string, body: object) => fake.control('POST', `/google/admin/${path}`, body);
const vacation = (token: string) =>
  fake.request('GET', '/gmail/v1/users/me/settings/vacation', undefined, `Bearer ${token}`);
const refresh = (refresh_token: string) =>
  fake.token({ grant_type: 'refresh_token', refresh_token, client_id: 'understudy-web' });

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(() => fake.reset());

describe('the delegation list', () => {
  test('is changed by the admin of a domain: the scope taken away fails, tokens with it are over, others go on', async () => {
    const [basic, sending] = [await fake.serviceToken(ANA, [BASIC]), await fake.serviceToken(ANA, [SENDING])];
    await admin('delegation', { domain: 'harbor.example', scopes: [SENDING] });
    expect((await fake.assert(ANA, [BASIC])).data.error).toBe('unauthorized_client');
    expect((await fake.assert(ANA, [SENDING])).status).toBe(200);
    expect((await vacation(basic)).status).toBe(401);
    expect((await vacation(sending)).status).toBe(403);

    await admin('delegation', { scopes: null });
    expect((await vacation(basic)).status).toBe(200);
    expect((await fake.control('GET', '/google/admin/delegation')).data.items).toEqual([
      { domain: 'harbor.example', scopes: DELEGATED_SCOPES },
    ]);
  });

  test('of another domain changes nothing here', async () => {
    await admin('delegation', { domain: 'elsewhere.example', scopes: [] });
    expect((await fake.assert(ANA)).status).toBe(200);
  });

  test.each([{ scopes: [`${SCOPE}nonsense`] }, { scopes: 'all' }, {}, { scopes: [], domian: 'x' }])(
    '%j is refused',
    async (body) => {
      expect((await admin('delegation', body)).status).toBe(400);
    },
  );
});

describe('an account', () => {
  test('that is suspended has no token any more, and has one again afterwards', async () => {
    const token = await fake.serviceToken(ANA);
    await admin('people', { email: ANA, suspended: true });
    expect((await vacation(token)).status).toBe(401);
    expect((await fake.assert(ANA)).data.error).toBe('invalid_grant');
    await admin('people', { email: ANA, suspended: false });
    expect((await fake.assert(ANA)).status).toBe(200);
  });

  test('that is new can be acted for at once', async () => {
    expect(
      (await admin('people', { email: 'New@Harbor.example', name: 'Nia New', time_zone: 'Europe/Rome' })).status,
    ).toBe(201);
    const calendar = await fake.calendarAs('new@harbor.example');
    expect((await calendar.calendars.get({ calendarId: 'primary' })).data.timeZone).toBe('Europe/Rome');
  });

  test.each([{ email: 'x' }, { email: ANA, age: 5 }, { email: ANA, org_unit_path: 'EMEA' }])(
    '%j is refused',
    async (body) => {
      expect((await admin('people', body)).status).toBe(400);
    },
  );
});

describe('the consent of a person', () => {
  test('is asked scope by scope, and what is not ticked is not given', async () => {
    const search = await fake.consent(ANA, ['openid', BASIC, SENDING], [BASIC]);
    expect(search.get('scope')).toBe(`openid ${BASIC}`);
    const { access_token = '', refresh_token, scope } = await fake.consented(ANA, ['openid', BASIC]);
    expect([scope, typeof refresh_token]).toEqual([`openid ${BASIC}`, 'string']);
    expect((await vacation(access_token)).status).toBe(200);
    const send = await fake.request(
      'POST',
      '/gmail/v1/users/me/messages/send',
      { raw: 'eA' },
      `Bearer ${access_token}`,
    );
    expect(send.status).toBe(403);
  });

  test('has a page with a box for each scope', async () => {
    const search = new URLSearchParams({
      response_type: 'code',
      client_id: 'understudy-web',
      redirect_uri: 'http://127.0.0.1:4100/cb',
      scope: `openid ${BASIC} ${SENDING}`,
      sandbox_person: ANA,
    });
    const page = await (await fetch(`${fake.url}/sandbox/google/o/oauth2/v2/auth?${search}`)).text();
    expect(page.match(/type="checkbox"/g)).toHaveLength(2);
    expect(page).not.toContain('value="openid" checked');
  });

  test('can be refused as a whole', async () => {
    const search = await fake.consent(ANA, [BASIC], [], { sandbox_answer: 'deny', state: 's' });
    expect([search.get('error'), search.get('state'), search.get('code')]).toEqual(['access_denied', 's', null]);
  });

  test('with nothing ticked is none', async () => {
    expect((await fake.consent(ANA, [BASIC], [])).get('error')).toBe('access_denied');
  });

  test('is asked once, gives a refresh token once, and again when the app insists', async () => {
    expect((await fake.consented(ANA, [BASIC])).refresh_token).toBeDefined();
    expect((await fake.consented(ANA, [BASIC], { sandbox_answer: 'none' })).refresh_token).toBeUndefined();
    expect((await fake.consented(ANA, [BASIC], { prompt: 'consent' })).refresh_token).toBeDefined();
  });

  test('taken back in the account ends every token of the app', async () => {
    const { access_token = '', refresh_token = '' } = await fake.consented(ANA, [BASIC]);
    expect((await refresh(refresh_token)).status).toBe(200);
    await admin('revoke', { email: ANA, client_id: 'other-app' });
    expect((await vacation(access_token)).status).toBe(200);
    await admin('revoke', { email: ANA, client_id: 'understudy-web' });
    expect((await vacation(access_token)).status).toBe(401);
    expect((await refresh(refresh_token)).data).toEqual({
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    });
  });

  test('is given back by the app at the revoke address, once', async () => {
    const { access_token = '', refresh_token = '' } = await fake.consented(ANA, [BASIC]);
    const revoke = () =>
      fetch(`${fake.url}/sandbox/google/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: access_token }),
      });
    expect((await revoke()).status).toBe(200);
    expect((await refresh(refresh_token)).data.error).toBe('invalid_grant');
    expect((await revoke()).status).toBe(400);
  });

  test('says what a token is good for', async () => {
    const { access_token = '' } = await fake.consented(ANA, [BASIC]);
    const info = async (token: string) =>
      (await fetch(`${fake.url}/sandbox/google/tokeninfo?access_token=${token}`)).json();
    expect(await info(access_token)).toMatchObject({ scope: BASIC, email: ANA, aud: 'understudy-web' });
    expect(await info('ya29.none')).toMatchObject({ error: 'invalid_token' });
  });

  test('for a scope nobody knows is refused on the spot', async () => {
    const search = new URLSearchParams({
      response_type: 'code',
      client_id: 'a',
      redirect_uri: 'http://127.0.0.1/',
      scope: `${SCOPE}gmail.sned`,
    });
    const answer = await fetch(`${fake.url}/sandbox/google/o/oauth2/v2/auth?${search}`);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('gmail.sned')]);
  });
});
