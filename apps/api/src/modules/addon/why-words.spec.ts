import { reasonsToAsk } from './why-words.js';

const factors = { familiarity_score: 24.2, skill_match_score: 30, capacity_score: 12, preference_score: 0 };

test('what was worked out for the whole portfolio is said of it where only a part is asked for', () => {
  expect(reasonsToAsk(factors, { isForAll: true, owner: 'Ana Duarte' })).toEqual([
    'You have worked with 24 % of these customers',
    'Your skills fit 30 % of what they need',
    '12 % of your limit is free',
  ]);
  expect(reasonsToAsk(factors, { isForAll: false, owner: 'Ana Duarte' })).toEqual([
    'You have worked with 24 % of all customers of Ana Duarte',
    'Your skills fit 30 % of what all customers of Ana Duarte need',
    '12 % of your limit is free',
  ]);
});

test('nobody worked it out: nothing speaks for them', () => {
  expect(reasonsToAsk(null, { isForAll: true, owner: 'Ana Duarte' })).toEqual([]);
});
