import { coversOrigin, grantedOf, originOf } from './origins.js';

test.each([
  ['https://crm.example/*', 'https://crm.example/*', true],
  ['https://*.crm.example/*', 'https://acme.crm.example/*', true],
  ['https://*.crm.example/*', 'https://crm.example/*', true],
  ['https://*.crm.example/*', 'https://*.eu.crm.example/*', true],
  ['https://*.eu.crm.example/*', 'https://*.crm.example/*', false],
  ['https://*.crm.example/*', 'https://evilcrm.example/*', false],
  ['https://crm.example/*', 'http://crm.example/*', false],
  ['*://crm.example/*', 'http://crm.example/*', true],
  ['https://*/*', 'https://crm.example/*', true],
  ['https://*/*', 'http://127.0.0.1/*', false],
  ['<all_urls>', 'https://*.crm.example/*', true],
  ['https://crm.example/account/*', 'https://crm.example/*', false],
])('%s covers %s: %s', (outer, inner, covers) => expect(coversOrigin(outer, inner)).toBe(covers));

test('a site that is allowed for one of its addresses only is granted there', () => {
  const matches = ['https://*.crm.example/*', 'https://crm.test/*'];
  expect(grantedOf(matches, ['https://acme.crm.example/*', 'https://other.example/*'])).toEqual([
    'https://acme.crm.example/*',
  ]);
  expect(grantedOf(matches, ['https://*/*'])).toEqual(matches);
  expect(grantedOf(matches, [])).toEqual([]);
});

test.each([
  ['https://partners.example:8443/account/1#x', 'https://partners.example/*'],
  ['http://partners.example/account/1', null],
  ['https://localhost/x', null],
  ['chrome://extensions', null],
  ['partners.example', null],
])('the origin of %s is %s', (address, origin) => expect(originOf(address)).toBe(origin));
