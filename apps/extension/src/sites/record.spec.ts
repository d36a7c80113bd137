import { LONGEST_MATCHED, normaliseId, recordAt } from './record.js';
import { BUILT_IN_SITES, Site } from './site.js';

test.each([
  ['001A00000012345', 'salesforce', '001A00000012345IAA'],
  ['001d000000abcde', 'salesforce', '001d000000abcdeAAA'],
  ['0013000000ABCDE', 'salesforce', '0013000000ABCDEAA5'],
  ['001A00000012345AAA', 'salesforce', '001A00000012345AAA'],
  ['001A000000123', 'salesforce', null],
  ['001A00000012-45', 'salesforce', null],
  ['{A1B2C3D4-0000-1111-2222-333344445555}', 'guid', 'a1b2c3d4-0000-1111-2222-333344445555'],
  ['12', 'guid', null],
  ['AbC', 'as-is', 'AbC'],
] as const)('the id %s (%s) is written %s', (raw, kind, id) => expect(normaliseId(raw, kind)).toBe(id));

test('a site with a pattern that does not compile, a path in its matches or an unknown field is refused', () => {
  const [good] = BUILT_IN_SITES;
  expect(Site.safeParse(good).success).toBe(true);
  expect(Site.safeParse({ ...good, records: [{ path: '(' }] }).success).toBe(false);
  expect(Site.safeParse({ ...good, matches: ['https://crm.example/record/*'] }).success).toBe(false);
  expect(Site.safeParse({ ...good, matches: ['https://*/*'] }).success).toBe(false);
  expect(Site.safeParse({ ...good, script: 'alert(1)' }).success).toBe(false);
});

test('an address is read up to the length that patterns are judged by; of a longer one nothing is', () => {
  const [site] = BUILT_IN_SITES.filter(({ id }) => id === 'hubspot');
  if (!site) throw new Error('HubSpot is built in');
  const path = '/contacts/1/record/0-2/77?tab=1';
  const addressOf = (length: number): string =>
    `https://app.hubspot.com${path}#${'x'.repeat(length - '/contacts/1/record/0-2/77#'.length)}`;
  expect(recordAt([site], addressOf(LONGEST_MATCHED))?.recordId).toBe('77');
  expect(recordAt([site], addressOf(LONGEST_MATCHED + 1))).toBeNull();
  const query = 'y'.repeat(10_000);
  expect(recordAt([site], `https://app.hubspot.com${path}&more=${query}`)?.recordId).toBe('77');
});
