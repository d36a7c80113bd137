import { CrmSite } from './crm-site.js';

const site = (more: object = {}) => ({
  id: 'partner-portal',
  name: 'Partner portal',
  system: 'partner-portal',
  matches: ['https://partners.example/*'],
  records: [{ path: '^/account/(?<id>[^/]+)' }],
  ids: 'as-is',
  anchors: ['main header'],
  names: ['main h1'],
  ...more,
});
const wrong = (more: object): string[] =>
  CrmSite.safeParse(site(more)).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

test('a site with every field is taken as it is', () => {
  const whole = site({
    matches: ['https://partners.example/*', 'https://*.crm4.partners.example/*'],
    records: [{ path: '^/main', query: { kind: 'account' }, id_param: 'id', system: 'partner-tickets' }],
    name_pattern: '^(?<name>.+?) - Saved$',
    within: ['.tab.active'],
    side_panels: ['aside[role="dialog"]'],
    record_url: 'https://partners.example/account/{id}?from=understudy',
  });
  expect(CrmSite.parse(whole)).toEqual(whole);
});

test.each([
  ['https://partners.example/record/*'],
  ['https://*/*'],
  ['https://*.example/*'],
  ['http://partners.example/*'],
  ['*://partners.example/*'],
  ['https://partners.example:8443/*'],
  ['<all_urls>'],
  ['https://-.example/*'],
])('%s is no whole https origin', (match) =>
  expect(wrong({ matches: [match] })).toEqual(['matches.0 is like "https://crm.example/*"']),
);

test.each([
  ['(', 'records.0.path is not a regular expression'],
  ['^/account/', 'records.0.path needs a group (?<id>…), or id_param'],
  ['^/(?<id>(?:[a-z]+)+)$', 'records.0.path must not repeat a group that repeats something or offers a choice'],
  ['^/(?:a|a)*(?<id>b)', 'records.0.path must not repeat a group that repeats something or offers a choice'],
  ['^/((a+)b?)+(?<id>z)', 'records.0.path must not repeat a group that repeats something or offers a choice'],
  ['^/(?:[a)]+)+(?<id>z)', 'records.0.path must not repeat a group that repeats something or offers a choice'],
  ['^/(a*)*(?<id>b)', 'records.0.path must not repeat a group that repeats something or offers a choice'],
])('%s is no pattern of an address', (path, message) => expect(wrong({ records: [{ path }] })).toContain(message));

test.each([['h1 {color: red}'], ['h1,'], [',h1'], ['[data-id="x'], ['a[href'], [':is(h1'], ['<script>'], ['h1; h2']])(
  '%s is no selector',
  (selector) => expect(wrong({ anchors: [selector] })).toEqual(['anchors.0 is not a CSS selector']),
);

test.each([
  ['[data-test-id="a, b (c] {d}"]'],
  ['main > h1:not(.a):first-child'],
  ["a[href^='https://x.example/?a=1;b']"],
  ['.a\\:b, .c'],
])('%s is one', (selector) => expect(wrong({ names: [selector] })).toEqual([]));

test('no script, no other id, nothing to fetch, no page to run', () => {
  expect(wrong({ script: 'alert(1)' })).toHaveLength(1);
  expect(wrong({ id: 'Partner Portal' })).toHaveLength(1);
  expect(wrong({ record_url: 'javascript:alert({id})' })).toHaveLength(1);
  expect(wrong({ record_url: 'https://partners.example/account' })).toHaveLength(1);
  expect(wrong({ name_pattern: '^.+$' })).toEqual(['name_pattern needs a group (?<name>…)']);
  expect(wrong({ matches: [] })).toHaveLength(1);
  expect(wrong({ name: 'two\nlines' })).toHaveLength(1);
});
