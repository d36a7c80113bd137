import type { AnswerOf, ListCoverageRules } from '@understudy/contracts';
import { formatFullMoney } from '@understudy/ui';
import { STRATEGY_WORDS } from './policy-words.js';

export type CoverageRule = AnswerOf<typeof ListCoverageRules>['items'][number];
export type RuleFields = Pick<CoverageRule, 'name' | 'active' | 'conditions' | 'action'>;
export type Condition = CoverageRule['conditions'][number];
export type RuleField = Condition['field'];
export type RuleOperator = Condition['operator'];

type Kind = 'text' | 'number' | 'boolean' | 'absence-kind';

export const FIELD_WORDS = {
  'customer.arr': { label: 'Customer’s ARR', words: 'the customer’s ARR', kind: 'number' },
  'customer.health_score': { label: 'Customer’s health', words: 'the customer’s health', kind: 'number' },
  'customer.segment': { label: 'Customer’s segment', words: 'the customer’s segment', kind: 'text' },
  'customer.industry': { label: 'Customer’s industry', words: 'the customer’s industry', kind: 'text' },
  'customer.stage': { label: 'Customer’s stage', words: 'the customer’s stage', kind: 'text' },
  'customer.days_to_renewal': { label: 'Days to renewal', words: 'the number of days to renewal', kind: 'number' },
  'customer.language': { label: 'Customer’s language', words: 'the customer’s language', kind: 'text' },
  'absence.kind': { label: 'Kind of absence', words: 'the kind of absence', kind: 'absence-kind' },
  'absence.days': { label: 'Days away', words: 'the number of days away', kind: 'number' },
  'absence.unplanned': { label: 'Unplanned', words: 'the absence', kind: 'boolean' },
  'csm.team': { label: 'CSM’s team', words: 'the CSM’s team', kind: 'text' },
} as const satisfies Record<RuleField, { readonly label: string; readonly words: string; readonly kind: Kind }>;
export const RULE_FIELDS = Object.keys(FIELD_WORDS).filter((name): name is RuleField => name in FIELD_WORDS);

export const OPERATOR_WORDS = {
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

const OPERATORS = {
  text: ['eq', 'neq', 'in', 'not_in', 'contains'],
  number: ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'],
  boolean: ['eq'],
  'absence-kind': ['eq', 'neq', 'in', 'not_in'],
} as const satisfies Record<Kind, readonly RuleOperator[]>;
/** What a field can be compared by; the first is chosen to begin with. */
export const operatorsOf = (field: RuleField): readonly RuleOperator[] => OPERATORS[FIELD_WORDS[field].kind];
export const kindOf = (field: RuleField): Kind => FIELD_WORDS[field].kind;
export const takesList = (operator: RuleOperator): boolean => operator === 'in' || operator === 'not_in';

export const ABSENCE_KIND_WORDS = {
  vacation: 'vacation',
  sick: 'sick leave',
  conference: 'conference',
  parental: 'parental leave',
  other: 'other',
} as const;

/** A value to begin with that fits the field and the operator. */
export function firstValue(field: RuleField, operator: RuleOperator): Condition['value'] {
  const kind = kindOf(field);
  if (kind === 'boolean') return true;
  const one = kind === 'number' ? 0 : kind === 'absence-kind' ? 'vacation' : '';
  return takesList(operator) ? (one === '' ? [] : [one]) : one;
}

/** The condition with another operator, its value kept where it still fits. */
export function withOperator({ field, operator, value }: Condition, next: RuleOperator): Condition {
  if (takesList(operator) === takesList(next)) return { field, operator: next, value };
  if (takesList(next)) return { field, operator: next, value: Array.isArray(value) || value === '' ? [] : [value] };
  return { field, operator: next, value: (Array.isArray(value) ? value[0] : value) ?? firstValue(field, next) };
}

const oneWord = (field: RuleField, value: unknown): string => {
  if (field === 'customer.arr' && typeof value === 'number') return formatFullMoney(value);
  if (field === 'absence.kind' && typeof value === 'string' && value in ABSENCE_KIND_WORDS)
    return ABSENCE_KIND_WORDS[value as keyof typeof ABSENCE_KIND_WORDS];
  return String(value) || 'nothing yet';
};

/** "the customer’s ARR is over €100,000". */
export function conditionInWords({ field, operator, value }: Condition): string {
  if (field === 'absence.unplanned') return value === true ? 'the absence is unplanned' : 'the absence is planned';
  const values = Array.isArray(value) ? value : [value];
  const words = values.map((one) => oneWord(field, one)).join(operator === 'not_in' ? ' nor ' : ' or ');
  const comparison = operator === 'in' ? 'is' : operator === 'not_in' ? 'is neither' : OPERATOR_WORDS[operator];
  return `${FIELD_WORDS[field].words} ${values.length === 1 && operator === 'not_in' ? 'is not' : comparison} ${words || 'nothing yet'}`;
}

export interface Names {
  readonly person: (id: string | null) => string;
  readonly team: (id: string | null) => string;
}

/** "Sue Lindqvist", "the least busy of Team East who knows SSO". */
export function actionInWords(
  { strategy, backup_user_id, backup_team_id, skill }: RuleFields['action'],
  names: Names,
): string {
  if (backup_user_id !== null) return names.person(backup_user_id);
  if (strategy === null && backup_team_id === null && skill === null) return 'nobody yet';
  const how = strategy ? STRATEGY_WORDS[strategy].words.toLowerCase() : 'whoever the policy chooses';
  const who = strategy === 'round_robin' ? 'somebody in turn' : how;
  return [who, backup_team_id ? `of ${names.team(backup_team_id)}` : '', skill ? `who knows ${skill}` : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** The whole rule as one sentence. */
export function ruleInWords({ conditions, action }: Pick<RuleFields, 'conditions' | 'action'>, names: Names): string {
  const when =
    conditions.length === 0 ? 'For every customer' : `When ${conditions.map(conditionInWords).join(' and ')}`;
  return `${when}, ask ${actionInWords(action, names)}.`;
}

/** What the API would refuse, by path. */
export function wrongRule({ name, conditions, action }: RuleFields): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  if (!name.trim()) wrong['name'] = 'A name is needed';
  for (const [index, { field, value }] of conditions.entries()) {
    const empty = Array.isArray(value) ? value.length === 0 : value === '' || Number.isNaN(value);
    if (empty) wrong[`conditions.${index}`] = kindOf(field) === 'number' ? 'A number is needed' : 'A value is needed';
  }
  const { strategy, backup_user_id, backup_team_id, skill } = action;
  if (strategy === null && backup_user_id === null && backup_team_id === null && skill === null)
    wrong['action'] = 'Name a person, a team, a skill or a strategy';
  return wrong;
}
