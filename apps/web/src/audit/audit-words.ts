import type { AnswerOf, ListAudit } from '@understudy/contracts';
import { sentence } from '@understudy/ui';

export type AuditEvent = AnswerOf<typeof ListAudit>['items'][number];

/** The kinds of record that the history tells of, for the filter; any other can stand in the address. */
export const RECORD_WORDS: Readonly<Record<string, string>> = {
  absence: 'Absence',
  'api-key': 'API key',
  'business-calendar': 'Calendar',
  conversation: 'Conversation',
  'coverage-rule': 'Coverage rule',
  'crm-site': 'CRM site',
  customer: 'Customer',
  escalation: 'Escalation',
  'escalation-category': 'Category',
  integration: 'Integration',
  playbook: 'Playbook',
  stakeholder: 'Stakeholder',
  supporter: 'Supporter',
  team: 'Team',
  template: 'Template',
  tenant: 'Organisation',
  user: 'Person',
  webhook: 'Webhook',
};
export const recordWords = (kind: string): string => RECORD_WORDS[kind] ?? sentence(kind.replaceAll('-', ' '));

/** Offered while an event is typed; the history knows more. */
export const KNOWN_TYPES: readonly string[] = [
  'absence.planned',
  'absence.cancelled',
  'api-key.made',
  'api-key.ended',
  'audit.exported',
  'coverage.accepted',
  'coverage.gap',
  'coverage-conflict.declared',
  'coverage-policy.set',
  'coverage-rule.added',
  'coverage-rule.changed',
  'coverage-rules.ordered',
  'crm-site.set',
  'customer.changed',
  'customer.backup-set',
  'escalation.assigned',
  'escalation.climbed',
  'escalation.created',
  'sla-policy.set',
  'team.added',
  'team.changed',
  'template.changed',
  'user.added',
  'user.changed',
  'webhook.disabled',
  'webhook.replayed',
];

const PAGES: Readonly<Record<string, string>> = {
  absence: '/absences',
  'business-calendar': '/calendars',
  conversation: '/conversations',
  'coverage-rule': '/coverage-policies/rules',
  customer: '/customers',
  escalation: '/escalations',
  team: '/people/teams',
  user: '/people',
  webhook: '/webhooks',
};
/** The page of a record, where it has one. */
export const pageOf = ({ kind, id }: AuditEvent['subject']): string | null => {
  const page = PAGES[kind];
  return page ? `${page}/${id}` : null;
};

/** "user.changed" as people say it: "User changed". */
export const typeWords = (type: string): string => sentence(type.replaceAll(/[._-]/g, ' '));

export interface Change {
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of the history as text: names instead of rows, lists with commas. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueWords).join(', ');
  if (!isObject(value)) return String(value);
  if (typeof value['name'] === 'string') return value['name'];
  return Object.entries(value)
    .map(([name, part]) => `${fieldWords(name)} ${valueWords(part)}`)
    .join(', ');
}

export const fieldWords = (name: string): string => name.replaceAll('_', ' ');

/** What an event changed, was → is; empty when it tells of no change. */
export function changesOf(data: unknown): readonly Change[] {
  if (!isObject(data)) return [];
  const changes = isObject(data['changes']) ? data['changes'] : data;
  return Object.entries(changes).flatMap(([field, change]) =>
    isObject(change) && 'from' in change && 'to' in change
      ? [{ field: fieldWords(field), was: valueWords(change['from']), is: valueWords(change['to']) }]
      : [],
  );
}

/** What an event says besides changes: its own fields, in one line each; ids and versions are for the details. */
export function factsOf(data: unknown): readonly { readonly field: string; readonly words: string }[] {
  if (!isObject(data) || changesOf(data).length > 0) return [];
  return Object.entries(data)
    .filter(([name, value]) => !/(^|_)ids?$|^version$/.test(name) && value !== null && value !== '')
    .map(([name, value]) => ({ field: fieldWords(name), words: valueWords(value) }));
}
