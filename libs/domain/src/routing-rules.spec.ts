import { DomainError } from './errors.js';
import { matchingRule, type RoutingFacts, routingConditionHolds, weekHourOf } from './routing-match.js';
import {
  defaultRoutingBook,
  MANAGER_OF_CSM,
  parseTarget,
  problemsOfRule,
  requireRoutingBook,
  type RoutingCondition,
  type RoutingRule,
  titleOfRule,
} from './routing-rules.js';

const ID = '00000000-0000-4000-8000-000000000001';
const aRule = (more: Partial<RoutingRule> = {}): RoutingRule => ({
  id: ID,
  category: 'Technical',
  severity: [],
  conditions: [],
  actions: { assignTo: MANAGER_OF_CSM, notify: [], createSlackChannel: false },
  ...more,
});
const catchAll = aRule({ id: '00000000-0000-4000-8000-00000000ffff', category: '*' });
const facts = (more: Partial<RoutingFacts> = {}): RoutingFacts => ({
  category: 'Technical',
  severity: 'P1',
  arrAtRisk: 50_000,
  customer: {
    arr: 120_000,
    healthScore: 48,
    segment: 'Enterprise',
    industry: 'Fintech',
    stage: 'renewal',
    daysToRenewal: 20,
  },
  csm: { team: ['EMEA', ID], isAbsent: false },
  hour: 14,
  weekday: 3,
  ...more,
});
const holds = (field: string, operator: string, value: RoutingCondition['value'], of = facts()) =>
  routingConditionHolds({ field, operator, value }, of);

describe('a condition', () => {
  test.each<[string, string, RoutingCondition['value'], boolean]>([
    ['customer.arr', 'gte', 120_000, true],
    ['customer.arr', 'gt', 120_000, false],
    ['customer.health_score', 'lt', 50, true],
    ['customer.health_score', 'lte', 47, false],
    ['customer.segment', 'eq', ' enterprise ', true],
    ['customer.segment', 'neq', 'SMB', true],
    ['customer.industry', 'contains', 'TECH', true],
    ['customer.stage', 'in', ['adoption', 'Renewal'], true],
    ['customer.stage', 'not_in', ['renewal'], false],
    ['customer.days_to_renewal', 'lte', 30, true],
    ['escalation.severity', 'in', ['P0', 'P1'], true],
    ['escalation.arr_at_risk', 'eq', 50_000, true],
    ['csm.team', 'eq', 'emea', true],
    ['csm.team', 'eq', ID, true],
    ['csm.team', 'neq', 'EMEA', false],
    ['csm.team', 'not_in', ['Americas'], true],
    ['csm.absent', 'eq', false, true],
    ['hour', 'gte', 14, true],
    ['hour', 'lt', 14, false],
    ['weekday', 'in', [6, 7], false],
  ])('%s %s %j: %s', (field, operator, value, expected) => {
    expect(holds(field, operator, value)).toBe(expected);
  });

  test.each(['eq', 'neq', 'gt', 'lt', 'in', 'not_in', 'contains'])(
    '%s never holds for what is not known',
    (operator) => {
      const unknown = facts({
        customer: { arr: null, healthScore: null, segment: null, industry: null, stage: null, daysToRenewal: null },
        csm: { team: [], isAbsent: null },
      });
      const value = operator === 'in' || operator === 'not_in' ? ['x'] : 'x';
      for (const field of ['customer.segment', 'customer.days_to_renewal', 'csm.team', 'csm.absent'])
        expect(holds(field, operator, value, unknown)).toBe(false);
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'customer', 'customer.name', ''])(
    'on %j is refused, and would never hold',
    (field) => {
      expect(problemsOfRule(aRule({ conditions: [{ field, operator: 'eq', value: 'x' }] }))).toEqual([
        { path: 'conditions.0.field', message: expect.stringContaining('must be one of customer.arr') },
      ]);
      for (const operator of ['eq', 'neq', 'not_in']) expect(holds(field, operator, ['x'])).toBe(false);
    },
  );

  test.each<[string, RoutingCondition, string]>([
    ['an unknown operator', { field: 'hour', operator: '__proto__', value: 1 }, 'conditions.0.operator'],
    ['text that is ordered', { field: 'customer.segment', operator: 'gt', value: 'A' }, 'conditions.0.operator'],
    ['a yes or no in a list', { field: 'csm.absent', operator: 'in', value: [true] }, 'conditions.0.operator'],
    ['a number as text', { field: 'customer.arr', operator: 'gte', value: '5' }, 'conditions.0.value'],
    ['a list for one value', { field: 'customer.arr', operator: 'eq', value: [5] }, 'conditions.0.value'],
    ['one value for a list', { field: 'customer.stage', operator: 'in', value: 'live' }, 'conditions.0.value'],
    ['an empty list', { field: 'customer.stage', operator: 'in', value: [] }, 'conditions.0.value'],
    ['an hour there is not', { field: 'hour', operator: 'eq', value: 24 }, 'conditions.0.value'],
    ['a weekday there is not', { field: 'weekday', operator: 'in', value: [0] }, 'conditions.0.value'],
    ['a severity there is not', { field: 'escalation.severity', operator: 'eq', value: 'P9' }, 'conditions.0.value'],
    ['a number without end', { field: 'customer.arr', operator: 'lt', value: Infinity }, 'conditions.0.value'],
  ])('%s is refused with its path', (_, condition, path) => {
    expect(problemsOfRule(aRule({ conditions: [condition] }))).toEqual([{ path, message: expect.any(String) }]);
  });
});

describe('a target', () => {
  test('is an id or the manager of the CSM, and nothing that could be run', () => {
    expect(parseTarget(' manager_of:{{csm_id}} ')).toEqual({ kind: 'manager-of-csm' });
    expect(parseTarget(ID.toUpperCase())).toEqual({ kind: 'id', id: ID });
    for (const text of ['', 'mia', 'manager_of:{{user_id}}', 'manager_of:{{csm_id}}()', '${csm_id}', `${ID}x`])
      expect(parseTarget(text)).toBeNull();
  });

  test('of another form is refused wherever it stands', () => {
    const actions = {
      assignTo: 'mia',
      assignSecondaryTo: '{{csm_id}}',
      notify: [ID, 'all'],
      createSlackChannel: false,
    };
    expect(problemsOfRule(aRule({ actions })).map(({ path }) => path)).toEqual([
      'actions.assignTo',
      'actions.assignSecondaryTo',
      'actions.notify.1',
    ]);
  });

  test.each([0, -1, 0.049, 20.1, Number.NaN])('a clock cannot run at %d times its length', (slaMultiplier) => {
    const actions = { ...aRule().actions, slaMultiplier };
    expect(problemsOfRule(aRule({ actions }))).toEqual([
      { path: 'actions.slaMultiplier', message: 'must be from 0.05 to 20' },
    ]);
  });
});

describe('a book', () => {
  const problems = (rules: RoutingRule[]): unknown => {
    try {
      requireRoutingBook(rules);
      return null;
    } catch (error) {
      return (
        error instanceof DomainError && [
          error.code,
          (error.details['problems'] as { path: string }[]).map(({ path }) => path),
        ]
      );
    }
  };

  test('needs its catch-all, as the last and only there', () => {
    expect(problems([aRule(), catchAll])).toBeNull();
    expect(problems([])).toEqual(['routing-rules.malformed', ['rules']]);
    expect(problems([catchAll, aRule()])).toEqual(['routing-rules.malformed', ['rules', 'rules.0']]);
    expect(problems([{ ...catchAll, severity: ['P0'] }])).toEqual(['routing-rules.malformed', ['rules']]);
    expect(problems([{ ...catchAll, id: ID }, catchAll])).toEqual(['routing-rules.malformed', ['rules.0']]);
  });

  test('has each id once, and all problems of all rules are said together', () => {
    const bad = aRule({ severity: ['P0', 'P0'], conditions: [{ field: 'x', operator: 'eq', value: 1 }] });
    expect(problems([bad, aRule(), catchAll])).toEqual([
      'routing-rules.malformed',
      ['rules.0.conditions.0.field', 'rules.0.severity', 'rules'],
    ]);
  });

  test('of a new tenant gives everything to the managers of the CSM', () => {
    expect(requireRoutingBook(defaultRoutingBook(ID))).toMatchObject([
      { category: '*', actions: { assignTo: MANAGER_OF_CSM } },
    ]);
  });
});

describe('the rule that decides', () => {
  const p0 = aRule({ id: '00000000-0000-4000-8000-00000000000a', severity: ['P0'] });
  const rich = aRule({
    id: '00000000-0000-4000-8000-00000000000b',
    category: '*',
    conditions: [
      { field: 'customer.arr', operator: 'gte', value: 100_000 },
      { field: 'customer.health_score', operator: 'lt', value: 50 },
    ],
  });
  const any = aRule();

  test.each<[string, Partial<RoutingFacts>, RoutingRule]>([
    ['the first that matches, also when a later one does', { severity: 'P0' }, p0],
    ['the next when the severity is another one', {}, rich],
    ['whatever the case of the category', { category: 'tEchnical', customer: { ...facts().customer, arr: 1 } }, any],
    ['all its conditions must hold', { customer: { ...facts().customer, healthScore: 50 } }, any],
    ['the catch-all for everything else', { category: 'Legal', customer: { ...facts().customer, arr: 1 } }, catchAll],
  ])('%s', (_, more, expected) => {
    expect(matchingRule([p0, rich, any, catchAll], facts(more))).toBe(expected);
  });

  test('is called by its name, or by what it is for', () => {
    expect(titleOfRule(aRule({ name: 'Big ones' }))).toBe('Big ones');
    expect(titleOfRule(aRule({ severity: ['P0', 'P1'] }))).toBe('Technical P0 P1');
    expect(titleOfRule(catchAll)).toBe('Any category');
  });
});

test('the hour and the weekday are those of the CSM, over midnight and on clock changes', () => {
  const late = Temporal.Instant.from('2026-07-05T22:30:00Z');
  expect(weekHourOf(late, 'Europe/Lisbon')).toEqual({ hour: 23, weekday: 7 });
  expect(weekHourOf(late, 'Europe/Berlin')).toEqual({ hour: 0, weekday: 1 });
  expect(weekHourOf(late, 'Asia/Kolkata')).toEqual({ hour: 4, weekday: 1 });
  expect(weekHourOf(Temporal.Instant.from('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toEqual({ hour: 3, weekday: 7 });
});
