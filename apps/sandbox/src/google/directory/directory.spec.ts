import type { admin_directory_v1 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
const ADA = 'ada@harbor.example';
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const account = (body: object) => fake.control('POST', '/google/admin/people', body);
const list = async (query: admin_directory_v1.Params$Resource$Users$List = { customer: 'my_customer' }, as = ADA) =>
  (await (await fake.directoryAs(as)).users.list(query)).data;
const emails = async (query: admin_directory_v1.Params$Resource$Users$List) =>
  ((await list(query)).users ?? []).map(({ primaryEmail }) => primaryEmail);
const refusal = (work: Promise<unknown>, status: number, message: RegExp) =>
  expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) });

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  await account({ email: ADA, name: 'Ada Admin', is_admin: true });
  await account({ email: ANA, manager_email: ADA, department: 'EMEA', org_unit_path: '/Customer Success/EMEA' });
  await account({ email: 'eve@elsewhere.example', name: 'Eve Else', is_admin: true });
});

test('people stand there with name, manager, department and unit, and nobody of another organisation', async () => {
  const { users = [] } = await list();
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual([ADA, ANA, BEN]);
  expect(users[1]).toMatchObject({
    id: '101',
    primaryEmail: ANA,
    name: { givenName: 'Ana', familyName: 'Costa', fullName: 'Ana Costa' },
    relations: [{ type: 'manager', value: ADA }],
    organizations: [{ primary: true, department: 'EMEA', title: 'CSM' }],
    orgUnitPath: '/Customer Success/EMEA',
    suspended: false,
    isAdmin: false,
  });
});

test('a long list comes in pages', async () => {
  const first = await list({ customer: 'my_customer', maxResults: 2 });
  const second = await list({ customer: 'my_customer', maxResults: 2, pageToken: first.nextPageToken ?? '' });
  expect([first.users?.length, second.users?.map(({ primaryEmail }) => primaryEmail), second.nextPageToken]).toEqual([
    2,
    [BEN],
    undefined,
  ]);
  expect(await emails({ customer: 'my_customer', orderBy: 'givenName', sortOrder: 'DESCENDING' })).toEqual([
    BEN,
    ANA,
    ADA,
  ]);
});

test('who is suspended, renamed or gone is so at once', async () => {
  await account({ email: BEN, suspended: true });
  await account({ email: ANA, name: 'Ana Maria Costa', manager_email: null });
  expect(await emails({ customer: 'my_customer', query: 'isSuspended=true' })).toEqual([BEN]);
  const { data } = await (await fake.directoryAs(ADA)).users.get({ userKey: ANA });
  expect([data.name?.givenName, data.relations]).toEqual(['Ana Maria', undefined]);
  await fake.control('DELETE', `/google/admin/people/${BEN}`);
  expect(await emails({ domain: 'harbor.example' })).toEqual([ADA, ANA]);
  await fake.restart();
  expect(await emails({ domain: 'harbor.example' })).toEqual([ADA, ANA]);
});

test.each<[string, admin_directory_v1.Params$Resource$Users$List, RegExp]>([
  ['of nobody in particular', {}, /Bad Request/],
  ["of somebody else's organisation", { customer: 'C0123' }, /customer/],
  ['longer than five hundred', { customer: 'my_customer', maxResults: 501 }, /maxResults/],
  ['in an order that is none', { customer: 'my_customer', orderBy: 'age' }, /orderBy/],
  ['searched for what is no field', { customer: 'my_customer', query: 'shoe=42' }, /query/],
  ['after a page that is none', { customer: 'my_customer', pageToken: 'abc' }, /pageToken/],
])('a list %s is refused', async (_name, query, message) => {
  await refusal(list(query), 400, message);
});

test('only an administrator reads it all; a colleague sees the public view', async () => {
  await refusal(list({ customer: 'my_customer' }, ANA), 403, /Not Authorized/);
  const directory = await fake.directoryAs(ANA);
  const { data } = await directory.users.get({ userKey: BEN, viewType: 'domain_public' });
  expect([data.primaryEmail, data.suspended, data.orgUnitPath]).toEqual([BEN, undefined, undefined]);
  await refusal((await fake.directoryAs(ADA)).users.get({ userKey: 'eve@elsewhere.example' }), 404, /userKey/);
});
