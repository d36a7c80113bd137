import { policyInWords, wrongPolicy, type PolicyFields } from './policy-words.js';

const aPolicy = (fields: Partial<PolicyFields> = {}): PolicyFields => ({
  needs_approval: false,
  approve_within_minutes: 240,
  needs_acceptance: true,
  answer_within_minutes: 1440,
  urgent_answer_minutes: 15,
  strategy: 'primary',
  weights: { capacity: 0.3, familiarity: 0.3, skill: 0.25, fairness: 0 },
  load_weights: null,
  split_above: null,
  secondary: false,
  ladder: ['secondary', 'next-suggestion', 'team-fallback', 'manager'],
  notices: { method: 'manual', segments: null, min_days: 1 },
  brief_gate: { owner_hours: 24, manager_hours: 4 },
  ...fields,
});

test('the defaults read as what happens, in its order', () => {
  expect(policyInWords(aPolicy())).toEqual([
    'One backup gets the whole portfolio, unless nobody can carry it. Chosen: the best fit.',
    'No manager has to approve.',
    'Whoever is asked has 1 d to say yes, 15 min when the absence runs already.',
    'There is one backup, no second.',
    'Without an answer: the next suggestion, then the team’s fallback, then the manager.',
    'Customers are told when somebody sends the notice.',
    'Notes that are missing: the owner is reminded 24 h before, the manager 4 h before.',
  ]);
});

test('the second backup is a step only where one is asked', () => {
  expect(policyInWords(aPolicy({ secondary: true, ladder: ['secondary'] }))).toContain(
    'Without an answer: the second backup.',
  );
});

test('a ladder without steps is called a gap, and segments are named', () => {
  const words = policyInWords(
    aPolicy({ ladder: [], split_above: 20, notices: { method: 'auto', segments: ['Enterprise'], min_days: 3 } }),
  );
  expect(words).toContain('Without an answer nobody else is turned to: that is a gap.');
  expect(words).toContain('Customers are told automatically, for absences of 3 days or more, in Enterprise.');
  expect(words[0]).toBe('Portfolios of more than 20 customers are split. Chosen: the best fit.');
});

test.each([
  [{}, []],
  [{ urgent_answer_minutes: 2000 }, ['urgent_answer_minutes']],
  [{ answer_within_minutes: Number.NaN }, ['answer_within_minutes']],
  [{ brief_gate: { owner_hours: 4, manager_hours: 24 } }, ['brief_gate.manager_hours']],
  [{ weights: { capacity: 0, familiarity: 0, skill: 0, fairness: 1 } }, ['weights']],
  [{ split_above: 0 }, ['split_above']],
] as const)('a policy with %j is refused at %j', (fields, wrong) => {
  expect(Object.keys(wrongPolicy(aPolicy(fields)))).toEqual(wrong);
});
