import { readFileSync } from 'node:fs';
import { backendUrl, linkPrefixes, manifestFor, problemsOf, triggersOf, type Manifest } from './manifest.mjs';
import { MAX_BYTES, problemsOfScript } from './script.mjs';

const template = readFileSync(new URL('../appsscript.json', import.meta.url), 'utf8');
const answers = { backend: 'https://understudy.example', links: [], readsCalendar: true };
const made = (): Manifest => manifestFor(template, answers);
const functions = [...triggersOf(made().addOns), 'onAction'];

describe('the manifest', () => {
  test('as it stands has nothing Google would refuse', () => {
    expect(problemsOf(made(), functions)).toEqual([]);
    expect(JSON.stringify(made())).not.toMatch(/\{backend\}|http:/);
  });

  test('names every trigger once, wherever it stands', () => {
    expect(triggersOf(made().addOns).sort()).toEqual([
      'onCalendarEvent',
      'onCalendarHome',
      'onGmailCompose',
      'onGmailMessage',
      'onHomepage',
      'onOutNow',
      'onRefresh',
    ]);
  });

  test.each<[string, (manifest: Manifest) => void, RegExp]>([
    [
      'a trigger that is no function',
      ({ addOns }) => void (addOns['docs'] = { x: [{ runFunction: 'onDocs' }] }),
      /"onDocs" is called/,
    ],
    [
      'a fetch address without a path',
      (one) => void (one.urlFetchWhitelist = ['https://understudy.example']),
      /needs a path/,
    ],
    ['a fetch address without TLS', (one) => void (one.urlFetchWhitelist = ['http://understudy.example/']), /https/],
    ['two backends', (one) => void one.urlFetchWhitelist.push('https://other.example/'), /one address/],
    ['links to anywhere', ({ addOns }) => void addOns.common.openLinkUrlPrefixes.push('*'), /lead anywhere/],
    [
      'a wildcard in the middle',
      ({ addOns }) => void addOns.common.openLinkUrlPrefixes.push('https://a.*.b.com/'),
      /one wildcard/,
    ],
    [
      'a name without a domain',
      ({ addOns }) => void addOns.common.openLinkUrlPrefixes.push('https://crm/'),
      /full domain/,
    ],
    ['a scope twice', (one) => void one.oauthScopes.push('openid'), /twice/],
    ['the old runtime', (one) => void (one.runtimeVersion = 'DEPRECATED_ES5'), /V8/],
    [
      'a menu item that does nothing',
      ({ addOns }) => void addOns.common.universalActions?.push({ label: 'x' }),
      /one thing/,
    ],
    [
      'a menu item to somewhere else',
      ({ addOns }) => void addOns.common.universalActions?.push({ label: 'x', openLink: 'https://else.example/' }),
      /openLinkUrlPrefixes does not have/,
    ],
  ])('%s is found', (_what, spoil, message) => {
    const manifest = made();
    spoil(manifest);
    expect(problemsOf(manifest, functions).join('\n')).toMatch(message);
  });

  test('a function nobody calls is found, and one that is gone', () => {
    expect(problemsOf(made(), [...functions, 'onNothing']).join()).toMatch(/exports "onNothing"/);
    expect(
      problemsOf(
        made(),
        functions.filter((name) => name !== 'onAction'),
      ).join(),
    ).toMatch(/"onAction" is called/);
  });

  test('without reading calendars asks for neither permission nor service', () => {
    const manifest = manifestFor(template, { ...answers, readsCalendar: false });
    expect(manifest.dependencies).toEqual({});
    expect(manifest.oauthScopes.filter((scope) => scope.includes('/auth/calendar'))).toEqual([
      'https://www.googleapis.com/auth/calendar.addons.execute',
    ]);
  });
});

test.each([
  ['https://understudy.example/', 'https://understudy.example'],
  ['https://acme.example/understudy/', 'https://acme.example/understudy'],
  ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
])('%s is an address', (text, address) => expect(backendUrl(text)).toBe(address));
test.each([
  '',
  'nonsense',
  'http://understudy.example',
  'https://x.example/?a',
  'https://x.example/#a',
  'ftp://x.example',
])('"%s" is none', (text) => expect(() => backendUrl(text)).toThrow(/has to be an https address/));

test('addresses of a CRM are read with or without their path', () => {
  expect(linkPrefixes(' https://acme.my.salesforce.com, https://*.hubspot.com/contacts/ ,')).toEqual([
    'https://acme.my.salesforce.com/',
    'https://*.hubspot.com/contacts/',
  ]);
});

describe('the script', () => {
  test('in the syntax of its target has nothing to find', async () => {
    expect(await problemsOfScript('function f(a) { return a?.b ?? `x${a}`; }')).toEqual([]);
  });
  test.each([
    ['newer syntax', 'class A { static #x = 1; static { A.y = A.#x; } }', /newer than es2020/],
    ['newer operators', 'let a = null; a ??= 1;', /newer than es2020/],
    ['a module', 'export const a = 1;', /modules/],
  ])('%s is found', async (_what, code, message) => {
    expect((await problemsOfScript(code)).join()).toMatch(message);
  });
  test('one that is too large is found', async () => {
    expect((await problemsOfScript(`"${'ü'.repeat(MAX_BYTES / 2)}"`)).join()).toMatch(/more than the 400000/);
    expect(await problemsOfScript('"ü"', 4)).toEqual([]);
    expect((await problemsOfScript('"ü"', 3)).join()).toMatch(/4 bytes/);
  });
});
