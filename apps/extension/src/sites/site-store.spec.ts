import { mergeSites } from './site-store.js';
import { BUILT_IN_SITES, type Site } from './site.js';

const site = (id: string, name = id): Site => ({
  id,
  name,
  system: id,
  matches: [`https://${id}.example/*`],
  records: [{ path: '^/(?<id>\\d+)$' }],
  ids: 'as-is',
  anchors: [],
  names: [],
});
const names = (sites: ReturnType<typeof mergeSites>): string[] =>
  sites.map(({ site: { name }, from, isOff }) => `${name}, ${from}${isOff ? ', off' : ''}`);

test("a site of the organisation stands in for the built-in one, and one's own for both", () => {
  const builtIn = [site('hubspot'), site('zoho'), site('close')];
  const organisation = { sites: [site('hubspot', 'Our HubSpot'), site('close', 'Our Close')], off: [] };
  expect(names(mergeSites(builtIn, organisation, [site('close', 'My Close')]))).toEqual([
    'My Close, own',
    'Our HubSpot, organisation',
    'zoho, built-in',
  ]);
});

test('what an admin switched off is off wherever it comes from, and still listed', () => {
  const off = ['zoho', 'desk', 'unknown'];
  expect(names(mergeSites([site('zoho'), site('close')], { sites: [site('desk')], off }, []))).toEqual([
    'desk, organisation, off',
    'zoho, built-in, off',
    'close, built-in',
  ]);
});

test('without a word of the organisation the built-in sites count', () => {
  expect(mergeSites(BUILT_IN_SITES, null, []).every(({ isOff }) => !isOff)).toBe(true);
});
