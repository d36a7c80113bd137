import type { calendar_v3 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: calendar_v3.Calendar;
let ben: calendar_v3.Calendar;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const LENA = 'lena@acme.example';
const MEETING = {
  summary: 'Review',
  start: { dateTime: '2026-07-07T10:00:00', timeZone: 'Europe/Lisbon' },
  end: { dateTime: '2026-07-07T11:00:00', timeZone: 'Europe/Lisbon' },
  attendees: [{ email: BEN }, { email: LENA }],
};

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = fake.calendarOf(ANA);
  ben = fake.calendarOf(BEN);
});

const meeting = async (more: calendar_v3.Schema$Event = {}) =>
  (await ana.events.insert({ calendarId: 'primary', requestBody: { ...MEETING, ...more } })).data.id ?? '';
const get = async (eventId: string, calendar: calendar_v3.Calendar) =>
  (await calendar.events.get({ calendarId: 'primary', eventId })).data;
const patch = (calendar: calendar_v3.Calendar, eventId: string, requestBody: calendar_v3.Schema$Event, more = {}) =>
  calendar.events.patch({ calendarId: 'primary', eventId, requestBody, ...more });
const guests = async (eventId: string) => ((await get(eventId, ana)).attendees ?? []).map(({ email }) => email);
const forbidden = (work: Promise<unknown>) =>
  expect(work).rejects.toMatchObject({ status: 403, message: expect.stringMatching(/organizer/) });

test('a guest invites others where guests may, and takes nobody off', async () => {
  const id = await meeting();
  await patch(ben, id, { attendees: [...MEETING.attendees, { email: 'eva@harbor.example' }] });
  expect(await guests(id)).toEqual([BEN, LENA, 'eva@harbor.example']);
  await forbidden(patch(ben, id, { attendees: MEETING.attendees }));
  expect(await guests(id)).toEqual([BEN, LENA, 'eva@harbor.example']);
});

test('a guest invites nobody where the organiser said so', async () => {
  const id = await meeting({ guestsCanInviteOthers: false });
  await forbidden(patch(ben, id, { attendees: [...MEETING.attendees, { email: 'eva@harbor.example' }] }));
  expect(await guests(id)).toEqual([BEN, LENA]);
});

test('guests who may modify the event take others off', async () => {
  const id = await meeting({ guestsCanModify: true });
  await patch(ben, id, { attendees: [{ email: BEN }] });
  expect(await guests(id)).toEqual([BEN]);
});

test('private properties stand on one copy: neither the organiser nor another guest sees them', async () => {
  const id = await meeting({ extendedProperties: { private: { tag: 'ana' }, shared: { all: 'yes' } } });
  await patch(ben, id, { extendedProperties: { private: { tag: 'ben' } } });
  expect((await get(id, ana)).extendedProperties).toEqual({ private: { tag: 'ana' }, shared: { all: 'yes' } });
  expect((await get(id, ben)).extendedProperties).toEqual({ private: { tag: 'ben' }, shared: { all: 'yes' } });
  const found = async (calendar: calendar_v3.Calendar, tag: string) =>
    (await calendar.events.list({ calendarId: 'primary', privateExtendedProperty: [`tag=${tag}`] })).data.items?.length;
  expect([await found(ana, 'ana'), await found(ana, 'ben'), await found(ben, 'ben'), await found(ben, 'ana')]).toEqual([
    1, 0, 1, 0,
  ]);
  await forbidden(patch(ben, id, { extendedProperties: { shared: { all: 'no' } } }));
});

test('two changes at once: the second one, made for an older version, is refused and nobody is lost', async () => {
  const id = await meeting();
  const { etag } = await get(id, ana);
  const add = (email: string) =>
    ana.events.patch(
      { calendarId: 'primary', eventId: id, requestBody: { attendees: [...MEETING.attendees, { email }] } },
      { headers: { 'If-Match': etag ?? '' } },
    );
  await add('eva@harbor.example');
  await expect(add('gus@harbor.example')).rejects.toMatchObject({ status: 412 });
  expect(await guests(id)).toEqual([BEN, LENA, 'eva@harbor.example']);
});

describe('a video conference', () => {
  const conferenceData = { createRequest: { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } } };
  const insert = (more: object, data: calendar_v3.Schema$ConferenceData = conferenceData) =>
    ana.events.insert({ calendarId: 'primary', requestBody: { ...MEETING, conferenceData: data }, ...more });

  test('is made when the client says it understands them, and left out otherwise', async () => {
    const { data } = await insert({ conferenceDataVersion: 1 });
    expect(data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(data.conferenceData?.createRequest?.status?.statusCode).toBe('success');
    const without = (await insert({})).data;
    expect([without.hangoutLink, without.conferenceData]).toEqual([undefined, undefined]);
  });

  test.each([
    ['a version that is none', { conferenceDataVersion: 2 }, conferenceData, /0 or 1/],
    [
      'no request id',
      { conferenceDataVersion: 1 },
      { createRequest: { conferenceSolutionKey: { type: 'hangoutsMeet' } } },
      /request id/,
    ],
    [
      'another kind',
      { conferenceDataVersion: 1 },
      { createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'zoom' } } },
      /conference type/,
    ],
  ])('with %s is refused', async (_name, more, data, message) => {
    await expect(insert(more, data)).rejects.toMatchObject({ status: 400, message: expect.stringMatching(message) });
  });
});

test('a property that is too long is refused', async () => {
  await expect(meeting({ extendedProperties: { private: { ['k'.repeat(45)]: 'v' } } })).rejects.toMatchObject({
    status: 400,
  });
});
