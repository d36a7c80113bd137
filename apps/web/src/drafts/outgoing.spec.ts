import fc from 'fast-check';
import { joined, restOf } from './outgoing.js';

test('what is typed while a message is on its way is left when it has arrived, to the letter', () =>
  fc.assert(fc.property(fc.string(), fc.string(), (sent, typed) => restOf(joined(sent, typed), sent) === typed)));

test('what did not arrive stands before what was typed since', () =>
  expect(joined('Eleven are right now.', 'Twelve.')).toBe('Eleven are right now.\n\nTwelve.'));

test.each([
  ['nothing was typed since', 'Eleven', ''],
  ['the words were changed meanwhile', 'Eleven of them', 'Eleven of them'],
  ['they were taken out meanwhile', 'Twelve', 'Twelve'],
])('of what arrived nothing else is taken away: %s', (_, kept, left) => expect(restOf(kept, 'Eleven')).toBe(left));
