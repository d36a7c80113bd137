import {
  type CoverageRule,
  firstMatch,
  holds,
  requireRule,
  type RuleCondition,
  type RuleFacts,
} from './coverage-rules.js';
import { asId, type UserId } from './ids.js';

const facts: RuleFacts = {
  customer: {
    arr: 250_000,
    healthScore: 42,
    segment: 'Enterprise',
    industry: 'Banking',
    stage: 'renewal',
    daysToRenewal: 21,
    language: null,
  },
  absence: { kind: 'sick', days: null, unplanned: true },
  team: 'EMEA',
};
const BEN = asId<UserId>('00000000-0000-4000-8000-000000000002');
const rule = (id: string, position: number, conditions: RuleCondition[], active = true): CoverageRule => ({
  id,
  position,
  name: id,
  active,
  conditions,
  action: { strategy: null, backupUserId: BEN, backupTeamId: null, skill: null },
});

test.each<[RuleCondition, boolean]>([
  [{ field: 'customer.arr', operator: 'gte', value: 250_000 }, true],
  [{ field: 'customer.arr', operator: 'gt', value: 250_000 }, false],
  [{ field: 'customer.health_score', operator: 'lt', value: 50 }, true],
  [{ field: 'customer.days_to_renewal', operator: 'lte', value: 20 }, false],
  [{ field: 'customer.segment', operator: 'eq', value: 'enterprise' }, true],
  [{ field: 'customer.segment', operator: 'neq', value: 'Enterprise' }, false],
  [{ field: 'customer.industry', operator: 'in', value: ['Insurance', 'banking'] }, true],
  [{ field: 'customer.industry', operator: 'not_in', value: ['Insurance', 'banking'] }, false],
  [{ field: 'customer.industry', operator: 'contains', value: 'ank' }, true],
  [{ field: 'absence.kind', operator: 'eq', value: 'sick' }, true],
  [{ field: 'absence.unplanned', operator: 'eq', value: true }, true],
  [{ field: 'csm.team', operator: 'eq', value: 'EMEA' }, true],
  [{ field: 'customer.language', operator: 'eq', value: 'de' }, false],
  [{ field: 'customer.language', operator: 'neq', value: 'de' }, true],
  [{ field: 'absence.days', operator: 'gt', value: 1 }, false],
  [{ field: 'absence.days', operator: 'lte', value: 1 }, false],
])('%j is %s', (condition, expected) => {
  expect(holds(condition, facts)).toBe(expected);
});

test('all conditions have to hold, the lowest position decides, no condition always holds', () => {
  const big: RuleCondition = { field: 'customer.arr', operator: 'gt', value: 1 };
  const healthy: RuleCondition = { field: 'customer.health_score', operator: 'gt', value: 80 };
  const rules = [rule('all', 9, []), rule('both', 1, [big, healthy]), rule('big', 3, [big]), rule('off', 0, [], false)];
  expect(firstMatch(rules, facts)?.id).toBe('big');
  expect(firstMatch([rule('b', 1, []), rule('a', 1, [])], facts)?.id).toBe('a');
  expect(firstMatch([], facts)).toBeNull();
});

test.each<[string, RuleCondition]>([
  ['text compared as more', { field: 'customer.segment', operator: 'gt', value: 'a' }],
  ['a number compared with text', { field: 'customer.arr', operator: 'eq', value: '1' }],
  ['a list where one value is meant', { field: 'customer.segment', operator: 'eq', value: ['a'] }],
  ['one value where a list is meant', { field: 'customer.segment', operator: 'in', value: 'a' }],
  ['an empty list', { field: 'customer.segment', operator: 'in', value: [] }],
  ['looking into a number', { field: 'customer.arr', operator: 'contains', value: '1' }],
  ['a kind of absence there is not', { field: 'absence.kind', operator: 'eq', value: 'holiday' }],
])('refused with its place: %s', (_, condition) => {
  const act = () => requireRule(rule('r', 1, [{ field: 'customer.arr', operator: 'gt', value: 1 }, condition]));
  expect(act).toThrow(
    expect.objectContaining({ details: { problems: [expect.objectContaining({ path: 'conditions.1' })] } }),
  );
});

test('an action that chooses nobody, or a person and more, is refused', () => {
  const none = { strategy: null, backupUserId: null, backupTeamId: null, skill: null };
  expect(() => requireRule({ conditions: [], action: none })).toThrow('coverage-rules.malformed');
  expect(() => requireRule({ conditions: [], action: { ...none, backupUserId: BEN, skill: 'SSO' } })).toThrow(
    'coverage-rules.malformed',
  );
  expect(requireRule({ conditions: [], action: { ...none, strategy: 'workload' as const } })).toBeDefined();
});
