import { type CategoryId, type ConversationId, type CustomerId, DEFAULT_SLA_HOURS } from '@understudy/domain';
import { idOf } from '../deterministic.js';
import type { DemoCategory, DemoConversation } from '../types.js';
import { EMEA_TEAM, emailOf, HARBOR, SUPPORT_TEAM, userId } from './people.js';

const categoryId = (name: string): CategoryId => idOf<CategoryId>(HARBOR, 'category', name);

/** PRD-243's five. Support takes what is technical and money, the managers what is about contracts and boards. */
export const harborCategories = (): DemoCategory[] => [
  {
    id: categoryId('Technical'),
    name: 'Technical',
    description: 'Something does not work, or works too slowly',
    defaultOwnerId: userId('sue'),
    defaultTeamId: SUPPORT_TEAM,
    slaHours: DEFAULT_SLA_HOURS,
  },
  {
    id: categoryId('Billing'),
    name: 'Billing',
    description: 'Invoices, payments, credits',
    defaultOwnerId: userId('sue'),
    defaultTeamId: SUPPORT_TEAM,
    slaHours: DEFAULT_SLA_HOURS,
  },
  {
    id: categoryId('Legal'),
    name: 'Legal',
    description: 'Contracts, data protection, audits',
    defaultOwnerId: userId('max'),
    defaultTeamId: null,
    slaHours: { ...DEFAULT_SLA_HOURS, P2: 120, P3: 240 },
  },
  {
    id: categoryId('Executive'),
    name: 'Executive',
    description: 'Somebody high up is unhappy',
    defaultOwnerId: userId('mia'),
    defaultTeamId: null,
    slaHours: { ...DEFAULT_SLA_HOURS, P1: 12, P2: 48 },
  },
  {
    id: categoryId('Product'),
    name: 'Product',
    description: 'Missing features, limits, wishes',
    defaultOwnerId: null,
    defaultTeamId: EMEA_TEAM,
    slaHours: DEFAULT_SLA_HOURS,
  },
];

type Talk = readonly [
  key: string,
  customer: string | null,
  requester: string,
  channel: DemoConversation['channel'],
  subject: string,
];

const TALKS: readonly Talk[] = [
  ['marrowgate-tills', 'marrowgate', emailOf('finn'), 'chat', 'Tills in 14 shops show yesterday’s prices'],
  ['dunmarrow-export', 'dunmarrow', emailOf('ana'), 'email', 'Data export misses 3 days of May'],
  ['ivarsholm-dashboard', 'ivarsholm', emailOf('ana'), 'crm', 'How do I move a dashboard to another team?'],
  ['zephyrine-app', 'zephyrine', emailOf('ben'), 'chat', 'Crew app logs out at every gate'],
  ['wexmere-invoice', 'wexmere', emailOf('eva'), 'email', 'Copy of an invoice'],
  ['aldermere-refund', 'aldermere', emailOf('eva'), 'email', 'Refund for a double charge'],
  ['bellhaven-report', 'bellhaven', emailOf('chloe'), 'chat', 'Report shows last month twice'],
  ['sakuragawa-login', 'sakuragawa', emailOf('hana'), 'crm', '海外拠点からログインできない'],
  ['eli-visitor', null, emailOf('eli'), 'chat', 'Visitor of the conference asks about a hosted version'],
];

export const harborConversations = (customerIds: ReadonlyMap<string, CustomerId>): DemoConversation[] =>
  TALKS.map(([key, customer, requesterEmail, channel, subject]) => ({
    id: idOf<ConversationId>(HARBOR, 'conversation', key),
    customerId: customer === null ? null : (customerIds.get(customer) ?? null),
    requesterEmail,
    status: 'open',
    channel,
    subject,
  }));
