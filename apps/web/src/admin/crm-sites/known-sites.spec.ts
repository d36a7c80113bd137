import type { CrmSite } from '@understudy/contracts';
import { type AdminSite, BUILT_IN, knownSites, originWords, parseSite, readAddress } from './known-sites.js';

const portal: CrmSite = {
  id: 'partner-portal',
  name: 'Partner portal',
  system: 'partner-portal',
  matches: ['https://*.partners.example/*'],
  records: [{ path: '^/account/(?<id>[^/]+)' }],
  ids: 'as-is',
  anchors: [],
  names: [],
};
const said = (id: string, site: CrmSite | null, enabled = true): AdminSite => ({
  id,
  site,
  enabled,
  version: 1,
  updated_at: '2026-07-20T10:00:00Z',
  updated_by: null,
});

test('what the organisation says stands in for what comes with the extension', () => {
  const known = knownSites([said('hubspot', null, false), said('partner-portal', portal)]);
  expect(known).toHaveLength(BUILT_IN.length + 1);
  expect(known.find(({ id }) => id === 'hubspot')).toMatchObject({ enabled: false, isBuiltIn: true });
  expect(known.filter(({ enabled }) => !enabled)).toHaveLength(1);
  expect(known.filter(({ isBuiltIn }) => !isBuiltIn).map(originWords)).toEqual(['Yours']);
  const [own] = knownSites([said('hubspot', { ...portal, id: 'hubspot', name: 'A Hub' })]);
  expect([own?.site.name, own && originWords(own)]).toEqual(['A Hub', 'Yours, in place of ours']);
});

test.each([
  ['https://eu.partners.example/account/17', { kind: 'record', id: '17', isCustomer: true }],
  ['eu.partners.example/account/17', { kind: 'record', id: '17' }],
  ['https://eu.partners.example/home', { kind: 'no-record' }],
  ['https://elsewhere.example/account/17', { kind: 'nowhere' }],
  ['', { kind: 'no-address' }],
])('at %s it reads %o', (address, reading) => expect(readAddress([portal], address)).toMatchObject(reading));

test('built-in sites read their own addresses here as well', () =>
  expect(
    readAddress(BUILT_IN, 'https://acme.lightning.force.com/lightning/r/Account/0015g00000ABCDE/view'),
  ).toMatchObject({ kind: 'record', site: { id: 'salesforce-lightning' } }));

test('a pattern that is no regular expression reads nothing and breaks nothing', () =>
  expect(readAddress([{ ...portal, records: [{ path: '(' }] }], 'https://eu.partners.example/account/1').kind).toBe(
    'no-record',
  ));

test('a file of the picker is taken, and anything else says what is wrong with it', () => {
  expect(parseSite(JSON.stringify(portal))).toEqual({ site: portal });
  expect(parseSite(JSON.stringify({ ...portal, matches: ['ftp://x'] }))).toEqual({
    problems: [expect.stringContaining('matches.0 is like')],
  });
  expect(parseSite('no json')).toEqual({ problems: [expect.stringContaining('not JSON')] });
});
