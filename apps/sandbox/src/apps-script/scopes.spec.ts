import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EXAMPLES } from '@understudy/cards/examples';
import { CARD_ACTION_IDS } from '@understudy/contracts';
import type { Need } from './protocol.js';
import { api, builtAddon, mail, runFor, type BuiltAddon, type Call } from './testing.js';

/*
 * The permissions of the manifest, derived: everything the script does is done once, each call notes what it needs, and what is asked for has to be
 * exactly that.
 */
let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());

const cards = [EXAMPLES['unknown']];
const backend = () =>
  api({
    '/api/addon/gmail/home': { body: { cards } },
    '/api/addon/gmail/message': { body: { cards } },
    '/api/addon/gmail/compose': { body: { cards } },
    '/api/addon/calendar/home': { body: { cards, reads: 'addon' } },
    '/api/addon/calendar/event': { body: { cards, reads: 'addon' } },
    '/api/addon/calendar/sync': { body: { cards, reads: 'addon' } },
    '/api/addon/action': { body: { draft: { cc: ['ana@harbor.example'] } } },
    '/calendar/v3/calendars/primary/events': { body: { items: [] } },
    '/calendar/v3/calendars/ben%40harbor.example/events/e1': { body: { id: 'e1' } },
  });
const refusing = () => {
  const problem = { type: '', title: '', status: 401, code: 'identity.unknown-person', detail: 'x', request_id: 'r' };
  return api({ '/api/addon/gmail/home': { status: 401, body: problem } });
};

/** Each function of the manifest and of the buttons, in the place Google calls it in. */
const CALLS: Readonly<Record<string, Call>> = {
  onHomepage: { message: null },
  onGmailMessage: { message: mail },
  onGmailCompose: { message: null, event: { draft: { to: ['lena@corvane.example'] } } },
  onCalendarHome: { message: null, event: { host: 'CALENDAR' } },
  onCalendarEvent: { message: null, event: { event_id: 'e1' } },
  onOutNow: { message: null },
  onRefresh: { message: mail },
  onAction: { message: null, event: { draft: { to: [] }, parameters: { action_id: CARD_ACTION_IDS[0] ?? '' } } },
};

async function needed(): Promise<Need[]> {
  const runs = [];
  for (const [name, call] of Object.entries(CALLS)) runs.push(await runFor(addon.bundle, name, backend(), call));
  // the card that says whose account it is
  runs.push(await runFor(addon.bundle, 'onHomepage', refusing(), { message: null }));
  for (const { log } of runs.slice(0, -1)) expect(log).toEqual([]);
  return runs.flatMap(({ needs }) => needs);
}

test('every function Google may call is called here', () => {
  expect(Object.keys(CALLS).sort()).toEqual([...addon.bundle.functions].sort());
});

test('every call has its permission, and no permission is asked for that no call needs', async () => {
  const needs = await needed();
  const { scopes } = addon.bundle;
  expect(needs.filter((need) => !need.scopes.some((scope) => scopes.includes(scope)))).toEqual([]);
  const idle = scopes.filter((scope) =>
    needs.every((need) => need.scopes.some((one) => one !== scope && scopes.includes(one))),
  );
  expect(idle).toEqual([]);
});

test('of the permissions that would do for a call, none is narrower than the one that is asked for', async () => {
  const reading = (await needed()).filter(({ what }) => what.startsWith('calendar.events.'));
  expect(new Set(reading.map(({ what }) => what))).toEqual(new Set(['calendar.events.list', 'calendar.events.get']));
  for (const { scopes } of reading)
    expect(scopes).toContain('https://www.googleapis.com/auth/calendar.events.owned.readonly');
  expect(addon.bundle.scopes.join()).not.toMatch(
    /modify|mail\.google\.com|gmail\.(?!addons)|message\.readonly|calendar$|calendar\.readonly/m,
  );
});

test('control: a permission more is found, and one that is missing as well', async () => {
  const needs = await needed();
  const isIdle = (scopes: readonly string[], scope: string) =>
    needs.every((need) => need.scopes.some((one) => one !== scope && scopes.includes(one)));
  const more = 'https://www.googleapis.com/auth/gmail.addons.current.message.readonly';
  expect(isIdle([...addon.bundle.scopes, more], more)).toBe(true);
  const fewer = addon.bundle.scopes.filter((scope) => scope !== 'openid');
  expect(needs.some((need) => !need.scopes.some((scope) => fewer.includes(scope)))).toBe(true);
});

test('the script names no service of Apps Script but those that are stood in for here, which throw for what they do not know', () => {
  const typings = path.dirname(createRequire(import.meta.url).resolve('@types/google-apps-script/package.json'));
  const files = readdirSync(typings, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  const declared = files.flatMap((file) =>
    [...readFileSync(path.join(typings, file), 'utf8').matchAll(/^declare var (\w+):/gm)].map(([, name]) => name ?? ''),
  );
  const named = declared.filter((name) => new RegExp(`(?<![\\w.$"'])${name}\\??\\.`).test(addon.bundle.code));
  expect(named.sort()).toEqual([
    'CacheService',
    'Calendar',
    'CardService',
    'GmailApp',
    'ScriptApp',
    'Session',
    'UrlFetchApp',
    'Utilities',
    'console',
  ]);
});

test('where the server reads calendars, the add-on built for it neither asks to nor could', async () => {
  const without = await builtAddon({ ADDON_READS_CALENDAR: 'no' });
  try {
    expect(without.bundle.scopes).toEqual(addon.bundle.scopes.filter((scope) => !scope.includes('calendar.events')));
    expect(without.bundle.advancedServices).toEqual([]);
    expect(without.bundle.code).not.toMatch(/\bCalendar\??\.Events\b/);
    for (const name of ['onCalendarHome', 'onCalendarEvent']) {
      const { log, needs } = await runFor(without.bundle, name, backend(), CALLS[name] ?? {});
      expect({ name, log }).toEqual({ name, log: [] });
      expect(needs.filter(({ what }) => what.startsWith('calendar.events'))).toEqual([]);
    }
  } finally {
    without.remove();
  }
});
