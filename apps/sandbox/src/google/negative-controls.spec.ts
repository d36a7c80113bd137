import { DELEGATED_SCOPES } from '../identity/scopes.js';
import { startFake, type Fake } from '../testing.js';

/** A fake that takes everything proves nothing: each of these must be refused, and counted as ours. */
let fake: Fake;
let token: string;
const ADA = 'ada@harbor.example';
const MEETING = { start: { dateTime: '2026-07-07T10:00:00Z' }, end: { dateTime: '2026-07-07T11:00:00Z' } };
const SCOPE = 'https://www.googleapis.com/auth/';

beforeAll(async () => {
  fake = await startFake();
  await fake.control('POST', '/google/admin/people', { email: ADA, name: 'Ada Admin', is_admin: true });
  token = await fake.serviceToken(ADA);
});
afterAll(() => fake.close());
beforeEach(() => fake.control('DELETE', '/requests'));

const ask = (method: string, path: string, body?: unknown, bearer = token) =>
  fake.request(method, path, body, `Bearer ${bearer}`);
const recorded = async () => (await fake.control('GET', '/requests')).data;

test.each<[string, string, string, unknown, number, RegExp]>([
  [
    'a misspelt parameter: calendar',
    'GET',
    '/calendar/v3/calendars/primary/events?singleEvent=true',
    undefined,
    400,
    /singleEvent/,
  ],
  ['a misspelt parameter: gmail', 'GET', '/gmail/v1/users/me/messages?query=x', undefined, 400, /"query"/],
  [
    'a misspelt parameter: drive',
    'POST',
    '/drive/v3/files?sendNotification=false',
    { name: 'x' },
    400,
    /sendNotification/,
  ],
  [
    'a misspelt parameter: directory',
    'GET',
    '/admin/directory/v1/users?customer=my_customer&max=5',
    undefined,
    400,
    /"max"/,
  ],
  ['a misspelt parameter: docs', 'GET', '/v1/documents/x?includeTabs=true', undefined, 400, /includeTabs/],
  [
    'an unknown field: calendar',
    'POST',
    '/calendar/v3/calendars/primary/events',
    { ...MEETING, atendees: [] },
    400,
    /atendees/,
  ],
  [
    'an unknown field: vacation',
    'PUT',
    '/gmail/v1/users/me/settings/vacation',
    { enableAutoReplay: true },
    400,
    /enableAutoReplay/,
  ],
  [
    'an unknown field deep inside: filter',
    'POST',
    '/gmail/v1/users/me/settings/filters',
    { action: { forwardTo: 'x' } },
    400,
    /forwardTo/,
  ],
  [
    'an unknown field: document',
    'POST',
    '/v1/documents/x:batchUpdate',
    { requests: [{ insertTxt: {} }] },
    400,
    /insertTxt/,
  ],
  ['an unknown field: permission', 'POST', '/drive/v3/files/x/permissions', { email: 'x' }, 400, /"email"/],
  [
    'an unknown field in an answer',
    'GET',
    '/calendar/v3/calendars/primary/events?fields=items(id,nam)',
    undefined,
    400,
    /Invalid field selection nam/,
  ],
  ['a wrong type', 'PUT', '/gmail/v1/users/me/settings/vacation', { startTime: 5 }, 400, /startTime.*TYPE_STRING/],
  ['a wrong value of a list', 'GET', '/calendar/v3/calendars/primary/events?orderBy=start', undefined, 400, /orderBy/],
  ['a missing parameter', 'GET', '/drive/v3/files/x/export', undefined, 400, /Required parameter: mimeType/],
  ['a body where none belongs', 'DELETE', '/gmail/v1/users/me/settings/filters/x', { id: 'x' }, 400, /no request body/],
  ['broken JSON', 'POST', '/v1/documents', '{"title"', 400, /Parse Error/],
  ['a method that is none', 'GET', '/gmail/v1/users/me/mesages', undefined, 404, /no method/],
  ['a method under another verb', 'PATCH', '/gmail/v1/users/me/settings/vacation', {}, 404, /no method/],
  ['a method without behaviour', 'GET', '/gmail/v1/users/me/settings/imap', undefined, 501, /no behaviour/],
  [
    'another method without behaviour',
    'GET',
    '/admin/directory/v1/users/x/photos/thumbnail',
    undefined,
    501,
    /no behaviour/,
  ],
])('%s is refused and recorded as a violation', async (_name, method, path, body, status, message) => {
  const answer = await ask(method, path, body);
  expect([answer.status, answer.data.error.message]).toEqual([status, expect.stringMatching(message)]);
  expect(await recorded()).toMatchObject({
    count: 1,
    violations: [{ vendor: 'google', problem: expect.stringMatching(message) }],
  });
});

test.each<[string, string, string, string, unknown]>([
  [
    'reading only and writes an event',
    'calendar.events.readonly',
    'POST',
    '/calendar/v3/calendars/primary/events',
    MEETING,
  ],
  ['settings and sends', 'gmail.settings.basic', 'POST', '/gmail/v1/users/me/messages/send', { raw: 'eA' }],
  [
    'settings and adds a delegate',
    'gmail.settings.basic',
    'POST',
    '/gmail/v1/users/me/settings/delegates',
    { delegateEmail: ADA },
  ],
  ['sending and reads', 'gmail.send', 'GET', '/gmail/v1/users/me/messages', undefined],
  ['calendars and reads the directory', 'calendar', 'GET', '/admin/directory/v1/users?customer=my_customer', undefined],
  ['documents and makes a file', 'documents', 'POST', '/drive/v3/files', { name: 'x' }],
])('a token for %s lacks a scope, by its name', async (_name, scope, method, path, body) => {
  const answer = await ask(method, path, body, await fake.serviceToken(ADA, [SCOPE + scope]));
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
    403,
    expect.stringContaining('insufficient_scope'),
  ]);
  expect((await recorded()).violations).toMatchObject([{ violation: 'missing-scope' }]);
});

test('a sync token of before is over, an etag of before is not the event any more', async () => {
  const events = '/calendar/v3/calendars/primary/events';
  const { nextSyncToken } = (await ask('GET', events)).data;
  await fake.control('POST', '/faults', { kind: 'sync-tokens-expired' });
  expect((await ask('GET', `${events}?syncToken=${nextSyncToken}`)).status).toBe(410);
  const { id, etag } = (await ask('POST', events, MEETING)).data;
  await ask('PATCH', `${events}/${id}`, { summary: 'Second' });
  const late = await fetch(`${fake.url}/sandbox/google${events}/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': etag },
    body: JSON.stringify({ summary: 'Third' }),
  });
  expect(late.status).toBe(412);
});

test('a token is over when it is none, and nothing is delegated that was not', async () => {
  expect((await ask('GET', '/calendar/v3/calendars/primary', undefined, 'ya29.none')).status).toBe(401);
  expect((await fake.assert(ADA, ['https://mail.google.com/'])).data.error).toBe('unauthorized_client');
  expect(DELEGATED_SCOPES).not.toContain('https://mail.google.com/');
});

test.each([
  ['a file that is no part of two', 'uploadType=multipart', 'application/json', '{}', /multipart/],
  ['an upload of no kind', 'uploadType=fast', 'text/html', '<p>', /Invalid uploadType/],
])('%s is refused', async (_name, query, contentType, body, message) => {
  const answer = await fetch(`${fake.url}/sandbox/google/upload/drive/v3/files?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    body,
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(message)]);
});

test('what people do at their own screens is not counted as ours', async () => {
  await fake.request('GET', '/calendar/v3/calendars/primary?nonsense=1', undefined, `Bearer person:${ADA}`);
  expect(await recorded()).toEqual({ count: 0, methods: {}, violations: [] });
});

test.each([
  ['calendar.events.insert', 'POST', '/calendar/v3/calendars/primary/events', MEETING],
  [
    'gmail.users.settings.updateVacation',
    'PUT',
    '/gmail/v1/users/me/settings/vacation',
    { enableAutoReply: true, responseSubject: 'Away' },
  ],
  [
    'gmail.users.settings.delegates.create',
    'POST',
    '/gmail/v1/users/me/settings/delegates',
    { delegateEmail: 'ben@harbor.example' },
  ],
  [
    'gmail.users.messages.send',
    'POST',
    '/gmail/v1/users/me/messages/send',
    { raw: Buffer.from('To: x@y.example\r\n\r\nHi').toString('base64url') },
  ],
  ['drive.files.create', 'POST', '/drive/v3/files', { name: 'x' }],
  ['docs.documents.create', 'POST', '/v1/documents', { title: 'x' }],
])('%s can happen without an answer', async (method, verb, path, body) => {
  const changes = async () =>
    (await fake.control('GET', '/outbox')).data.items.filter(
      ({ what }: { what: { method?: string } }) => what.method === method,
    ).length;
  const before = await changes();
  await fake.control('POST', '/faults', { kind: 'timeout-after', method, delay_ms: 20 });
  await expect(ask(verb, path, body)).rejects.toThrow('fetch failed');
  expect(await changes()).toBe(before + 1);
});
