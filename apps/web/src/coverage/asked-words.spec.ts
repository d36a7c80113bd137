import { askedWords } from './asked-words.js';

test.each([
  [['Ben'], 'Ben is asked here, and in Gmail and Slack where they are connected.'],
  [['Ben', 'Eva'], 'Ben and Eva are asked here, and in Gmail and Slack where they are connected.'],
])('who is asked (%j) hears of it here, and elsewhere only where that is connected', (names, words) =>
  expect(askedWords(names)).toBe(words),
);
