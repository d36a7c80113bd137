import type { AnswerOf, ListAudit } from '@understudy/contracts';
import { formatMoment, sentence } from '@understudy/ui';

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
  'escalation.resolved',
  'routing-rules.rule-replaced',
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

/** Who reads: the history has instants and ids, people want their own clock and names. */
export interface AuditReader {
  readonly timeZone: string;
  readonly now: number;
  /** The person or team of an id; undefined while they are read, and for what is neither. */
  readonly nameOf: (id: string) => string | undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value of the history as text: names instead of rows and ids, lists with commas, instants on the reader's clock. */
export function valueWords(value: unknown, reader: AuditReader): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string')
    return INSTANT.test(value) ? formatMoment(value, reader.timeZone, reader.now) : (reader.nameOf(value) ?? value);
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map((one: unknown) => valueWords(one, reader)).join(', ');
  if (!isObject(value)) return String(value);
  if (typeof value['name'] === 'string') return value['name'];
  return Object.entries(value)
    .map(([name, part]) => `${fieldWords(name)} ${valueWords(part, reader)}`)
    .join(', ');
}

/** "capacity_points" and "assignTo" as words. */
export const fieldWords = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll('_', ' ');

/** What an event changed, was → is; empty when it tells of no change. */
export function changesOf(data: unknown, reader: AuditReader): readonly Change[] {
  if (!isObject(data)) return [];
  const { before, after } = data;
  if (isObject(before) && isObject(after)) return differences('', before, after, reader);
  const changes = isObject(data['changes']) ? data['changes'] : data;
  return Object.entries(changes).flatMap(([field, change]) =>
    isObject(change) && 'from' in change && 'to' in change
      ? [
          {
            field: fieldWords(field),
            was: valueWords(change['from'], reader),
            is: valueWords(change['to'], reader),
          },
        ]
      : [],
  );
}

/** Field by field what differs, in what is nested too; versions and the own id are no change. */
function differences(
  path: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  reader: AuditReader,
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (/^(id|version)$/.test(name) || JSON.stringify(was) === JSON.stringify(is)) return [];
    const field = `${path}${fieldWords(name)}`;
    if (isObject(was) && isObject(is)) return differences(`${field}, `, was, is, reader);
    return [{ field, was: valueWords(was, reader), is: valueWords(is, reader) }];
  });
}

/** What an event says besides changes: its own fields, in one line each; ids and versions are for the details. */
export function factsOf(
  data: unknown,
  reader: AuditReader,
): readonly { readonly field: string; readonly words: string }[] {
  if (!isObject(data) || changesOf(data, reader).length > 0) return [];
  return Object.entries(data)
    .filter(([name, value]) => !/(^|_)ids?$|^version$/.test(name) && value !== null && value !== '')
    .map(([name, value]) => ({ field: fieldWords(name), words: valueWords(value, reader) }));
}

/** Fields that hold who somebody is, in the rows and in the rules of the history. */
const PEOPLE = /(user|owner|csm|manager|backup|approver|assignee)_id$|^(assignTo|assignSecondaryTo|notify)$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Everybody whose id stands in what changed, to be read by name. */
export function peopleIn(data: unknown): string[] {
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([field, value]) => {
    if (isObject(value)) return PEOPLE.test(field) ? Object.values(value).filter(isId) : peopleIn(value);
    return PEOPLE.test(field) ? [value].flat().filter(isId) : [];
  });
}

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
