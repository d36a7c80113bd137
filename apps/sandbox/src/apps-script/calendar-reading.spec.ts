import { EXAMPLES } from '@understudy/cards/examples';
import { AddonCalendarSync, SentEvent } from '@understudy/contracts';
import { type Fake, startFake } from '../testing.js';
import { api, builtAddon, cardsOf, runFor, type Api, type BuiltAddon, type Call } from './testing.js';

/*
 * The advanced service against the stand-in Google: the query the script makes is one Google's typings know, its token holds the manifest's scopes and
 * no others, and what it sends is what the contract takes.
 */
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const cards = [EXAMPLES['gap']];
const byAddon = { body: { cards, reads: 'addon' } };
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let addon: BuiltAddon;
let fake: Fake;
beforeAll(async () => {
  [addon, fake] = await Promise.all([builtAddon(), startFake()]);
});
afterAll(async () => {
  addon?.remove();
  await fake?.close();
});
beforeEach(() => fake.reset());

/** Calls for Google go to the stand-in, over the network; the rest is answered for. */
function backend(): Api {
  const ours = api({
    '/api/addon/calendar/home': byAddon,
    '/api/addon/calendar/sync': byAddon,
    '/api/addon/calendar/event': byAddon,
  });
  return {
    ...ours,
    fetch: async (request) => {
      if (!request.url.startsWith(fake.url)) return ours.fetch(request);
      const response = await fetch(request.url, { headers: request.headers });
      return { status: response.status, headers: {}, text: await response.text() };
    },
  };
}
const as = (email: string, scopes = addon.bundle.scopes): Pick<Call, 'google'> => ({
  google: {
    email,
    url: `${fake.url}/sandbox/google`,
    token: fake.sandbox.tokens.scriptToken(email, 'understudy-addon', scopes),
  },
});
const sentTo = (ours: Api, path: string) =>
  JSON.parse(ours.requests.findLast(({ url }) => url.endsWith(path))?.body ?? 'null');
const timed = (from: string, to: string, more: object = {}) => ({
  start: { dateTime: `${from}T00:00:00Z` },
  end: { dateTime: `${to}T00:00:00Z` },
  ...more,
});

test('Calendar home finds coming time off of any kind, and leaves the rest where it is', async () => {
  const calendar = fake.calendarOf(ANA);
  const add = async (requestBody: object) =>
    (await calendar.events.insert({ calendarId: 'primary', requestBody })).data.id;
  const away = await add(timed(day(10), day(15), { eventType: 'outOfOffice', summary: 'Away' }));
  const allDay = await add({
    summary: 'Ferie 🏖️',
    start: { date: day(30) },
    end: { date: day(31) },
    description: 'secret',
  });
  await add(timed(day(11), day(12), { summary: 'Review', attendees: [{ email: BEN }] }));
  await add(timed(day(300), day(301), { eventType: 'outOfOffice', summary: 'Next year' }));
  const ours = backend();
  const run = () =>
    runFor(addon.bundle, 'onCalendarHome', ours, { message: null, event: { host: 'CALENDAR' }, ...as(ANA) });
  const result = await run();
  expect(result.log).toEqual([]);
  expect(cardsOf(result)).toEqual(cards);
  const sent = AddonCalendarSync.parts.body.parse(sentTo(ours, '/sync'));
  expect(sent.complete).toBe(true);
  expect(sent.events.map(({ id }) => id)).toEqual([away, allDay]);
  expect(JSON.stringify(sent)).not.toMatch(/secret|Review|attendees/);

  await calendar.events.delete({ calendarId: 'primary', eventId: away ?? '' });
  await run();
  expect(sentTo(ours, '/sync').events.map(({ id }: SentEvent) => id)).toEqual([allDay]);
});

test('the open event is read with who takes part', async () => {
  const body = timed(day(11), day(12), { summary: 'Review', attendees: [{ email: 'lena@corvane.example' }] });
  const { data } = await fake.calendarOf(ANA).events.insert({ calendarId: 'primary', requestBody: body });
  const ours = backend();
  const event = { event_id: data.id ?? '' };
  const result = await runFor(addon.bundle, 'onCalendarEvent', ours, { message: null, event, ...as(ANA) });
  expect(result.log).toEqual([]);
  const sent = sentTo(ours, '/event');
  expect(SentEvent.parse(sent.event)).toMatchObject({ id: data.id, summary: 'Review', organizer: { self: true } });
  expect(sent.event.attendees.map(({ email }: { email?: string }) => email)).toContain('lena@corvane.example');
});

test('an event of somebody else’s calendar is not read', async () => {
  const { data } = await fake
    .calendarOf(BEN)
    .events.insert({ calendarId: 'primary', requestBody: timed(day(11), day(12), { summary: 'Ben’s own' }) });
  const ours = backend();
  const event = { calendar_id: BEN, event_id: data.id ?? '' };
  const result = await runFor(addon.bundle, 'onCalendarEvent', ours, { message: null, event, ...as(ANA) });
  expect(cardsOf(result)).toHaveLength(1);
  expect(ours.requests.map(({ body }) => body).join()).not.toContain('Ben’s own');
});

test('control: with a token without the scope, the stand-in Google refuses, and home shows what is known', async () => {
  const scopes = addon.bundle.scopes.filter((scope) => !scope.includes('calendar.events'));
  const ours = backend();
  const result = await runFor(addon.bundle, 'onCalendarHome', ours, {
    message: null,
    event: { host: 'CALENDAR' },
    ...as(ANA, scopes),
  });
  expect(cardsOf(result)).toEqual(cards);
  expect(result.log.join()).toContain('insufficient authentication scopes');
});
