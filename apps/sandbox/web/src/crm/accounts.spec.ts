import { accountsOf, neighbours, searched, type Account } from './accounts.js';
import type { Tenant } from '../person/world.js';

const account = (name: string, owner: string): Account => ({
  customerId: name,
  recordId: `001${name}`,
  name,
  domain: `${name.toLowerCase()}.example`,
  owner,
});
const accounts = [account('Alder', 'Ana'), account('Birk', 'Ben'), account('Corvane', 'Ana'), account('Dorn', 'Ana')];
const names = (found: readonly Account[]) => found.map(({ name }) => name);

test('only customers with a record in this CRM are listed, by name', () => {
  const customer = (name: string, system: string) => ({
    id: name,
    name,
    domains: [],
    csm_email: 'ana@harbor.example',
    crm_ids: [{ system, record_id: `001${name}` }],
  });
  const tenant = {
    users: [{ email: 'ana@harbor.example', name: 'Ana Duarte' }],
    customers: [customer('B', 'salesforce'), customer('A', 'salesforce'), customer('C', 'hubspot')],
  } as unknown as Tenant;
  expect(accountsOf(tenant).map(({ name, owner }) => [name, owner])).toEqual([
    ['A', 'Ana Duarte'],
    ['B', 'Ana Duarte'],
  ]);
});

test('a search finds names, domains and owners by every word', () => {
  expect(names(searched(accounts, 'ana co'))).toEqual(['Corvane']);
  expect(names(searched(accounts, 'birk.example'))).toEqual(['Birk']);
  expect(searched(accounts, '  ')).toHaveLength(4);
});

test('the next accounts of the same owner, round the end', () => {
  expect(names(neighbours(accounts, '001Corvane', 5))).toEqual(['Dorn', 'Alder']);
  expect(names(neighbours(accounts, '001Birk', 5))).toEqual([]);
});
