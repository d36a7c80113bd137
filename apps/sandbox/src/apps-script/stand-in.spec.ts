import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CALENDAR_METHODS } from './calendar-methods.js';
import { AddonFailed, runAddon } from './run-addon.js';
import { api, buildAddon, builtAddon, contract, runFor, type Api, type BuiltAddon, type Call } from './testing.js';

/*
 * What the stand-in of Apps Script refuses, and what the add-on's build and manifest must hold.
 */
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
