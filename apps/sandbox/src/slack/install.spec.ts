import { stat } from 'node:fs/promises';
import path from 'node:path';
import { SCOPES, SlackFake } from './testing.js';

let fake: SlackFake;
beforeAll(async () => {
  fake = await SlackFake.start();
});
afterAll(() => fake.close());

const authorize = async (more: Record<string, string>, without: string[] = []) => {
  const { client_id } = await fake.app();
  const search = new URLSearchParams({
    client_id,
    scope: SCOPES.join(','),
    redirect_uri: 'http://127.0.0.1:4100/api/integrations/slack/callback',
    state: 's 1',
    ...more,
  });
  for (const name of without) search.delete(name);
  return fetch(`${fake.url}/sandbox/slack/oauth/v2/authorize?${search}`, { redirect: 'manual' });
};
const exchange = async (more: Record<string, string>) => {
  const { client_id, client_secret } = await fake.app();
  return fake.client().oauth.v2.access({ client_id, client_secret, ...more });
};
const fails = (work: Promise<unknown>, error: string) => expect(work).rejects.toMatchObject({ data: { error } });

test('the app’s secrets are in a file that only its owner reads', async () => {
  const app = await fake.app();
  expect(app.api_url).toBe(`${fake.url}/sandbox/slack/api/`);
  expect(app.signing_secret).toMatch(/^[\da-f]{32}$/);
  const { mode } = await stat(path.join(fake.folder, 'slack-app.json'));
  expect(mode & 0o777).toBe(0o600);
  const shown = JSON.stringify((await fake.control('GET', '/app')).data);
  expect(shown).not.toContain(app.signing_secret);
  expect(shown).not.toContain(app.client_secret);
});

test('the page names what is asked for and who may allow it', async () => {
  const page = await (await authorize({})).text();
  expect(page).toContain('users:read.email');
  expect(page).toContain('ana@harbor.example');
});

test('who says no sends the app back without a code', async () => {
  const back = new URL((await authorize({ sandbox_answer: 'deny' })).headers.get('location') ?? 'about:blank');
  expect(Object.fromEntries(back.searchParams)).toEqual({ state: 's 1', error: 'access_denied' });
});

test.each([
  ['another client', { client_id: '1.2' }],
  ['a scope Slack does not have', { scope: 'chat:write,read:everything' }],
  ['no scope', { scope: '' }],
  ['an address elsewhere', { redirect_uri: 'https://evil.example/callback' }],
  ['nobody we know', { sandbox_person: 'nobody@harbor.example' }],
])('%s gets no code', async (_name, more) => {
  const answer = await authorize({ sandbox_person: 'ana@harbor.example', ...more });
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
});

describe('a code', () => {
  test('becomes a bot token with the scopes asked for', async () => {
    const { code, redirectUri } = await fake.consent(['chat:write', 'users:read']);
    expect(await exchange({ code, redirect_uri: redirectUri })).toMatchObject({
      ok: true,
      token_type: 'bot',
      scope: 'chat:write,users:read',
      access_token: expect.stringMatching(/^xoxb-/),
      bot_user_id: expect.stringMatching(/^U/),
      team: { name: 'Harbor' },
      authed_user: { id: expect.stringMatching(/^U/) },
    });
  });

  test('is good once, also when the exchange failed', async () => {
    const { code, redirectUri } = await fake.consent(SCOPES);
    await fails(exchange({ code, redirect_uri: 'http://127.0.0.1:1/other' }), 'bad_redirect_uri');
    await fails(exchange({ code, redirect_uri: redirectUri }), 'invalid_code');
  });

  test('is good for ten minutes', async () => {
    const { code, redirectUri } = await fake.consent(SCOPES);
    fake.forward(10 * 60_000);
    await fails(exchange({ code, redirect_uri: redirectUri }), 'invalid_code');
  });

  test('needs the app’s secret', async () => {
    const { code, redirectUri } = await fake.consent(SCOPES);
    await fails(exchange({ code, redirect_uri: redirectUri, client_secret: 'guess' }), 'bad_client_secret');
    await fails(exchange({ code, redirect_uri: redirectUri, client_id: '1.2' }), 'invalid_client_id');
  });
});

test('installing again keeps the token and adds to its scopes', async () => {
  const first = await fake.install(['chat:write', 'users:read']);
  const second = await fake.install(['channels:read']);
  expect(second.token).toBe(first.token);
  expect((await first.auth.test()).response_metadata?.scopes).toEqual(
    expect.arrayContaining(['chat:write', 'users:read', 'channels:read']),
  );
});
