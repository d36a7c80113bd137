import { startFake, type Fake } from './testing.js';
import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';

let fake: Fake;
const away = {
  eventType: 'outOfOffice',
  start: { dateTime: '2026-07-06T00:00:00+01:00' },
  end: { dateTime: '2026-07-11T00:00:00+01:00' },
};
const create = (body: object = away) => fake.request('POST', '/calendar/v3/calendars/primary/events', body);
const count = async () => (await fake.request('GET', '/calendar/v3/calendars/primary/events')).data.items.length;

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(() => fake.reset());

async function productToken(): Promise<string> {
  const account = JSON.parse(await readFile(fake.sandbox.serviceAccountFile, 'utf8'));
  const now = Math.floor(Date.now() / 1000);
  const scope = 'https://www.googleapis.com/auth/calendar';
  const claims = {
    iss: account.client_email,
    sub: 'ana@harbor.example',
    scope,
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 600,
  };
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(account.private_key, 'RS256'));
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const answer = await fetch(`${fake.url}/sandbox/google/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe('faults', () => {
  const fault = (body: object) => fake.control('POST', '/faults', body);

  test.each([
    ['error-500', 500, null],
    ['rate-limited', 429, '7'],
    ['quota-exceeded', 403, '7'],
  ])('%s strikes as often as asked, before anything happens', async (kind, status, retryAfter) => {
    await fault({ kind, method: 'calendar.events.insert', times: 2, ...(retryAfter && { retry_after: 7 }) });
    const first = await create();
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect((await create()).status).toBe(status);
    expect(await count()).toBe(0);
    expect((await create()).status).toBe(200);
  });

  test('a time-out before leaves nothing, a time-out after leaves the event', async () => {
    await fault({ kind: 'timeout-before', method: 'calendar.events.insert', delay_ms: 20 });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(await count()).toBe(0);
    await fault({ kind: 'timeout-after', method: 'calendar.events.*', delay_ms: 20 });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(await count()).toBe(1);
  });

  test('slow answers late, and right', async () => {
    await fault({ kind: 'slow', delay_ms: 120 });
    const began = performance.now();
    expect((await create()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  });

  test('are listed and cleared', async () => {
    await fault({ kind: 'error-500' });
    expect((await fake.control('GET', '/faults')).data.items).toMatchObject([
      { kind: 'error-500', method: '*', times: 1 },
    ]);
    await fake.control('DELETE', '/faults');
    expect((await create()).status).toBe(200);
  });

  test.each([
    [{ kind: 'explode' }, /kind must be one of/],
    [{ kind: 'slow', times: 0 }, /times/],
    [{ kind: 'slow', delay_ms: -1 }, /delay_ms/],
    [{ kind: 'slow', often: 1 }, /Unknown field: often/],
  ])('%j is refused', async (body, message) => {
    const { status, data } = await fault(body);
    expect([status, data.message]).toEqual([400, expect.stringMatching(message)]);
  });
});

describe('the outbox', () => {
  test('holds what the product did, in order, and not what people did themselves', async () => {
    await create();
    const token = await productToken();
    const made = await fake.request(
      'POST',
      '/calendar/v3/calendars/primary/events',
      { ...away, summary: 'By us' },
      `Bearer ${token}`,
    );
    await fake.control('POST', '/outbox', { kind: 'email', to: ['ben@harbor.example'], subject: 'Hello', text: 'Hi' });
    const { items } = (await fake.control('GET', '/outbox')).data;
    expect(items).toMatchObject([
      {
        seq: 1,
        kind: 'google',
        what: {
          method: 'calendar.events.insert',
          as: 'ana@harbor.example',
          id: made.data.id,
          body: { summary: 'By us' },
        },
      },
      { seq: 2, kind: 'email', what: { to: ['ben@harbor.example'], subject: 'Hello', text: 'Hi' } },
    ]);
    await fake.restart();
    expect((await fake.control('GET', '/outbox')).data.items).toEqual(items);
  });

  test.each([
    [{ kind: 'email', to: [], subject: 's', text: 't' }],
    [{ kind: 'email', to: ['x'], subject: 's', text: 't' }],
    [{ kind: 'email', to: ['a@b.c'], subject: 's' }],
    [{ kind: 'slack', text: 't' }],
    [{ kind: 'google' }],
    [{}],
  ])('%j is refused', async (body) => {
    expect((await fake.control('POST', '/outbox', body)).status).toBe(400);
  });
});

describe('the pages', () => {
  test('know the people, their calendar and their mail', async () => {
    expect((await fake.control('GET', '/api/people')).data.items[0]).toMatchObject({
      email: 'ana@harbor.example',
      time_zone: 'Europe/Lisbon',
    });
    await create();
    const path = '/api/calendar/ana@harbor.example?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z';
    expect((await fake.control('GET', path)).data.items).toMatchObject([{ eventType: 'outOfOffice' }]);
    expect((await fake.control('GET', '/api/mailbox/ana@harbor.example')).data).toEqual({ items: [] });
    expect((await fake.control('GET', '/api/mailbox/nobody@harbor.example')).status).toBe(404);
    expect((await fake.control('GET', '/api/calendar/ana@harbor.example?from=soon')).status).toBe(400);
  });

  test('live in product time, which survives a restart', async () => {
    await fake.control('PUT', '/api/clock', { now: '2030-01-01T00:00:00Z' });
    await fake.restart();
    expect((await create()).data.created).toMatch(/^2030-01-01T00:00/);
    expect((await fake.control('PUT', '/api/clock', { now: 'noon' })).status).toBe(400);
  });
});
