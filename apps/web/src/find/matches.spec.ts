import { matches } from './matches.js';

test.each([
  ['Audit log', '', true],
  ['Audit log', 'log', true],
  ['Audit log', 'AUD L', true],
  ['Audit log', 'dit', false],
  ['Audit log', 'audit team', false],
  ['Be somebody else', 'sombody', false],
  ['Über uns', 'uber', true],
])('%s, typed "%s": %s', (words, typed, expected) => {
  expect(matches(words, typed)).toBe(expected);
});
