import { type AbsenceKind, ABSENCE_KINDS } from './absences.js';
import { DomainError } from './errors.js';
import type { TeamId, UserId } from './ids.js';
import type { Strategy } from './policies.js';

export const RULE_FIELDS = {
  'customer.arr': 'number',
  'customer.health_score': 'number',
  'customer.segment': 'text',
  'customer.industry': 'text',
  'customer.stage': 'text',
  'customer.days_to_renewal': 'number',
  'customer.language': 'text',
  'absence.kind': 'text',
  'absence.days': 'number',
  'absence.unplanned': 'boolean',
  'csm.team': 'text',
} as const satisfies Record<string, 'number' | 'text' | 'boolean'>;
export type RuleField = keyof typeof RULE_FIELDS;

export const RULE_OPERATORS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'contains'] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];

export type RuleScalar = string | number | boolean;
export type RuleValue = RuleScalar | readonly RuleScalar[];

export interface RuleCondition {
  readonly field: RuleField;
  readonly operator: RuleOperator;
  readonly value: RuleValue;
}

/** Whom a rule chooses: a person, or the best of a team or of those with a skill, by a strategy or the policy's. */
export interface RuleAction {
  readonly strategy: Strategy | null;
  readonly backupUserId: UserId | null;
  readonly backupTeamId: TeamId | null;
  readonly skill: string | null;
}

/** PRD-131 "coverage routing rules": the first active one, by position, whose conditions all hold decides for the customer. */
export interface CoverageRule<Id extends string = string> {
  readonly id: Id;
  readonly position: number;
  readonly name: string;
  readonly active: boolean;
  readonly conditions: readonly RuleCondition[];
  readonly action: RuleAction;
}

/** What conditions look at. null: not known, and then only neq and not_in hold. */
export interface RuleFacts {
  readonly customer: {
    readonly arr: number | null;
    readonly healthScore: number | null;
    readonly segment: string | null;
    readonly industry: string | null;
    readonly stage: string | null;
    readonly daysToRenewal: number | null;
    readonly language: string | null;
  };
  readonly absence: { readonly kind: AbsenceKind; readonly days: number | null; readonly unplanned: boolean };
  /** Name of the absent person's team. */
  readonly team: string | null;
}

const factOf = (field: RuleField, { customer, absence, team }: RuleFacts): RuleScalar | null =>
  ({
    'customer.arr': customer.arr,
    'customer.health_score': customer.healthScore,
    'customer.segment': customer.segment,
    'customer.industry': customer.industry,
    'customer.stage': customer.stage,
    'customer.days_to_renewal': customer.daysToRenewal,
    'customer.language': customer.language,
    'absence.kind': absence.kind,
    'absence.days': absence.days,
    'absence.unplanned': absence.unplanned,
    'csm.team': team,
  })[field];

const folded = (value: RuleScalar): RuleScalar => (typeof value === 'string' ? value.trim().toLowerCase() : value);

const isList = (value: RuleValue): value is readonly RuleScalar[] => typeof value === 'object';

const OPERATORS: Record<RuleOperator, (fact: RuleScalar, value: RuleValue) => boolean> = {
  eq: (fact, value) => !isList(value) && folded(fact) === folded(value),
  neq: (fact, value) => !OPERATORS.eq(fact, value),
  gt: (fact, value) => typeof fact === 'number' && typeof value === 'number' && fact > value,
  gte: (fact, value) => typeof fact === 'number' && typeof value === 'number' && fact >= value,
  lt: (fact, value) => typeof fact === 'number' && typeof value === 'number' && fact < value,
  lte: (fact, value) => typeof fact === 'number' && typeof value === 'number' && fact <= value,
  in: (fact, value) => isList(value) && value.some((one) => folded(one) === folded(fact)),
  not_in: (fact, value) => !OPERATORS.in(fact, value),
  contains: (fact, value) =>
    typeof fact === 'string' && typeof value === 'string' && String(folded(fact)).includes(String(folded(value))),
};

/** Does the condition hold? Text is compared without case. What is not known is neither equal, nor less, nor more. */
export const holds = ({ field, operator, value }: RuleCondition, facts: RuleFacts): boolean => {
  const fact = factOf(field, facts);
  if (fact === null) return operator === 'neq' || operator === 'not_in';
  return OPERATORS[operator](fact, value);
};

/** The rule that decides, or null. A rule without conditions always holds: put it last. */
export const firstMatch = <Rule extends CoverageRule>(rules: readonly Rule[], facts: RuleFacts): Rule | null =>
  rules
    .filter(({ active }) => active)
    .toSorted((a, b) => a.position - b.position || Number(a.id > b.id) - Number(a.id < b.id))
    .find(({ conditions }) => conditions.every((condition) => holds(condition, facts))) ?? null;

const LISTS: readonly RuleOperator[] = ['in', 'not_in'];
const ORDERED: readonly RuleOperator[] = ['gt', 'gte', 'lt', 'lte'];

const problemOf = ({ field, operator, value }: RuleCondition): string | null => {
  const type = RULE_FIELDS[field];
  const expected = type === 'text' ? 'string' : type;
  if (LISTS.includes(operator)) {
    const fits = isList(value) && value.length > 0 && value.every((one) => typeof one === expected);
    return fits ? null : `${operator} takes a list of at least one ${type}`;
  }
  if (isList(value)) return `${operator} takes one value, not a list`;
  if (ORDERED.includes(operator) && type !== 'number') return `${operator} compares numbers; ${field} is none`;
  if (operator === 'contains' && type !== 'text') return `contains looks into text; ${field} is none`;
  if (typeof value !== expected) return `${field} is compared with a ${type}`;
  if (field === 'absence.kind' && !ABSENCE_KINDS.some((kind) => kind === value)) {
    return operator === 'contains' ? null : `an absence is one of ${ABSENCE_KINDS.join(', ')}`;
  }
  return null;
};

/** Throws coverage-rules.malformed with every problem: values that a field or operator cannot be compared with, an action that chooses nobody. */
export const requireRule = <Rule extends Pick<CoverageRule, 'conditions' | 'action'>>(rule: Rule): Rule => {
  const problems = rule.conditions.flatMap((condition, index) => {
    const message = problemOf(condition);
    return message === null ? [] : [{ path: `conditions.${index}`, message }];
  });
  const { strategy, backupUserId, backupTeamId, skill } = rule.action;
  if (strategy === null && backupUserId === null && backupTeamId === null && skill === null)
    problems.push({ path: 'action', message: 'name a person, a team, a skill or a strategy' });
  if (backupUserId !== null && (strategy !== null || backupTeamId !== null || skill !== null))
    problems.push({ path: 'action', message: 'a person is chosen already; leave out team, skill and strategy' });
  if (problems.length > 0) throw new DomainError('coverage-rules.malformed', { problems });
  return rule;
};
