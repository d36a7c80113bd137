import type { RuleOperator, RuleScalar, RuleValue } from './coverage-rules.js';
import { dayOf } from './days.js';
import type { Severity } from './escalations.js';
import type { UserId } from './ids.js';
import { daysToRenewal } from './priorities.js';
import { isAbsentAt, type Roster } from './roster.js';
import { EVERY_CATEGORY, type RoutingCondition, type RoutingField, type RoutingRule } from './routing-rules.js';

/** What conditions look at, at the instant of the escalation. null: not known, and then no condition on it holds. */
export interface RoutingFacts {
  readonly category: string;
  readonly severity: Severity;
  readonly arrAtRisk: number | null;
  readonly customer: {
    readonly arr: number | null;
    readonly healthScore: number | null;
    readonly segment: string | null;
    readonly industry: string | null;
    readonly stage: string | null;
    readonly daysToRenewal: number | null;
  };
  readonly csm: {
    /** Their team by what it may be called in a rule: its name and its id; empty without a team. */
    readonly team: readonly string[];
    readonly isAbsent: boolean | null;
  };
  /** 0-23, and 1 (Monday) to 7, in the CSM's zone. */
  readonly hour: number;
  readonly weekday: number;
}

/** The hour and ISO weekday of an instant, in the zone of the customer's CSM. */
export const weekHourOf = (
  at: Temporal.Instant,
  timeZone: string,
): { readonly hour: number; readonly weekday: number } => {
  const local = at.toZonedDateTimeISO(timeZone);
  return { hour: local.hour, weekday: local.dayOfWeek };
};

/** A customer and their CSM, as far as rules look at them. */
export interface RoutedCustomer extends Omit<RoutingFacts['customer'], 'daysToRenewal'> {
  readonly csmId: UserId | null;
  /** The CSM's team by what a rule may call it. */
  readonly csmTeam: readonly string[];
  /** Of the CSM: hours, weekdays and days of rules are theirs. */
  readonly timeZone: string;
  readonly renewalOn: Temporal.PlainDate | null;
}

/** What conditions look at for this escalation of the customer, if it is made at that instant. */
export const routingFactsAt = (
  customer: RoutedCustomer,
  { category, severity, arrAtRisk }: Pick<RoutingFacts, 'category' | 'severity' | 'arrAtRisk'>,
  at: Temporal.Instant,
  all: Roster,
): RoutingFacts => {
  const { csmId, csmTeam, timeZone } = customer;
  return {
    category,
    severity,
    arrAtRisk,
    customer: { ...customer, daysToRenewal: daysToRenewal(customer, dayOf(at, timeZone)) },
    csm: { team: csmTeam, isAbsent: csmId === null ? null : isAbsentAt(csmId, at, all) },
    ...weekHourOf(at, timeZone),
  };
};

const known = (fact: RuleScalar | null): readonly RuleScalar[] => (fact === null ? [] : [fact]);

const FACTS = {
  'customer.arr': ({ customer }) => known(customer.arr),
  'customer.health_score': ({ customer }) => known(customer.healthScore),
  'customer.segment': ({ customer }) => known(customer.segment),
  'customer.industry': ({ customer }) => known(customer.industry),
  'customer.stage': ({ customer }) => known(customer.stage),
  'customer.days_to_renewal': ({ customer }) => known(customer.daysToRenewal),
  'escalation.severity': ({ severity }) => [severity],
  'escalation.arr_at_risk': ({ arrAtRisk }) => known(arrAtRisk),
  'csm.team': ({ csm }) => csm.team,
  'csm.absent': ({ csm }) => known(csm.isAbsent),
  hour: ({ hour }) => [hour],
  weekday: ({ weekday }) => [weekday],
} as const satisfies Record<RoutingField, (facts: RoutingFacts) => readonly RuleScalar[]>;

const folded = (value: RuleScalar): RuleScalar => (typeof value === 'string' ? value.trim().toLowerCase() : value);
const isSame = (a: RuleScalar, b: RuleScalar): boolean => folded(a) === folded(b);
const isList = (value: RuleValue): value is readonly RuleScalar[] => typeof value === 'object' && value !== null;
const ordered =
  (holds: (fact: number, value: number) => boolean) =>
  (fact: RuleScalar, value: RuleValue): boolean =>
    typeof fact === 'number' && typeof value === 'number' && holds(fact, value);

type Holds = (fact: RuleScalar, value: RuleValue) => boolean;

/** Asked of every name a fact goes by; those that deny must hold for all of them. */
const OPERATORS = {
  eq: (fact, value) => !isList(value) && isSame(fact, value),
  neq: (fact, value) => !isList(value) && !isSame(fact, value),
  gt: ordered((fact, value) => fact > value),
  gte: ordered((fact, value) => fact >= value),
  lt: ordered((fact, value) => fact < value),
  lte: ordered((fact, value) => fact <= value),
  in: (fact, value) => isList(value) && value.some((one) => isSame(fact, one)),
  not_in: (fact, value) => isList(value) && !value.some((one) => isSame(fact, one)),
  contains: (fact, value) =>
    typeof fact === 'string' && typeof value === 'string' && String(folded(fact)).includes(String(folded(value))),
} as const satisfies Record<RuleOperator, Holds>;

const isField = (name: string): name is RoutingField => Object.hasOwn(FACTS, name);
const isOperator = (name: string): name is RuleOperator => Object.hasOwn(OPERATORS, name);

/**
 * Does the condition hold? Total: an unknown field or operator, a value of the wrong kind and a fact that is not known never hold, the
 * last one also not for neq and not_in. Text is compared without case and outer blanks.
 */
export const routingConditionHolds = ({ field, operator, value }: RoutingCondition, facts: RoutingFacts): boolean => {
  if (!isField(field) || !isOperator(operator)) return false;
  const names = FACTS[field](facts);
  const holds: Holds = OPERATORS[operator];
  if (names.length === 0) return false;
  return operator === 'neq' || operator === 'not_in'
    ? names.every((name) => holds(name, value))
    : names.some((name) => holds(name, value));
};

/** Is the rule for this escalation: its category, its severity, all its conditions? */
export const ruleMatches = (rule: RoutingRule, facts: RoutingFacts): boolean =>
  (rule.category === EVERY_CATEGORY || isSame(rule.category, facts.category)) &&
  (rule.severity.length === 0 || rule.severity.includes(facts.severity)) &&
  rule.conditions.every((condition) => routingConditionHolds(condition, facts));

/** The first rule that matches, in the book's order (PRD-243 FR-2.1). Null only for a book without its catch-all. */
export const matchingRule = (book: readonly RoutingRule[], facts: RoutingFacts): RoutingRule | null =>
  book.find((rule) => ruleMatches(rule, facts)) ?? null;
