import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '@understudy/cards/examples';
import { CALENDAR_WINDOW, Card, MAX_SENT_EVENTS, SentEvent } from '@understudy/contracts';
import {
  actionOf,
  api,
  builtAddon,
  cardsOf,
  draftOf,
  GOOGLE,
  runFor,
  type Api,
  type BuiltAddon,
  type Call,
} from './testing.js';

/*
 * Every place Google opens the add-on in, by the names in the manifest: Gmail without and beside a draft, Calendar, an event, the menu.
 */
const card = Card.parse(EXAMPLES['gap']);
const other = Card.parse(EXAMPLES['home']);
const LIST = '/calendar/v3/calendars/primary/events';
const GET = '/calendar/v3/calendars/ben%40harbor.example/events/e1';
const server = { cards: [card], reads: 'server' };
const byAddon = { cards: [card], reads: 'addon' };

let addon: BuiltAddon;
let manifest: {
  addOns: {
    common: { universalActions: { label: string; runFunction?: string }[] };
    gmail: { composeTrigger: { selectActions: { runFunction: string }[] } };
    calendar: Record<'homepageTrigger' | 'eventOpenTrigger', { runFunction: string }>;
  };
};
beforeAll(async () => {
  addon = await builtAddon();
  manifest = JSON.parse(readFileSync(path.join(addon.folder, 'appsscript.json'), 'utf8'));
});
afterAll(() => addon.remove());
const run = (functionName: string, backend: Api, call: Call = {}) =>
  runFor(addon.bundle, functionName, backend, { message: null, ...call });
const sent = (backend: Api, at: number) => JSON.parse(backend.requests[at]?.body ?? 'null');
const paths = (backend: Api) => backend.requests.map(({ url }) => new URL(url).pathname);
const inCalendar = { event: { host: 'CALENDAR' as const } };
const atEvent = { event: { event_id: 'e1' } };

test('beside a draft: its recipients are asked about, and the card is shown', async () => {
  const [compose] = manifest.addOns.gmail.composeTrigger.selectActions;
  const backend = api({ '/api/addon/gmail/compose': { body: { cards: [card] } } });
  const draft = { to: ['lena@corvane.example', 'tom@corvane.example'], cc: ['ana@harbor.example'] };
  expect(cardsOf(await run(compose?.runFunction ?? '', backend, { event: { draft } }))).toEqual([card]);
  expect(sent(backend, 0)).toEqual({
    locale: 'de',
    time_zone: 'Europe/Berlin',
    to: 'lena@corvane.example, tom@corvane.example',
    cc: 'ana@harbor.example',
    bcc: '',
  });
});

test('beside a draft nobody is addressed in yet', async () => {
  const backend = api({ '/api/addon/gmail/compose': { body: { cards: [card] } } });
  expect(cardsOf(await run('onGmailCompose', backend, { event: { draft: { to: [] } } }))).toEqual([card]);
  expect(sent(backend, 0)).toMatchObject({ to: '', cc: '', bcc: '' });
});

test.each([
  ['words and people', { insert_html: '<p>Grüße, 山田 &lt;3</p>', cc: ['ana@harbor.example'] }],
  ['words alone', { insert_html: '<p>Hello</p>' }],
  ['people alone', { cc: ['ana@harbor.example', 'eva@harbor.example'] }],
])('an answer changes the draft: %s', async (_what, draft) => {
  const backend = api({ '/api/addon/action': { body: { draft } } });
  const parameters = { action_id: 'draft.introduce', customer_id: 'x', words: 'short' };
  const result = await run('onAction', backend, { event: { draft: { to: [] }, parameters } });
  expect(draftOf(result)).toEqual({
    ...('insert_html' in draft ? { insertHtml: draft.insert_html } : {}),
    ...('cc' in draft ? { cc: draft.cc } : {}),
  });
});

describe('Calendar home', () => {
  test('is one call where the server reads the calendar', async () => {
    const backend = api({ '/api/addon/calendar/home': { body: server } });
    const { runFunction } = manifest.addOns.calendar.homepageTrigger;
    const first = await run(runFunction, backend, inCalendar);
    expect(cardsOf(first)).toEqual([card]);
    expect(paths(backend)).toEqual(['/api/addon/calendar/home']);
    expect(sent(backend, 0)).toEqual({ locale: 'de', time_zone: 'Europe/Berlin' });
    expect(first.userCache).toEqual({});
  });

  const event = (over: object) => ({
    id: 'o1',
    status: 'confirmed',
    eventType: 'outOfOffice',
    summary: 'Away',
    organizer: { self: true, email: 'ben@harbor.example' },
    start: { dateTime: '2026-08-03T00:00:00+02:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-08-15T00:00:00+02:00', timeZone: 'Europe/Berlin' },
    ...over,
  });

  test('reads where the server may not, sends what may say "away" and nothing else, and shows what came of it', async () => {
    const backend = api({
      '/api/addon/calendar/home': { body: byAddon },
      '/api/addon/calendar/sync': { body: { ...byAddon, cards: [other] } },
      [LIST]: {
        body: {
          items: [
            event({ etag: '"3"', htmlLink: 'https://calendar.google.com/x', description: 'secret' }),
            event({ id: 'a1', eventType: 'default', start: { date: '2026-09-01' }, end: { date: '2026-09-02' } }),
            event({ id: 'm1', eventType: 'default', attendees: [{ email: 'lena@corvane.example' }] }),
          ],
        },
      },
    });
    const result = await run('onCalendarHome', backend, inCalendar);
    expect(cardsOf(result)).toEqual([other]);
    expect(paths(backend)).toEqual(['/api/addon/calendar/home', LIST, '/api/addon/calendar/sync']);
    const asked = new URL(backend.requests[1]?.url ?? '');
    expect(asked.origin).toBe(GOOGLE);
    expect(backend.requests[1]?.headers['authorization']).toBe('Bearer ya29.of-ben');
    expect(asked.searchParams.getAll('eventTypes')).toEqual(['outOfOffice', 'default']);
    expect(asked.searchParams.get('fields')).not.toMatch(/description|attendees|location/);
    const { from, to, complete, events } = sent(backend, 2);
    expect(Date.parse(to) - Date.parse(from)).toBe(
      (CALENDAR_WINDOW.hoursAhead + CALENDAR_WINDOW.hoursBack) * 3_600_000,
    );
    expect([from, to]).toEqual([asked.searchParams.get('timeMin'), asked.searchParams.get('timeMax')]);
    expect(complete).toBe(true);
    expect(events.map(({ id }: SentEvent) => id)).toEqual(['o1', 'a1']);
    expect(SentEvent.array().parse(events)[0]).toEqual(event({}));
  });

  test('remembers that it reads: one call to us from then on, until the server reads again', async () => {
    const backend = api({
      '/api/addon/calendar/home': { body: byAddon },
      '/api/addon/calendar/sync': { body: byAddon },
      [LIST]: { body: { items: [] } },
    });
    const { userCache } = await run('onCalendarHome', backend, inCalendar);
    const again = api({ '/api/addon/calendar/sync': { body: server }, [LIST]: { body: {} } });
    const second = await run('onCalendarHome', again, { ...inCalendar, userCache });
    expect(paths(again)).toEqual([LIST, '/api/addon/calendar/sync']);
    const connected = api({ '/api/addon/calendar/home': { body: server } });
    await run('onCalendarHome', connected, { ...inCalendar, userCache: second.userCache });
    expect(paths(connected)).toEqual(['/api/addon/calendar/home']);
  });

  test('of more events than may be sent, those that begin first, and it says that there are more', async () => {
    const items = Array.from({ length: MAX_SENT_EVENTS + 1 }, (_, index) => event({ id: `o${index}` }));
    const backend = api({
      '/api/addon/calendar/home': { body: byAddon },
      '/api/addon/calendar/sync': { body: byAddon },
      [LIST]: { body: { items } },
    });
    await run('onCalendarHome', backend, inCalendar);
    const { complete, events } = sent(backend, 2);
    expect(complete).toBe(false);
    expect(events).toHaveLength(MAX_SENT_EVENTS);
    expect(events[0].id).toBe('o0');
  });

  test('still shows what is known where the person did not allow the reading', async () => {
    const backend = api({ '/api/addon/calendar/home': { body: byAddon } });
    const scopes = addon.bundle.scopes.filter((scope) => !scope.includes('calendar.events'));
    const result = await run('onCalendarHome', backend, { ...inCalendar, scopes });
    expect(cardsOf(result)).toEqual([card]);
    expect(paths(backend)).toEqual(['/api/addon/calendar/home']);
  });
});

describe('an open event', () => {
  const OPEN = '/api/addon/calendar/event';
  const body = { calendar_id: 'ben@harbor.example', event_id: 'e1' };

  test('is looked up by the server', async () => {
    const backend = api({ [OPEN]: { body: server } });
    const { runFunction } = manifest.addOns.calendar.eventOpenTrigger;
    expect(cardsOf(await run(runFunction, backend, atEvent))).toEqual([card]);
    expect(backend.requests).toHaveLength(1);
    expect(sent(backend, 0)).toEqual({ locale: 'de', time_zone: 'Europe/Berlin', ...body });
  });

  test('is read and sent with who takes part where the server may not', async () => {
    const attendees = [
      { email: 'lena@corvane.example', responseStatus: 'accepted', displayName: 'Lena' },
      { self: true },
    ];
    const google = { body: { id: 'e1', summary: 'Review 🎉', start: { date: '2026-08-03' }, attendees } };
    const backend = api({ [OPEN]: { body: byAddon }, [GET]: google });
    const first = await run('onCalendarEvent', backend, atEvent);
    expect(paths(backend)).toEqual([OPEN, GET, OPEN]);
    const seen = {
      id: 'e1',
      summary: 'Review 🎉',
      start: { date: '2026-08-03' },
      attendees: [{ email: 'lena@corvane.example', responseStatus: 'accepted' }, { self: true }],
    };
    expect(sent(backend, 2)).toMatchObject({ ...body, event: seen });
    const again = api({ [OPEN]: { body: byAddon }, [GET]: google });
    await run('onCalendarEvent', again, { ...atEvent, userCache: first.userCache });
    expect(paths(again)).toEqual([GET, OPEN]);
  });

  test('that is not the person’s own is shown as the server sees it', async () => {
    const gone = { status: 404, body: { error: { code: 404, message: 'Not Found' } } };
    const backend = api({ [OPEN]: { body: byAddon }, [GET]: gone });
    expect(cardsOf(await run('onCalendarEvent', backend, atEvent))).toEqual([card]);
    expect(paths(backend)).toEqual([OPEN, GET]);
  });

  test('that nobody may read says so, and leads to the web', async () => {
    const backend = api({ [OPEN]: { body: byAddon } });
    const scopes = addon.bundle.scopes.filter((scope) => !scope.includes('calendar.events'));
    const [shown] = cardsOf(await run('onCalendarEvent', backend, { ...atEvent, scopes }));
    expect(Card.parse(shown)).toMatchObject({
      header: { title: 'May not read this event' },
      fixedFooter: { primaryButton: { text: 'Plan on the web' } },
    });
  });

  test('while it is being made it has no id: Calendar home', async () => {
    const backend = api({ '/api/addon/calendar/home': { body: server } });
    expect(cardsOf(await run('onCalendarEvent', backend, inCalendar))).toEqual([card]);
  });
});

describe('the menu of the add-on', () => {
  const labels = (): string[] => manifest.addOns.common.universalActions.map(({ label }) => label);
  const named = (label: string): string =>
    manifest.addOns.common.universalActions.find((one) => one.label === label)?.runFunction ?? '';

  test('has three entries', () => expect(labels()).toEqual(['I am out now', 'Refresh', 'Open dashboard']));

  test('"I am out now" opens its form wherever one is', async () => {
    const backend = api({ '/api/addon/action': { body: { navigation: { kind: 'push', card: other } } } });
    expect(cardsOf(await run(named('I am out now'), backend, inCalendar))).toEqual([other]);
    expect(sent(backend, 0)).toMatchObject({ action_id: 'away.form', parameters: {}, form: {} });
  });

  test('"I am out now" without an API shows what is wrong', async () => {
    const result = await run(named('I am out now'), api({}));
    expect(Card.parse(cardsOf(result)[0]).header.title).toBe('No answer from Understudy');
  });

  test.each([
    ['the open message, also of a stranger that was kept', { message: undefined }, '/api/addon/gmail/message'],
    ['home', { message: null }, '/api/addon/gmail/home'],
    ['Calendar home', inCalendar, '/api/addon/calendar/home'],
    ['the open event', atEvent, '/api/addon/calendar/event'],
  ])('"Refresh" draws %s anew', async (_what, call, asked) => {
    const backend = api({ [asked]: { body: { ...server } } });
    if (asked.includes('/gmail/')) Object.assign(backend, api({ [asked]: { body: { cards: [EXAMPLES['unknown']] } } }));
    const given = 'message' in call && call.message === undefined ? {} : { message: null, ...call };
    const first = await runFor(addon.bundle, named('Refresh'), backend, given);
    await runFor(addon.bundle, named('Refresh'), backend, { ...given, userCache: first.userCache });
    expect(paths(backend)).toEqual([asked, asked]);
  });
});

test.each([
  ['compose', { draft: { to: ['lena@corvane.example'] } }, '/api/addon/gmail/compose'],
  ['calendar-home', { host: 'CALENDAR' as const }, '/api/addon/calendar/home'],
  ['calendar-event', { event_id: 'e1' }, '/api/addon/calendar/event'],
  ['home', {}, '/api/addon/gmail/home'],
])('"Try again" on the card of %s draws that place again', async (surroundings, event, asked) => {
  const functions: Record<string, string> = {
    compose: 'onGmailCompose',
    'calendar-home': 'onCalendarHome',
    'calendar-event': 'onCalendarEvent',
    home: 'onHomepage',
  };
  const failed = Card.parse(cardsOf(await run(functions[surroundings] ?? '', api({}), { event }))[0]);
  const button = failed.fixedFooter?.primaryButton;
  const given = button && 'action' in button.onClick ? button.onClick.action.parameters : [];
  const parameters = Object.fromEntries(given.map(({ key, value }) => [key, value]));
  const backend = api({ [asked]: { body: asked.includes('calendar') ? server : { cards: [card] } } });
  expect(actionOf(await run('onAction', backend, { event: { ...event, parameters } }))).toEqual({
    navigations: [{ updateCard: card }],
  });
  expect(paths(backend)).toEqual([asked]);
});
