import type { calendar_v3 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: calendar_v3.Calendar;
let ben: calendar_v3.Calendar;
const day = (start: string, end: string) => ({ start: { date: start }, end: { date: end } });
const timed = (start: string, end: string, timeZone = 'Europe/Lisbon') => ({
  start: { dateTime: start, timeZone },
  end: { dateTime: end, timeZone },
});
const away = {
  eventType: 'outOfOffice',
  summary: 'Out of office',
  ...timed('2026-07-06T00:00:00', '2026-07-11T00:00:00'),
};
const insert = async (requestBody: calendar_v3.Schema$Event, calendar = ana) =>
  (await calendar.events.insert({ calendarId: 'primary', requestBody })).data;
const ids = (data: calendar_v3.Schema$Events) => (data.items ?? []).map(({ id, status }) => [id, status]);
const fails = (work: Promise<unknown>) => expect(work).rejects;

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = fake.calendarOf('ana@harbor.example');
  ben = fake.calendarOf('ben@harbor.example');
});

describe('an out-of-office event', () => {
  test('is answered as the vendor prints it, in the zone of the calendar', async () => {
    const event = await insert(away);
    expect(event).toMatchObject({
      kind: 'calendar#event',
      status: 'confirmed',
      eventType: 'outOfOffice',
      start: { dateTime: '2026-07-06T00:00:00+01:00', timeZone: 'Europe/Lisbon' },
      end: { dateTime: '2026-07-11T00:00:00+01:00', timeZone: 'Europe/Lisbon' },
      organizer: { email: 'ana@harbor.example', self: true },
      creator: { email: 'ana@harbor.example', self: true },
      outOfOfficeProperties: { autoDeclineMode: 'declineNone' },
      iCalUID: `${event.id}@google.com`,
    });
    expect((await ana.events.get({ calendarId: 'primary', eventId: event.id ?? '' })).data).toEqual(event);
  });

  test.each([
    ['all-day', { ...away, ...day('2026-07-06', '2026-07-11') }, /all-day/],
    ['transparent', { ...away, transparency: 'transparent' }, /opaque/],
    ['with guests', { ...away, attendees: [{ email: 'ben@harbor.example' }] }, /attendees/],
    [
      'of an unknown decline mode',
      { ...away, outOfOfficeProperties: { autoDeclineMode: 'declineSome' } },
      /declineSome/,
    ],
    [
      'ending before it starts',
      { ...away, ...timed('2026-07-06T10:00:00', '2026-07-06T09:00:00') },
      /time range is empty/,
    ],
    [
      'in an unknown zone',
      { ...away, ...timed('2026-07-06T10:00:00', '2026-07-06T11:00:00', 'Mars/Olympus') },
      /time zone/,
    ],
    [
      'without offset and zone',
      { ...away, start: { dateTime: '2026-07-06T10:00:00' }, end: { dateTime: '2026-07-06T11:00:00' } },
      /Invalid format/,
    ],
    ['without an end', { eventType: 'outOfOffice', start: away.start }, /Missing end time/],
  ])('%s is refused', async (_name, body, message) => {
    await fails(insert(body)).toMatchObject({ status: 400, message: expect.stringMatching(message) });
  });

  test('stands on primary calendars only', async () => {
    const { data } = await ana.calendars.insert({ requestBody: { summary: 'Travel', timeZone: 'Europe/Lisbon' } });
    const work = ana.events.insert({ calendarId: data.id ?? '', requestBody: away });
    await fails(work).toMatchObject({ status: 400, message: expect.stringMatching(/primary calendar/) });
  });

  test('keeps its type', async () => {
    const { id } = await insert(away);
    const work = ana.events.patch({ calendarId: 'primary', eventId: id ?? '', requestBody: { eventType: 'default' } });
    await fails(work).toMatchObject({ status: 400 });
  });
});

describe('the contract', () => {
  test('names every unknown field, wrong type and wrong value at once', async () => {
    const body = { summary: 5, startt: 1, eventType: 'nonsense', start: { date: true } };
    const { status, data } = await fake.request('POST', '/calendar/v3/calendars/primary/events', body);
    expect(status).toBe(400);
    expect(data.error.message).toMatch(/'summary'.*\n.*"startt".*\n.*eventType.*\n.*start\.date/s);
  });

  test.each([
    ['an unknown query parameter', 'events?evenTypes=x', /evenTypes/],
    ['a parameter given twice', 'events?orderBy=startTime&orderBy=updated', /more than once/],
    ['a number that is none', 'events?maxResults=many', /maxResults/],
    ['a boolean that is none', 'events?singleEvents=1', /singleEvents/],
    ['an unknown event type', 'events?eventTypes=holiday', /holiday/],
    ['ordering by start of unexpanded series', 'events?orderBy=startTime', /ordering/],
    ['an empty time range', 'events?timeMin=2026-07-02T00:00:00Z&timeMax=2026-07-01T00:00:00Z', /time range is empty/],
    ['a time without offset', 'events?timeMin=2026-07-02T00:00:00', /timeMin/],
    ['a sync token that is none', 'events?syncToken=abc', /syncToken/],
  ])('%s is a 400', async (_name, path, message) => {
    const { status, data } = await fake.request('GET', `/calendar/v3/calendars/primary/${path}`);
    expect([status, data.error.message]).toEqual([400, expect.stringMatching(message)]);
  });

  test('a missing required parameter is named', async () => {
    const { id } = await insert(away);
    const { status, data } = await fake.request('POST', `/calendar/v3/calendars/primary/events/${id}/move`);
    expect([status, data.error.message]).toEqual([400, 'Required parameter: destination']);
  });

  test('a method without behaviour is 501, never 200', async () => {
    const { status } = await fake.request('GET', '/gmail/v1/users/me/settings/imap');
    expect(status).toBe(501);
  });

  test('an unknown path is 404, broken JSON is 400', async () => {
    expect((await fake.request('GET', '/calendar/v4/calendars')).status).toBe(404);
    expect(
      (await fake.request('POST', '/calendar/v3/calendars/primary/events', '{"a"')).data.error.errors[0].reason,
    ).toBe('parseError');
  });
});

describe('changing an event', () => {
  test('a patch leaves what it does not name, and a new version needs the current etag', async () => {
    const event = await insert({ ...away, extendedProperties: { private: { a: '1' } } });
    const eventId = event.id ?? '';
    const patch = (requestBody: calendar_v3.Schema$Event, etag: string) =>
      ana.events.patch({ calendarId: 'primary', eventId, requestBody }, { headers: { 'If-Match': etag } });
    const { data } = await patch(
      { summary: 'Sabbatical', extendedProperties: { private: { b: '2' } } },
      event.etag ?? '',
    );
    expect(data).toMatchObject({
      summary: 'Sabbatical',
      start: event.start,
      extendedProperties: { private: { a: '1', b: '2' } },
    });
    expect(data.etag).not.toBe(event.etag);
    await fails(patch({ summary: 'Late' }, event.etag ?? '')).toMatchObject({ status: 412 });
    expect((await patch({ summary: 'Again' }, data.etag ?? '')).data.summary).toBe('Again');
  });

  test('an update replaces: what is not sent is gone', async () => {
    const event = await insert({ ...away, description: 'private' });
    const { data } = await ana.events.update({ calendarId: 'primary', eventId: event.id ?? '', requestBody: away });
    expect(data.description).toBeUndefined();
    expect(data.eventType).toBe('outOfOffice');
  });

  test('a deleted event is cancelled, leaves lists, and cannot be deleted again', async () => {
    const event = await insert(away);
    const where = { calendarId: 'primary', eventId: event.id ?? '' };
    expect((await ana.events.delete(where)).status).toBe(204);
    expect((await ana.events.get(where)).data.status).toBe('cancelled');
    expect((await ana.events.list({ calendarId: 'primary' })).data.items).toEqual([]);
    expect(ids((await ana.events.list({ calendarId: 'primary', showDeleted: true })).data)).toEqual([
      [event.id, 'cancelled'],
    ]);
    await fails(ana.events.delete(where)).toMatchObject({ status: 410 });
  });

  test('an id may be chosen once', async () => {
    await insert({ ...away, id: 'abc12345' });
    await fails(insert({ ...away, id: 'abc12345' })).toMatchObject({ status: 409 });
    await fails(insert({ ...away, id: 'XYZ' })).toMatchObject({ status: 400 });
  });

  test('guests see it, answer for themselves, and change nothing else', async () => {
    const meeting = await insert({
      summary: 'Review',
      ...timed('2026-07-07T10:00:00', '2026-07-07T11:00:00'),
      attendees: [{ email: 'ben@harbor.example' }],
    });
    const where = { calendarId: 'primary', eventId: meeting.id ?? '' };
    const seen = (await ben.events.get(where)).data;
    expect(seen.organizer).toEqual({ email: 'ana@harbor.example' });
    expect(seen.attendees).toEqual([
      { email: 'ben@harbor.example', displayName: 'Ben Weber', responseStatus: 'needsAction', self: true },
    ]);
    await ben.events.patch({
      ...where,
      requestBody: { attendees: [{ email: 'ben@harbor.example', responseStatus: 'accepted' }] },
    });
    expect((await ana.events.get(where)).data.attendees?.[0]?.responseStatus).toBe('accepted');
    await fails(ben.events.patch({ ...where, requestBody: { summary: 'Mine' } })).toMatchObject({ status: 403 });
  });

  test('the calendar of somebody else is not there', async () => {
    await fails(ben.events.list({ calendarId: 'ana@harbor.example' })).toMatchObject({ status: 404 });
  });
});
