import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CALENDAR_METHODS } from './calendar-methods.js';
import { AddonFailed, runAddon } from './run-addon.js';
import { api, buildAddon, builtAddon, contract, runFor, type Api, type BuiltAddon, type Call } from './testing.js';

/*
 * What the stand-in of Apps Script refuses, and what the add-on's build and manifest must hold.
 */
const linking = (url: string): string =>
  `CardService.newCardBuilder().addSection(CardService.newCardSection().addWidget(CardService.newTextButton().setText('x')
    .setOpenLink(CardService.newOpenLink().setUrl(${JSON.stringify(url)})))).build()`;
const fetching = (option: string): string => `UrlFetchApp.fetch("http://127.0.0.1:4100/", { ${option} })`;
const cached = (given: string): string => `CacheService.getUserCache().put(${given})`;
let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());
const run = (functionName: string, backend: Api, call: Call = {}) => runFor(addon.bundle, functionName, backend, call);

test.each([
  ['another address', 'UrlFetchApp.fetch("https://elsewhere.example/")', /not permitted/],
  [
    'the text of a message',
    'GmailApp.setCurrentMessageAccessToken("open-message"), GmailApp.getMessageById("m1").getPlainBody()',
    /Required permissions: .*readonly/,
  ],
  ['a message without its token', 'GmailApp.getMessageById("m1")', /Access denied/],
  ['a service that is not there', 'GmailApp.sendEmail()', /is not there/],
  ['a browser global', 'new URL("https://x.example")', /URL is not defined/],
  ['something that is no card', '({})', /cards that were built/],
  ['a link that the manifest does not have', linking('https://elsewhere.example/x'), /not in openLinkUrlPrefixes/],
  ['a link that only begins alike', linking('http://127.0.0.1:41000/x'), /not in openLinkUrlPrefixes/],
  ['a time-out of half a second', fetching('timeoutSeconds: 0.5'), /invalid value: timeoutSeconds/],
  ['an option without a value', fetching('payload: undefined'), /no value: payload/],
  ['an option nobody knows', fetching('timeout: 5'), /unknown option timeout/],
  ['an address longer than any', 'UrlFetchApp.fetch("https://x.example/" + "x".repeat(2100))', /URL Length/],
  ['a key longer than 250', cached('"k".repeat(251), "v"'), /Argument too large: key/],
  ['a text larger than 100 KB', cached('"k", "ü".repeat(60000)'), /Argument too large: value/],
  ['keeping for a day', cached('"k", "v", 86400'), /expirationInSeconds/],
  ['half a change of a draft', 'CardService.newUpdateDraftActionResponseBuilder().build()', /is required/],
  [
    'a change of a draft that does not say where',
    `CardService.newUpdateDraftActionResponseBuilder().setUpdateDraftBodyAction(CardService.newUpdateDraftBodyAction()
      .addUpdateContent("x", CardService.ContentType.MUTABLE_HTML)).build()`,
    /setUpdateType is required/,
  ],
  ['an entry of the menu that shows nothing', 'CardService.newUniversalActionResponseBuilder().build()', /is required/],
  ['a method of the calendar it does not have', 'Calendar.Events.insert({}, "primary")', /is not there/],
  ['an event without a name', 'Calendar.Events.get("primary", "")', /Invalid argument: eventId/],
])('the stand-in refuses %s', async (_name, expression, message) => {
  const failed = run('f', api({}), { code: `function f() { return ${expression}; }` });
  await expect(failed).rejects.toThrow(AddonFailed);
  await expect(failed).rejects.toThrow(message);
});

test('a script that never ends is stopped', async () => {
  const input = {
    code: 'function f() { for (;;); }',
    scopes: [],
    manifestScopes: [],
    urlFetchWhitelist: [],
    openLinkUrlPrefixes: [],
    advancedServices: [],
    email: '',
    google: { url: '', token: '', calendar: CALENDAR_METHODS },
    contract,
    functionName: 'f',
    event: { commonEventObject: { hostApp: 'GMAIL' } },
    identityToken: '',
    messages: [],
    messageToken: null,
    userCache: {},
  };
  await expect(runAddon(input, api({}).fetch, 300)).rejects.toThrow('Exceeded maximum execution time');
});

test('a cache of a thousand texts forgets what would have gone first', async () => {
  const code = `function f() {
    var cache = CacheService.getUserCache();
    cache.put('first', 'v', 10);
    for (var i = 0; i < 1000; i++) cache.put('k' + i, 'v', 600);
    return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle(String(cache.get('first')))).build();
  }`;
  const { printed, userCache } = await run('f', api({}), { code });
  expect(printed).toMatchObject({ cards: [{ header: { title: 'null' } }] });
  expect(Object.keys(userCache)).toHaveLength(1000);
});

test.each([
  ['its own address', 'http://127.0.0.1:4100/customers/1'],
  ['Google itself', 'https://mail.google.com/mail/?view=cm&to=a%40b.example'],
])('a link to %s is opened', async (_name, url) => {
  await expect(run('f', api({}), { code: `function f() { return ${linking(url)}; }` })).resolves.toBeDefined();
});

test('a link to the CRM is opened where the answers name it, subdomains with a wildcard', async () => {
  const answered = await builtAddon({
    ADDON_LINK_URLS: 'https://acme.my.salesforce.com,https://*.hubspot.com/contacts/',
  });
  try {
    const open = (url: string) =>
      runFor(answered.bundle, 'f', api({}), { code: `function f() { return ${linking(url)}; }` });
    for (const url of ['https://acme.my.salesforce.com/001', 'https://app.hubspot.com/contacts/7/company/1'])
      await expect(open(url)).resolves.toBeDefined();
    for (const url of [
      'https://hubspot.com/contacts/7',
      'https://app.hubspot.com/sales/7',
      'https://evilhubspot.com/contacts/',
    ])
      await expect(open(url)).rejects.toThrow(/openLinkUrlPrefixes/);
  } finally {
    answered.remove();
  }
});

describe('the build', () => {
  test('refuses an address Google could not call', () => {
    expect(() => buildAddon(addon.folder, { ADDON_BACKEND_URL: 'http://understudy.example' })).toThrow(
      /has to be an https address/,
    );
    expect(() => buildAddon(addon.folder, { ADDON_BACKEND_URL: 'nonsense' })).toThrow(/has to be an https address/);
  });

  test('puts the address into code and manifest', () => {
    expect(readFileSync(path.join(addon.folder, 'Code.js'), 'utf8')).toContain('https://built.example');
    const manifest = JSON.parse(readFileSync(path.join(addon.folder, 'appsscript.json'), 'utf8'));
    expect(manifest.urlFetchWhitelist).toEqual(['https://built.example/']);
    expect(JSON.stringify(manifest)).not.toContain('{backend}');
  });
});
