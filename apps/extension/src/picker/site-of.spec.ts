import { CrmSite } from '@understudy/contracts';
import type { Picking } from '../protocol.js';
import { BUILT_IN_SITES } from '../sites/site.js';
import { nameOf, siteOf, slugOf } from './site-of.js';

const nothing: Picking = { step: 'name', base: null, siteName: '', names: [], anchors: [], rule: null, checked: [] };
const PAGE = 'https://partners.halvorsund.example/account/000-1177';

test.each([
  ['partners.halvorsund.example', 'partners-halvorsund', 'Partners halvorsund'],
  ['app.desk.example', 'desk', 'Desk'],
  ['www.crm.co.uk', 'crm-co', 'Crm co'],
  ['xn--mnchen-3ya.example', 'xn--mnchen-3ya', 'Xn  mnchen 3ya'],
])('%s is called %s', (hostname, slug, name) => expect([slugOf(hostname), nameOf(hostname)]).toEqual([slug, name]));

test('what was pointed at becomes a site that the API takes', () => {
  const site = siteOf({ ...nothing, names: ['main h1'], anchors: ['main header'], siteName: ' Partner portal ' }, PAGE);
  expect(CrmSite.parse(site)).toEqual({
    id: 'partners-halvorsund',
    name: 'Partner portal',
    system: 'partners-halvorsund',
    matches: ['https://partners.halvorsund.example/*'],
    records: [{ path: '^/account/(?<id>[^/?#]+)/?$' }],
    ids: 'as-is',
    names: ['main h1'],
    anchors: ['main header'],
  });
});

test('a known site gets a new place, and keeps what it had behind it', () => {
  const base = BUILT_IN_SITES.find(({ id }) => id === 'hubspot');
  if (!base) throw new Error('hubspot is built in');
  const address = 'https://app.hubspot.com/contacts/1/record/0-2/77';
  const site = siteOf({ ...nothing, base, siteName: base.name, anchors: ['.new-header'] }, address);
  expect(site).toEqual({ ...base, anchors: ['.new-header', ...base.anchors] });
  const elsewhere = siteOf({ ...nothing, base, siteName: base.name }, 'https://app.hubspot.com/new/company/77');
  expect(elsewhere?.records).toEqual([{ path: '^/new/company/(?<id>[^/?#]+)/?$' }, ...base.records]);
});

test('a page without an id in its address, or of no web site, makes no site', () => {
  expect(siteOf(nothing, 'https://partners.example/')).toBeNull();
  expect(siteOf(nothing, 'http://partners.example/account/1')).toBeNull();
});
