import { type RuleOperator, RULE_OPERATORS, type RuleScalar, type RuleValue } from './coverage-rules.js';
import { DomainError } from './errors.js';
import { type Severity, SEVERITIES } from './escalations.js';
import { isId } from './ids.js';

type FieldType = 'number' | 'text' | 'boolean' | 'severity' | 'hour' | 'weekday';

/** Everything a condition may look at (api.md); nothing else is ever read, whatever a rule names. */
export const ROUTING_FIELDS = {
  'customer.arr': 'number',
  'customer.health_score': 'number',
  'customer.segment': 'text',
  'customer.industry': 'text',
  'customer.stage': 'text',
  'customer.days_to_renewal': 'number',
  'escalation.severity': 'severity',
  'escalation.arr_at_risk': 'number',
  'csm.team': 'text',
  'csm.absent': 'boolean',
  hour: 'hour',
  weekday: 'weekday',
} as const satisfies Record<string, FieldType>;
export type RoutingField = keyof typeof ROUTING_FIELDS;

const EQUAL = ['eq', 'neq'] as const;
const LISTED = ['in', 'not_in'] as const;
const ORDERED = ['gt', 'gte', 'lt', 'lte'] as const;

const OPERATORS_OF = {
  number: [...EQUAL, ...ORDERED, ...LISTED],
  hour: [...EQUAL, ...ORDERED, ...LISTED],
  weekday: [...EQUAL, ...ORDERED, ...LISTED],
  text: [...EQUAL, ...LISTED, 'contains'],
  severity: [...EQUAL, ...LISTED],
  boolean: EQUAL,
} as const satisfies Record<FieldType, readonly RuleOperator[]>;

/** What a condition on the field may ask. */
export const operatorsOf = (field: RoutingField): readonly RuleOperator[] => OPERATORS_OF[ROUTING_FIELDS[field]];

/** As it was typed: field and operator may be anything until {@link problemsOfRule} says they are right. */
export interface RoutingCondition {
  readonly field: string;
  readonly operator: string;
  readonly value: RuleValue;
}

/** PRD-243's RoutingRule, field for field; `name` and a second owner are ours and may be left out. */
export interface RoutingRule {
  readonly id: string;
  readonly name?: string;
  /** A category's name whatever its case, or `*` for every one. */
  readonly category: string;
  /** Empty: every severity. */
  readonly severity: readonly Severity[];
  /** All must hold. */
  readonly conditions: readonly RoutingCondition[];
  readonly actions: {
    /** A person's id, a team's id, or `manager_of:{{csm_id}}`. */
    readonly assignTo: string;
    /** FR-2.2, in the same forms. */
    readonly assignSecondaryTo?: string;
    /** In the same forms; they become stakeholders "informed". */
    readonly notify: readonly string[];
    readonly createSlackChannel: boolean;
    readonly slaMultiplier?: number;
  };
}

export const EVERY_CATEGORY = '*';
export const MANAGER_OF_CSM = 'manager_of:{{csm_id}}';
export const MOST_RULES = 500;
export const SLA_MULTIPLIERS = { least: 0.05, most: 20 } as const;

/** What a new tenant begins with: the chain of managers of the customer's CSM. */
export const defaultRoutingBook = (id: string): readonly RoutingRule[] => [
  {
    id,
    name: 'Everything else',
    category: EVERY_CATEGORY,
    severity: [],
    conditions: [],
    actions: { assignTo: MANAGER_OF_CSM, notify: [], createSlackChannel: false },
  },
];

export type RoutingTarget = { readonly kind: 'manager-of-csm' } | { readonly kind: 'id'; readonly id: string };

/** Reads a target; compared with the closed forms, never evaluated. Null for anything else. */
export const parseTarget = (text: string): RoutingTarget | null => {
  const said = text.trim();
  if (said === MANAGER_OF_CSM) return { kind: 'manager-of-csm' };
  const id = said.toLowerCase();
  return isId(id) ? { kind: 'id', id } : null;
};

/** What people call the rule: its name, or what it is for. */
export const titleOfRule = ({ name, category, severity }: RoutingRule): string =>
  name ?? [category === EVERY_CATEGORY ? 'Any category' : category, ...severity].join(' ');

/** Matches everything: the one that must stand last. */
export const isCatchAll = ({ category, severity, conditions }: RoutingRule): boolean =>
  category === EVERY_CATEGORY && severity.length === 0 && conditions.length === 0;

const isField = (name: string): name is RoutingField => Object.hasOwn(ROUTING_FIELDS, name);
const isOperator = (name: string): name is RuleOperator => RULE_OPERATORS.some((operator) => operator === name);
const isList = (value: RuleValue): value is readonly RuleScalar[] => typeof value === 'object';

const FITS = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  text: (value) => typeof value === 'string' && value.trim() !== '',
  boolean: (value) => typeof value === 'boolean',
  severity: (value) => SEVERITIES.some((severity) => severity === value),
  hour: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 23,
  weekday: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 7,
} as const satisfies Record<FieldType, (value: RuleScalar) => boolean>;

const WANTED = {
  number: 'a number',
  text: 'a text',
  boolean: 'true or false',
  severity: 'one of P0, P1, P2, P3',
  hour: 'an hour from 0 to 23',
  weekday: 'a weekday from 1 (Monday) to 7',
} as const satisfies Record<FieldType, string>;

export interface RuleProblem {
  readonly path: string;
  readonly message: string;
}

const problemsOfCondition = ({ field, operator, value }: RoutingCondition, path: string): RuleProblem[] => {
  if (!isField(field))
    return [{ path: `${path}.field`, message: `must be one of ${Object.keys(ROUTING_FIELDS).join(', ')}` }];
  const type = ROUTING_FIELDS[field];
  const allowed: readonly string[] = OPERATORS_OF[type];
  if (!isOperator(operator))
    return [{ path: `${path}.operator`, message: `must be one of ${RULE_OPERATORS.join(', ')}` }];
  if (!allowed.includes(operator))
    return [{ path: `${path}.operator`, message: `${field} takes ${allowed.join(', ')}` }];
  if (LISTED.some((listed) => listed === operator)) {
    const fits = isList(value) && value.length > 0 && value.every((one) => FITS[type](one));
    return fits ? [] : [{ path: `${path}.value`, message: `must be a list; each of it ${WANTED[type]}` }];
  }
  return !isList(value) && FITS[type](value) ? [] : [{ path: `${path}.value`, message: `must be ${WANTED[type]}` }];
};

const TARGET_FORMS = `must be a person's id, a team's id or ${MANAGER_OF_CSM}`;

/** Everything that is wrong with one rule by itself, each with its path. */
export const problemsOfRule = ({ severity, conditions, actions }: RoutingRule): RuleProblem[] => {
  const problems = conditions.flatMap((condition, index) => problemsOfCondition(condition, `conditions.${index}`));
  if (new Set(severity).size !== severity.length) problems.push({ path: 'severity', message: 'each severity once' });
  for (const [path, target] of targetsOf(actions))
    if (parseTarget(target) === null) problems.push({ path, message: TARGET_FORMS });
  const { slaMultiplier: factor, assignTo, assignSecondaryTo } = actions;
  if (factor !== undefined && !(factor >= SLA_MULTIPLIERS.least && factor <= SLA_MULTIPLIERS.most))
    problems.push({
      path: 'actions.slaMultiplier',
      message: `must be from ${SLA_MULTIPLIERS.least} to ${SLA_MULTIPLIERS.most}`,
    });
  if (assignSecondaryTo !== undefined && assignSecondaryTo === assignTo && assignTo !== MANAGER_OF_CSM)
    problems.push({ path: 'actions.assignSecondaryTo', message: 'must be somebody else than assignTo' });
  return problems;
};

/** Every target of a rule with its path. */
export const targetsOf = (actions: RoutingRule['actions']): [path: string, target: string][] => [
  ['actions.assignTo', actions.assignTo],
  ...(actions.assignSecondaryTo === undefined
    ? []
    : [['actions.assignSecondaryTo', actions.assignSecondaryTo] satisfies [string, string]]),
  ...actions.notify.map((target, index): [string, string] => [`actions.notify.${index}`, target]),
];

/**
 * The whole book, in its order: each rule right by itself, and one that matches everything as the last, and only there. Throws
 * routing-rules.malformed with every problem, the path beginning with the rule's place in the list.
 */
export const requireRoutingBook = (rules: readonly RoutingRule[]): readonly RoutingRule[] => {
  const problems = rules.flatMap((rule, index) =>
    problemsOfRule(rule).map(({ path, message }) => ({ path: `rules.${index}.${path}`, message })),
  );
  const last = rules.at(-1);
  if (!last || !isCatchAll(last))
    problems.push({
      path: 'rules',
      message: 'the last rule must match everything: category *, no severity, no conditions',
    });
  rules.slice(0, -1).forEach((rule, index) => {
    if (isCatchAll(rule))
      problems.push({ path: `rules.${index}`, message: 'matches everything, so nothing after it is ever asked' });
  });
  if (new Set(rules.map(({ id }) => id)).size !== rules.length)
    problems.push({ path: 'rules', message: 'two rules have the same id' });
  if (rules.length > MOST_RULES) problems.push({ path: 'rules', message: `at most ${MOST_RULES} rules` });
  if (problems.length > 0) throw new DomainError('routing-rules.malformed', { problems });
  return rules;
};
