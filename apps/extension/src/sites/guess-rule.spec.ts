import { CrmSite } from '@understudy/contracts';
import { idCandidates, idKindOf } from './guess-rule.js';
import { recordAt } from './record.js';
import type { Site } from './site.js';

const siteOf = (address: string): Site => {
  const [best] = idCandidates(address);
  if (!best) throw new Error(`no candidate in ${address}`);
  return CrmSite.parse({
    id: 'new',
    name: 'New',
    system: 'new',
    matches: ['https://crm.example/*'],
    records: [best.rule],
    ids: idKindOf(best.id),
    anchors: [],
    names: [],
  });
};
const idAt = (site: Site, address: string): string | null => recordAt([site], address)?.recordId ?? null;
const crm = (path: string): string => `https://crm.example${path}`;

test.each([
  ['/account/000-1177', '000-1177', '/account/000-1178', '000-1178'],
  ['/account/000-1177/', '000-1177', '/account/2', '2'],
  ['/customers/42/orders', '42', '/customers/43', '43'],
  ['/contacts/1234567/company/987', '987', '/contacts/555/company/1', '1'],
  ['/#/customers/7/show', '7', '/#/customers/8/show', '8'],
  ['/#Account/view/64f0c2a1b3d4e5f60', '64f0c2a1b3d4e5f60', '/#Account/view/64f0c2a1b3d4e5f61', '64f0c2a1b3d4e5f61'],
  [
    '/object/company/a1b2c3d4-0000-1111-2222-333344445555',
    'a1b2c3d4-0000-1111-2222-333344445555',
    '/object/company/B1b2c3d4-0000-1111-2222-333344445555?x=1',
    'b1b2c3d4-0000-1111-2222-333344445555',
  ],
  ['/lead/lead_a8Xz91/', 'lead_a8Xz91', '/lead/lead_b7Yy02/', 'lead_b7Yy02'],
  ['/main?kind=account&id=77&tab=1', '77', '/main?id=78&kind=account', '78'],
  ['/v1/ui/success360?cid=1P02ABCDEF', '1P02ABCDEF', '/v1/ui/success360?cid=1P02ABCDXX', '1P02ABCDXX'],
  ['/k/acme-gmbh', 'acme-gmbh', '/k/halvorsund', 'halvorsund'],
])('%s is the record %s, and %s is %s', (first, id, second, other) => {
  const site = siteOf(crm(first));
  expect(idAt(site, crm(first))).toBe(id);
  expect(idAt(site, crm(second))).toBe(other);
});

test('lists, other kinds of records and the front page are no record', () => {
  const site = siteOf(crm('/contacts/1234567/company/987'));
  for (const path of ['/', '/contacts/1234567/company', '/contacts/1234567/person/987', '/x/contacts/1/company/2'])
    expect([path, idAt(site, crm(path))]).toEqual([path, null]);
  expect(idAt(siteOf(crm('/main?kind=account&id=77')), crm('/main?kind=person&id=77'))).toBeNull();
});

test('every part can be chosen, the likeliest first', () => {
  expect(idCandidates(crm('/contacts/1234567/company/987/notes?tab=5')).map(({ id }) => id)).toEqual([
    '987',
    '1234567',
    '5',
    'notes',
    'company',
    'contacts',
  ]);
  expect(idCandidates(crm('/account/000-1177'))[0]).toMatchObject({ before: '/account/', after: '' });
  expect(idCandidates(crm('/'))).toEqual([]);
  expect(idCandidates('nonsense')).toEqual([]);
});

test('signs of an address mean themselves', () => {
  const site = siteOf(crm('/a.b+c(d)/acc[1]*/77'));
  expect(idAt(site, crm('/a.b+c(d)/acc[1]*/78'))).toBe('78');
  expect(idAt(site, crm('/aXb+c(d)/acc[1]*/78'))).toBeNull();
});
