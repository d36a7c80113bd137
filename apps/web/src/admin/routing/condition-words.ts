import { operatorsOf, ROUTING_FIELDS, type RoutingField, type RuleOperator } from '@understudy/domain';
import { formatFullMoney } from '@understudy/ui';
import type { Condition } from './rule-form.js';

type Value = Condition['value'];
export type FieldKind = (typeof ROUTING_FIELDS)[RoutingField];

/** How a field is called where it is chosen; in the order in which they are offered. */
export const FIELD_NAMES = {
  'customer.arr': 'Customer ARR',
  'customer.segment': 'Customer segment',
  'customer.industry': 'Customer industry',
  'customer.stage': 'Customer stage',
  'customer.health_score': 'Customer health',
  'customer.days_to_renewal': 'Days to renewal',
  'escalation.arr_at_risk': 'ARR at risk',
  'escalation.severity': 'Severity',
  'csm.team': 'Team of the CSM',
  'csm.absent': 'CSM is away',
  weekday: 'Weekday',
  hour: 'Hour of the day',
} as const satisfies Record<RoutingField, string>;

const OPERATOR_NAMES = {
  eq: 'is',
  neq: 'is not',
  gt: 'is over',
  gte: 'is at least',
  lt: 'is under',
  lte: 'is at most',
  in: 'is one of',
  not_in: 'is none of',
  contains: 'contains',
} as const satisfies Record<RuleOperator, string>;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const weekdayName = (day: unknown): string => WEEKDAYS[Number(day) - 1] ?? String(day);
export const WEEKDAY_CHOICES = WEEKDAYS.map((words, index) => ({ value: index + 1, words }));
const hourWords = (hour: unknown): string => `${String(hour).padStart(2, '0')}:00`;

export const isField = (name: string): name is RoutingField => Object.hasOwn(FIELD_NAMES, name);
export const kindOf = (field: string): FieldKind => (isField(field) ? ROUTING_FIELDS[field] : 'text');
export const isListed = (operator: string): boolean => operator === 'in' || operator === 'not_in';

/** What may be asked of a field, with its words. */
export const operatorChoices = (field: string) =>
  (isField(field) ? operatorsOf(field) : []).map((operator) => ({ operator, words: OPERATOR_NAMES[operator] }));

/** A condition on another field: with an operator it takes, and an empty value of its kind. */
export function conditionOn(field: string): Condition {
  const kind = kindOf(field);
  if (kind === 'boolean') return { field, operator: 'eq', value: true };
  if (kind === 'severity') return { field, operator: 'in', value: ['P0'] };
  if (kind === 'weekday') return { field, operator: 'in', value: [6, 7] };
  if (kind === 'hour') return { field, operator: 'gte', value: 18 };
  if (kind === 'number') return { field, operator: field === 'customer.arr' ? 'gt' : 'lt', value: '' };
  return { field, operator: 'eq', value: '' };
}

/** The same condition with another operator: a list becomes one value and the other way round. */
export function withOperator({ field, operator, value }: Condition, next: string): Condition {
  if (isListed(next) === isListed(operator)) return { field, operator: next, value };
  if (isListed(next)) return { field, operator: next, value: value === '' ? [] : [value].flat() };
  return { field, operator: next, value: [value].flat()[0] ?? '' };
}

const isMoney = (field: string): boolean => field === 'customer.arr' || field === 'escalation.arr_at_risk';

const oneWords = (field: string, value: unknown): string => {
  if (value === '') return '…';
  if (isMoney(field) && typeof value === 'number') return formatFullMoney(value);
  if (field === 'weekday') return weekdayName(value);
  if (field === 'hour') return hourWords(value);
  return String(value);
};

/** "A", "A or B", "A, B or C". */
export const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const valueWords = (field: string, value: Value): string => {
  const all: readonly unknown[] = typeof value === 'object' ? value : [value];
  return all.length === 0 ? '…' : orList(all.map((one) => oneWords(field, one)));
};

const SUBJECTS: Readonly<Record<string, string>> = {
  'customer.arr': 'ARR',
  'customer.segment': 'segment',
  'customer.industry': 'industry',
  'customer.stage': 'stage',
  'customer.health_score': 'health',
  'customer.days_to_renewal': 'days to renewal',
  'escalation.arr_at_risk': 'ARR at risk',
  'escalation.severity': 'severity',
  'csm.team': 'team',
};
const COMPARED: Readonly<Record<string, string>> = {
  eq: '',
  neq: 'other than ',
  gt: 'over ',
  gte: 'of at least ',
  lt: 'under ',
  lte: 'of at most ',
  in: '',
  not_in: 'other than ',
  contains: 'with the words ',
};

const timeWords = ({ field, operator, value }: Condition): string => {
  const words = valueWords(field, value);
  if (field === 'weekday') {
    const not = operator === 'neq' || operator === 'not_in' ? 'not on ' : 'on ';
    if (operator === 'gt' || operator === 'gte') return `from ${operator === 'gt' ? 'after ' : ''}${words} on`;
    if (operator === 'lt' || operator === 'lte') return `${operator === 'lt' ? 'before' : 'up to'} ${words}`;
    return not + words;
  }
  const after: Readonly<Record<string, string>> = {
    gt: `after the hour from ${words}`,
    gte: `from ${words} on`,
    lt: `before ${words}`,
    lte: `up to the hour from ${words}`,
    eq: `in the hour from ${words}`,
    in: `in the hours from ${words}`,
  };
  return after[operator] ?? `not in the hours from ${words}`;
};

/** Where in the sentence a condition belongs. */
export type ConditionPlace = 'customer' | 'csm' | 'time';
export const placeOfCondition = ({ field }: Condition): ConditionPlace =>
  field === 'weekday' || field === 'hour' ? 'time' : field.startsWith('csm.') ? 'csm' : 'customer';

/** One condition as it reads inside the sentence: "ARR over €100,000", "on Saturday or Sunday", "is away". */
export function conditionWords(condition: Condition): string {
  const { field, operator, value } = condition;
  if (placeOfCondition(condition) === 'time') return timeWords(condition);
  if (field === 'csm.absent') return (value === true) === (operator === 'eq') ? 'is away' : 'is there';
  const subject = SUBJECTS[field] ?? field;
  const words = `${COMPARED[operator] ?? `${operator} `}${valueWords(field, value)}`;
  return field === 'csm.team' ? `is in ${subject} ${words}` : `${subject} ${words}`;
}
