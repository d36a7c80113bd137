import type { Tenant } from '../person/world.js';

export const CRM_SYSTEM = 'salesforce';

/** A customer as the CRM lists it. */
export interface Account {
  readonly customerId: string;
  readonly recordId: string;
  readonly name: string;
  readonly domain: string | null;
  readonly owner: string | null;
}

/** The organisation's customers that have a record in the CRM, by name. */
export const accountsOf = ({ customers, users }: Tenant): readonly Account[] =>
  customers
    .flatMap(({ id, name, domains, csm_email, crm_ids }) => {
      const record = crm_ids.find(({ system }) => system === CRM_SYSTEM);
      if (!record) return [];
      const owner = users.find(({ email }) => email === csm_email)?.name ?? null;
      return [{ customerId: id, recordId: record.record_id, name, domain: domains[0] ?? null, owner }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** Accounts whose name, domain or owner has every word of the search. */
export function searched(accounts: readonly Account[], search: string): readonly Account[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return accounts.filter(({ name, domain, owner }) => {
    const text = `${name} ${domain ?? ''} ${owner ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The accounts to go on to from a record: the ones of the same owner that follow it, round the end of the alphabet. */
export function neighbours(accounts: readonly Account[], recordId: string, most: number): readonly Account[] {
  const owner = accounts.find((account) => account.recordId === recordId)?.owner;
  const own = accounts.filter((account) => account.owner === owner);
  const at = own.findIndex((account) => account.recordId === recordId);
  return [...own.slice(at + 1), ...own.slice(0, Math.max(0, at))].slice(0, most);
}
