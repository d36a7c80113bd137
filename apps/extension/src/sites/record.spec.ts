import { normaliseId, recordAt } from './record.js';
import { BUILT_IN_SITES, Site } from './site.js';

const shown = (address: string): string | null => recordAt(BUILT_IN_SITES, address)?.key ?? null;

test.each([
  ['http://127.0.0.1:4100/sandbox/crm/accounts/001Us00000ABCDEIA5', 'sandbox-crm:001Us00000ABCDEIA5'],
  ['http://127.0.0.1:4100/sandbox/crm', null],
  [
    'https://acme.lightning.force.com/lightning/r/Account/001A00000012345AAA/view',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/001A00000012345AAA/view?0.source=x',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme--uat.sandbox.lightning.force.com/lightning/r/Account/001A00000012345/view',
    'salesforce-lightning:001A00000012345IAA',
  ],
  ['https://acme.lightning.force.com/lightning/r/Contact/003A00000012345AAA/view', null],
  ['https://acme.lightning.force.com/lightning/o/Account/list', null],
  ['https://app-eu1.hubspot.com/contacts/1234567/record/0-2/987654321', 'hubspot:987654321'],
  ['https://app.hubspot.com/contacts/1234567/company/987654321/?x=1', 'hubspot:987654321'],
  ['https://app.hubspot.com/contacts/1234567/record/0-1/987654321', null],
  ['https://acme.zendesk.com/agent/organizations/360001/tickets', 'zendesk:360001'],
  ['https://acme.zendesk.com/agent/tickets/360001', null],
  ['https://acme.pipedrive.com/organization/42', 'pipedrive:42'],
  [
    'https://org.crm4.dynamics.com/main.aspx?appid=1&id=%7BA1B2C3D4-0000-1111-2222-333344445555%7D&etn=account&pagetype=entityrecord',
    'dynamics:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://org.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact&id=a1b2c3d4-0000-1111-2222-333344445555',
    null,
  ],
  ['https://org.crm4.dynamics.com/main.aspx?pagetype=entitylist&etn=account', null],
  ['not an address', null],
])('%s shows %s', (address, key) => expect(shown(address)).toBe(key));

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
