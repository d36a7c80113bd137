import { MANAGER_OF_CSM, problemsOfRule, ROUTING_FIELDS } from '@understudy/domain';
import { conditionOn, conditionWords, FIELD_NAMES, operatorChoices, withOperator } from './condition-words.js';
import { bookWith, NEW_RULE, type RuleForm, toBody, toForm } from './rule-form.js';
import { sentenceOf } from './rule-words.js';

const PEOPLE: Readonly<Record<string, string>> = { sue: 'Sue Lindqvist', sid: 'Sid Rahman', mia: 'Mia Kruse' };
const read = (form: Partial<RuleForm>, isLast = false) =>
  sentenceOf({ ...NEW_RULE, ...form }, (id) => PEOPLE[id], isLast);
const arr = { field: 'customer.arr', operator: 'gt', value: 100_000 };

test.each<[Partial<RuleForm>, string]>([
  [{}, 'When any escalation of any severity comes in, give it to the manager of the CSM.'],
  [
    {
      category: 'Technical',
      severity: ['P1', 'P0'],
      conditions: [arr, { field: 'customer.segment', operator: 'eq', value: 'Enterprise' }],
      assignTo: 'sue',
      assignSecondaryTo: 'sid',
      notify: ['mia', MANAGER_OF_CSM],
      createSlackChannel: true,
      slaMultiplier: 0.5,
    },
    'When a Technical escalation of P0 or P1 comes in for a customer with ARR over €100,000 and segment Enterprise, give it to Sue Lindqvist, then Sid Rahman. Tell Mia Kruse and the manager of the CSM, open a war room and use half the normal time.',
  ],
  [
    {
      category: 'Integration',
      conditions: [
        { field: 'csm.absent', operator: 'eq', value: true },
        { field: 'weekday', operator: 'in', value: [6, 7] },
        { field: 'hour', operator: 'gte', value: 18 },
      ],
      assignTo: 'sid',
      slaMultiplier: 3,
    },
    'When an Integration escalation of any severity comes in for a customer whose CSM is away, on Saturday or Sunday and from 18:00 on where the CSM is, give it to Sid Rahman. Use 3 times the normal time.',
  ],
  [{ assignTo: '' }, 'When any escalation of any severity comes in, give it to nobody yet.'],
])('a rule reads as people would say it %#', (form, words) => expect(read(form)).toBe(words));

test('the last rule is for everything else', () =>
  expect(read({ assignTo: 'mia' }, true)).toBe(
    'When no rule above matches and the category names nobody, give it to Mia Kruse.',
  ));

test.each([
  [{ field: 'csm.absent', operator: 'neq', value: true }, 'is there'],
  [
    { field: 'customer.stage', operator: 'not_in', value: ['churned', 'new', 'x'] },
    'stage other than churned, new or x',
  ],
  [{ field: 'customer.industry', operator: 'contains', value: 'bank' }, 'industry with the words bank'],
  [{ field: 'customer.arr', operator: 'lt', value: '' }, 'ARR under …'],
  [{ field: 'weekday', operator: 'neq', value: 3 }, 'not on Wednesday'],
])('%o reads as "%s"', (condition, words) => expect(conditionWords(condition)).toBe(words));

test('every field there is has words and something that may be asked of it', () => {
  expect(Object.keys(FIELD_NAMES).toSorted()).toEqual(Object.keys(ROUTING_FIELDS).toSorted());
  for (const field of Object.keys(FIELD_NAMES)) {
    const offered = operatorChoices(field).map(({ operator }) => operator);
    expect(offered).toContain(conditionOn(field).operator);
    expect(conditionWords(conditionOn(field))).not.toMatch(/undefined|\./);
  }
});

test('another operator keeps what was entered', () => {
  const one = { field: 'customer.segment', operator: 'eq', value: 'Enterprise' };
  expect(withOperator(one, 'in').value).toEqual(['Enterprise']);
  expect(withOperator(withOperator(one, 'in'), 'neq').value).toBe('Enterprise');
  expect(withOperator({ ...one, value: '' }, 'in').value).toEqual([]);
});

test('a rule survives the form, and what the form says is a rule', () => {
  const rule = {
    ...toBody({ ...NEW_RULE, conditions: [arr], severity: ['P0'], slaMultiplier: 2, name: ' Day ' }),
    id: 'x',
  };
  expect(
    toBody(
      toForm({
        ...rule,
        severity: ['P0'],
        conditions: [arr],
        actions: { ...rule.actions, notify: [], createSlackChannel: false },
      }),
    ),
  ).toEqual(toBody({ ...NEW_RULE, conditions: [arr], severity: ['P0'], slaMultiplier: 2, name: 'Day' }));
  expect(
    problemsOfRule({
      ...NEW_RULE,
      id: 'x',
      actions: { ...toBody(NEW_RULE).actions, notify: [], createSlackChannel: false },
    }),
  ).toEqual([]);
});

test('a new rule comes before the one for everything else, a known one stays in its place', () => {
  const stored = (id: string, position: number) => ({
    id,
    position,
    version: 4,
    category: '*',
    severity: [],
    conditions: [],
    actions: { assignTo: MANAGER_OF_CSM, notify: [], createSlackChannel: false },
  });
  const book = { version: 4, items: [stored('a', 1), stored('last', 2)] };
  expect(bookWith(book, 'new', NEW_RULE).map(({ id }) => id)).toEqual(['a', 'new', 'last']);
  expect(bookWith(book, 'a', { ...NEW_RULE, name: 'A' })[0]).toMatchObject({ id: 'a', name: 'A' });
});
