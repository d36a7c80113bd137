import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { calendar_v3 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: calendar_v3.Calendar;
const STREAM = { calendarId: 'primary', eventTypes: ['outOfOffice', 'default'], singleEvents: true };
const at = (dateTime: string) => ({ dateTime, timeZone: 'Europe/Lisbon' });
const away = (from: string, to: string) => ({ eventType: 'outOfOffice', start: at(from), end: at(to) });
const insert = async (requestBody: calendar_v3.Schema$Event) =>
  (await ana.events.insert({ calendarId: 'primary', requestBody })).data;
const list = async (more: object = {}) => (await ana.events.list({ ...STREAM, ...more })).data;
const changes = async (syncToken: string | null | undefined) => {
  const { items, nextSyncToken } = await list({ syncToken });
  return { items: (items ?? []).map(({ id, status }) => [id, status]), next: nextSyncToken };
};
const only = (eventId: string | null | undefined) => ({ calendarId: 'primary', eventId: eventId ?? '' });

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = fake.calendarOf('ana@harbor.example');
});

describe('an incremental sync', () => {
  test('brings what was made, changed and deleted since, and nothing else', async () => {
    const kept = await insert(away('2026-07-06T00:00:00', '2026-07-11T00:00:00'));
    const gone = await insert(away('2026-08-03T00:00:00', '2026-08-08T00:00:00'));
    const first = await list();
    expect(first.items).toHaveLength(2);
    expect((await changes(first.nextSyncToken)).items).toEqual([]);

    const made = await insert({ summary: 'Review', start: at('2026-07-01T10:00:00'), end: at('2026-07-01T11:00:00') });
    await ana.events.delete(only(gone.id));
    const second = await changes(first.nextSyncToken);
    expect(new Set(second.items)).toEqual(
      new Set([
        [made.id, 'confirmed'],
        [gone.id, 'cancelled'],
      ]),
    );
    expect((await changes(second.next)).items).toEqual([]);
    expect(kept.id).not.toBe(made.id);
  });

  test('leaves out types that are not asked for', async () => {
    const { nextSyncToken } = await list();
    await insert({ eventType: 'focusTime', start: at('2026-07-01T10:00:00'), end: at('2026-07-01T11:00:00') });
    expect((await changes(nextSyncToken)).items).toEqual([]);
  });

  test('reports each instance of a changed series, and those that are no more as cancelled', async () => {
    const series = await insert({
      ...away('2026-07-06T09:00:00', '2026-07-06T17:00:00'),
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    const { nextSyncToken } = await list();
    await ana.events.patch({ ...only(series.id), requestBody: { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] } });
    const after = await changes(nextSyncToken);
    expect(after.items).toEqual([
      [`${series.id}_20260706T080000Z`, 'confirmed'],
      [`${series.id}_20260707T080000Z`, 'confirmed'],
      [`${series.id}_20260708T080000Z`, 'cancelled'],
    ]);
    await ana.events.delete(only(series.id));
    expect((await changes(after.next)).items.map(([, status]) => status)).toEqual(['cancelled', 'cancelled']);
  });

  test('reports one instance that was deleted', async () => {
    const series = await insert({
      ...away('2026-07-06T09:00:00', '2026-07-06T17:00:00'),
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    const { nextSyncToken } = await list();
    await ana.events.delete(only(`${series.id}_20260707T080000Z`));
    expect((await changes(nextSyncToken)).items).toEqual([[`${series.id}_20260707T080000Z`, 'cancelled']]);
  });

  test('tells a guest who was uninvited that the event is gone', async () => {
    const ben = fake.calendarOf('ben@harbor.example');
    const times = { start: at('2026-07-01T10:00:00'), end: at('2026-07-01T11:00:00') };
    const meeting = await insert({ ...times, attendees: [{ email: 'ben@harbor.example' }] });
    const { data } = await ben.events.list(STREAM);
    expect(data.items).toHaveLength(1);
    await ana.events.patch({ ...only(meeting.id), requestBody: { attendees: [] } });
    const after = await ben.events.list({ ...STREAM, syncToken: data.nextSyncToken ?? '' });
    expect(after.data.items?.map(({ id, status }) => [id, status])).toEqual([[meeting.id, 'cancelled']]);
  });

  test.each([
    ['timeMin', { timeMin: '2026-01-01T00:00:00Z' }],
    ['orderBy', { orderBy: 'updated' }],
    ['q', { q: 'x' }],
    ['showDeleted=false', { showDeleted: false }],
  ])('cannot be combined with %s', async (name, more) => {
    const { nextSyncToken } = await list();
    const message = expect.stringContaining(name);
    await expect(list({ ...more, syncToken: nextSyncToken })).rejects.toMatchObject({ status: 400, message });
  });

  test('keeps to the selection it began with', async () => {
    const { nextSyncToken } = await list();
    await expect(list({ syncToken: nextSyncToken, eventTypes: ['outOfOffice'] })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('needs a full sync when the token is too old', async () => {
    const { nextSyncToken } = await list();
    await fake.control('POST', '/faults', { kind: 'sync-tokens-expired' });
    const error = await list({ syncToken: nextSyncToken }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      status: 410,
      response: { data: { error: { errors: [{ reason: 'fullSyncRequired' }] } } },
    });
    expect((await changes((await list()).nextSyncToken)).items).toEqual([]);
  });

  test('goes on after a restart of the sandbox', async () => {
    const { nextSyncToken } = await list();
    const event = await insert(away('2026-07-06T00:00:00', '2026-07-11T00:00:00'));
    await fake.restart();
    ana = fake.calendarOf('ana@harbor.example');
    expect((await changes(nextSyncToken)).items).toEqual([[event.id, 'confirmed']]);
  });
});

describe('a watch channel', () => {
  let server: Server;
  let address: string;
  let heard: IncomingHttpHeaders[];
  let answers: number[];
  beforeEach(async () => {
    heard = [];
    answers = [];
    server = createServer((request, response) => {
      heard.push(request.headers);
      response.writeHead(answers.shift() ?? 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  const watch = async (more: object = {}) =>
    (
      await ana.events.watch({
        ...STREAM,
        requestBody: { id: 'channel-1', type: 'web_hook', address, token: 'secret', ...more },
      })
    ).data;
  const settle = () => fake.control('POST', '/api/settle');
  const states = () => heard.map((headers) => [headers['x-goog-resource-state'], headers['x-goog-message-number']]);

  test('says hello, then that something changed, with the headers of the vendor', async () => {
    const channel = await watch();
    await insert(away('2026-07-06T00:00:00', '2026-07-11T00:00:00'));
    await settle();
    expect(states()).toEqual([
      ['sync', '1'],
      ['exists', '2'],
    ]);
    expect(heard[1]).toMatchObject({
      'x-goog-channel-id': 'channel-1',
      'x-goog-channel-token': 'secret',
      'x-goog-resource-id': channel.resourceId,
      'x-goog-channel-expiration': new Date(Number(channel.expiration)).toUTCString(),
      'content-length': '0',
    });
  });

  test('is silent for other calendars, other types, when stopped, and when it has expired', async () => {
    const channel = await watch();
    const ben = fake.calendarOf('ben@harbor.example');
    const requestBody = away('2026-07-06T00:00:00', '2026-07-11T00:00:00');
    await ben.events.insert({ calendarId: 'primary', requestBody });
    await insert({ ...requestBody, eventType: 'focusTime' });
    await fake.control('PUT', '/api/clock', { now: new Date(Number(channel.expiration) + 1000).toISOString() });
    await insert(requestBody);
    await watch({ id: 'channel-2' });
    await ana.channels.stop({ requestBody: { id: 'channel-2', resourceId: channel.resourceId } });
    await insert(requestBody);
    await settle();
    expect(states()).toEqual([
      ['sync', '1'],
      ['sync', '1'],
    ]);
  });

  test('lasts as long as it was asked for', async () => {
    const before = Date.now();
    const { expiration } = await watch({ params: { ttl: '3600' } });
    expect(Number(expiration) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Number(expiration) - before).toBeLessThan(3_660_000);
  });

  test('is tried again while the other side is down', async () => {
    answers = [503, 503, 200];
    await watch();
    await settle();
    expect(states()).toEqual([
      ['sync', '1'],
      ['sync', '1'],
      ['sync', '1'],
    ]);
  });

  test('can be switched off', async () => {
    await fake.control('POST', '/faults', { kind: 'push-off' });
    await watch();
    await insert(away('2026-07-06T00:00:00', '2026-07-11T00:00:00'));
    await settle();
    expect(states()).toEqual([]);
  });

  test.each([
    ['a second channel under one id', { id: 'channel-0' }, /not unique/],
    ['no id', { id: undefined }, /id/],
    ['an unknown type', { type: 'mail' }, /type/],
    ['an address that is not https', { address: 'http://example.com/hook' }, /HTTPS/],
    ['an address on another machine', { address: 'https://example.com/hook' }, /Unauthorized/],
    ['an end in the past', { expiration: '1000' }, /future/],
  ])('%s is refused', async (_name, more, message) => {
    await watch({ id: 'channel-0' });
    await expect(watch(more)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });

  test('is stopped by its owner only', async () => {
    const { resourceId } = await watch();
    const ben = fake.calendarOf('ben@harbor.example');
    await expect(ben.channels.stop({ requestBody: { id: 'channel-1', resourceId } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(ana.channels.stop({ requestBody: { id: 'channel-1', resourceId: 'x' } })).rejects.toMatchObject({
      status: 404,
    });
  });
});
