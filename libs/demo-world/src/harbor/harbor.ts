import { type CustomerId, type TenantId } from '@understudy/domain';
import { dice, hubspotId, idOf, salesforceId } from '../deterministic.js';
import type { DemoCustomer, DemoTenant } from '../types.js';
import type { When } from '../when.js';
import { customerLife } from './customer-life.js';
import { harborCategories, harborConversations } from './escalation-set-up.js';
import { harborThreads } from './mail.js';
import { allCustomerRows } from './more-customers.js';
import type { CustomerRow } from './customer-row.js';
import { HARBOR, harborTeams, harborUsers, userId } from './people.js';
import { stakeholdersOf } from './stakeholders.js';

const customerId = (row: CustomerRow): CustomerId => idOf<CustomerId>(HARBOR, 'customer', row.key);

/** Everybody is in Salesforce; about a third also in HubSpot, which marketing uses. */
const crmIdsOf = ({ key }: CustomerRow): DemoCustomer['crmIds'] => {
  const salesforce = { system: 'salesforce', recordId: salesforceId(key) } as const;
  return dice(`${key}:hubspot`, 3) === 0 ? [salesforce, { system: 'hubspot', recordId: hubspotId(key) }] : [salesforce];
};

const customerOf = (row: CustomerRow, when: When): DemoCustomer => ({
  id: customerId(row),
  name: row.name,
  csmId: userId(row.csm),
  arr: row.arrK * 1000,
  healthScore: row.health,
  healthChange30d: row.change,
  stage: row.stage,
  segment: row.segment,
  industry: row.industry,
  renewalOn: when.startedOn.add({ days: row.renewalIn }),
  language: row.language,
  specialHandling: row.specialHandling,
  domains: [`${row.key}.example`],
  crmIds: crmIdsOf(row),
  needs: row.needs,
});

/** Harbor, the made-up company of the sandbox: 8 CSMs, 240 customers. */
export const harbor = (when: When): DemoTenant => {
  const rows = allCustomerRows();
  const customerIds = new Map(rows.map((row) => [row.key, customerId(row)]));
  const lives = rows.map((row) => customerLife(row, customerId(row), when));
  return {
    id: idOf<TenantId>(HARBOR, 'tenant', HARBOR),
    slug: HARBOR,
    name: 'Harbor',
    domains: ['harbor.example'],
    teams: harborTeams(),
    users: harborUsers(),
    customers: rows.map((row) => customerOf(row, when)),
    stakeholders: rows.flatMap((row) => stakeholdersOf(row, customerId(row))),
    tasks: lives.flatMap(({ tasks }) => tasks),
    activities: lives.flatMap(({ activities }) => activities),
    meetings: lives.flatMap(({ meetings }) => meetings),
    risks: lives.flatMap(({ risks }) => risks),
    categories: harborCategories(),
    threads: harborThreads(customerIds, when),
    conversations: harborConversations(customerIds),
  };
};
