import type { calendar_v3 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: calendar_v3.Calendar;
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
});

describe('a recurring event', () => {
  const weekly = {
    ...away,
    ...timed('2026-10-12T09:00:00', '2026-10-12T17:00:00'),
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
  };
  const list = async (more: object = {}) =>
    (await ana.events.list({ calendarId: 'primary', singleEvents: true, orderBy: 'startTime', ...more })).data.items ??
    [];

  test('keeps its local time over the end of summer time', async () => {
    const { id } = await insert(weekly);
    const items = await list();
    expect(items.map(({ start }) => start?.dateTime)).toEqual([
      '2026-10-12T09:00:00+01:00',
      '2026-10-19T09:00:00+01:00',
      '2026-10-26T09:00:00Z',
      '2026-11-02T09:00:00Z',
    ]);
    expect(items[2]).toMatchObject({
      id: `${id}_20261026T090000Z`,
      recurringEventId: id,
      originalStartTime: { dateTime: '2026-10-26T09:00:00Z' },
    });
    expect(items[2]?.recurrence).toBeUndefined();
  });

  test('lists as one without expansion, by instances with it', async () => {
    const { id } = await insert(weekly);
    expect(ids((await ana.events.list({ calendarId: 'primary' })).data)).toEqual([[id, 'confirmed']]);
    const { data } = await ana.events.instances({ calendarId: 'primary', eventId: id ?? '', maxResults: 3 });
    expect(data.items).toHaveLength(3);
    const next = await ana.events.instances({
      calendarId: 'primary',
      eventId: id ?? '',
      maxResults: 3,
      pageToken: data.nextPageToken ?? '',
    });
    expect(next.data.items?.map(({ start }) => start?.dateTime)).toEqual(['2026-11-02T09:00:00Z']);
  });

  test('one instance moves or goes, the others stay', async () => {
    const { id } = await insert(weekly);
    const [first, second] = await list();
    const moved = timed('2026-10-13T09:00:00', '2026-10-13T17:00:00');
    await ana.events.patch({ calendarId: 'primary', eventId: first?.id ?? '', requestBody: moved });
    await ana.events.delete({ calendarId: 'primary', eventId: second?.id ?? '' });
    const items = await list();
    expect(items.map((item) => item.start?.dateTime)).toEqual([
      '2026-10-13T09:00:00+01:00',
      '2026-10-26T09:00:00Z',
      '2026-11-02T09:00:00Z',
    ]);
    expect(items[0]).toMatchObject({
      id: first?.id,
      recurringEventId: id,
      originalStartTime: { dateTime: '2026-10-12T09:00:00+01:00' },
    });
  });

  test.each([['RRULE:FREQ=NEVER'], ['DTSTART:20260101T000000Z'], ['RRULE:COUNT=3']])(
    '%s is refused and leaves nothing',
    async (line) => {
      await fails(insert({ ...weekly, recurrence: [line] })).toMatchObject({ status: 400 });
      expect((await ana.events.list({ calendarId: 'primary', showDeleted: true })).data.items).toEqual([]);
    },
  );

  test('excluded and additional dates count', async () => {
    const recurrence = [
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'EXDATE;TZID=Europe/Lisbon:20261019T090000',
      'RDATE;TZID=Europe/Lisbon:20261224T090000',
    ];
    await insert({ ...weekly, recurrence });
    expect((await list()).map(({ start }) => start?.dateTime)).toEqual([
      '2026-10-12T09:00:00+01:00',
      '2026-12-24T09:00:00Z',
    ]);
  });
});

describe('time bounds and pages', () => {
  test('are exclusive: an event that ends when the window begins is outside', async () => {
    const { id } = await insert(timedEvent('10:00', '11:00'));
    const within = async (timeMin: string, timeMax: string) =>
      ids((await ana.events.list({ calendarId: 'primary', timeMin, timeMax })).data).length;
    expect(await within('2026-07-07T10:00:00Z', '2026-07-07T12:00:00Z')).toBe(0);
    expect(await within('2026-07-07T09:59:59Z', '2026-07-07T12:00:00Z')).toBe(1);
    expect(await within('2026-07-07T08:00:00Z', '2026-07-07T09:00:00Z')).toBe(0);
    expect(id).toBeDefined();
  });

  test('pages bring every event once, and only the last has a sync token', async () => {
    for (let hour = 10; hour < 15; hour += 1) await insert(timedEvent(`${hour}:00`, `${hour + 1}:00`));
    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await ana.events.list({ calendarId: 'primary', maxResults: 2, ...(pageToken && { pageToken }) });
      seen.push(...(data.items ?? []).map(({ id }) => id ?? ''));
      expect(Boolean(data.nextSyncToken)).toBe(!data.nextPageToken);
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

const timedEvent = (start: string, end: string) => timed(`2026-07-07T${start}:00`, `2026-07-07T${end}:00`);
