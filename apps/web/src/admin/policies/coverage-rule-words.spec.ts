import { RULE_FIELDS as DOMAIN_FIELDS, requireRule } from '@understudy/domain';
import {
  actionInWords,
  conditionInWords,
  firstValue,
  operatorsOf,
  RULE_FIELDS,
  ruleInWords,
  withOperator,
  wrongRule,
  type Condition,
} from './coverage-rule-words.js';

const names = { person: () => 'Sue Lindqvist', team: () => 'Team East' };
const nobody = { strategy: null, backup_user_id: null, backup_team_id: null, skill: null };

test.each<[Condition, string]>([
  [{ field: 'customer.arr', operator: 'gt', value: 100_000 }, 'the customer’s ARR is over €100,000'],
  [
    { field: 'customer.segment', operator: 'in', value: ['Enterprise', 'SMB'] },
    'the customer’s segment is Enterprise or SMB',
  ],
  [{ field: 'customer.segment', operator: 'not_in', value: ['A', 'B'] }, 'the customer’s segment is neither A nor B'],
  [{ field: 'absence.unplanned', operator: 'eq', value: true }, 'the absence is unplanned'],
  [{ field: 'absence.kind', operator: 'eq', value: 'sick' }, 'the kind of absence is sick leave'],
  [{ field: 'csm.team', operator: 'eq', value: '' }, 'the CSM’s team is nothing yet'],
])('%j reads "%s"', (condition, words) => {
  expect(conditionInWords(condition)).toBe(words);
});

test('a rule is one sentence', () => {
  const action = { ...nobody, strategy: 'workload' as const, backup_team_id: 't', skill: 'SSO' };
  expect(ruleInWords({ conditions: [], action }, names)).toBe(
    'For every customer, ask the least busy of Team East who knows SSO.',
  );
  expect(actionInWords({ ...nobody, backup_user_id: 'u' }, names)).toBe('Sue Lindqvist');
  expect(actionInWords({ ...nobody, strategy: 'round_robin', backup_team_id: 't' }, names)).toBe(
    'somebody in turn of Team East',
  );
});

test('every field of the rules has words, and what the editor begins with is what the rules take', () => {
  expect(new Set(RULE_FIELDS)).toEqual(new Set(Object.keys(DOMAIN_FIELDS)));
  for (const field of RULE_FIELDS)
    for (const operator of operatorsOf(field)) {
      const value = firstValue(field, operator);
      if (Array.isArray(value) && value.length === 0) continue;
      const action = { strategy: 'primary' as const, backupUserId: null, backupTeamId: null, skill: null };
      expect(() => requireRule({ conditions: [{ field, operator, value }], action })).not.toThrow();
    }
});

test('another operator keeps the value where it fits', () => {
  const condition: Condition = { field: 'customer.segment', operator: 'eq', value: 'SMB' };
  expect(withOperator(condition, 'in').value).toEqual(['SMB']);
  expect(withOperator({ ...condition, operator: 'in', value: ['SMB', 'Enterprise'] }, 'neq').value).toBe('SMB');
  expect(withOperator({ ...condition, operator: 'in', value: [] }, 'eq').value).toBe('');
});

test('what is missing is said at its place', () => {
  const conditions: Condition[] = [
    { field: 'customer.arr', operator: 'gt', value: Number.NaN },
    { field: 'customer.segment', operator: 'in', value: [] },
    { field: 'absence.days', operator: 'gt', value: 0 },
  ];
  expect(wrongRule({ name: ' ', active: true, conditions, action: nobody })).toEqual({
    name: 'A name is needed',
    'conditions.0': 'A number is needed',
    'conditions.1': 'A value is needed',
    action: 'Name a person, a team, a skill or a strategy',
  });
});
