import { wordsOf } from '../testing/words.js';
import { badgeOf, type Standing } from './badge-state.js';

const say = wordsOf('en');
const quiet: Standing = { isSignedIn: true, open: 0, late: 0, nextDue: '', kept: 0, gap: '' };
const shown = (part: Partial<Standing>) => {
  const { text, ground, title } = badgeOf({ ...quiet, ...part }, say);
  return [text, ground, title];
};

test.each<[string, Partial<Standing>, string, string]>([
  ['nothing is open', {}, '', 'Understudy'],
  ['some are open', { open: 5, nextDue: '16:00' }, '5', '5 open escalations, next due 16:00'],
  ['more than 99 are open', { open: 100 }, '99+', '100 open escalations'],
  ['one is kept', { open: 5, kept: 1 }, '…', '1 escalation will be sent when you are back online'],
  ['several are kept', { kept: 3 }, '…', '3 escalations will be sent when you are back online'],
  ['the page has a gap', { open: 5, kept: 1, gap: 'Halvorsund' }, '!', 'Nobody covers Halvorsund'],
  ['some are late', { open: 5, late: 2, kept: 1, gap: 'x' }, '2', '2 of your 5 escalations are late'],
  ['nobody is signed in', { isSignedIn: false, late: 2, kept: 1 }, '', 'Understudy: sign in'],
])('when %s', (_, part, text, title) => {
  const [words, , tooltip] = shown(part);
  expect([words, tooltip]).toEqual([text, title]);
  expect(String(words).length).toBeLessThanOrEqual(3);
});

test('late and gap are red, kept amber, a count grey; signed out the mark is grey', () => {
  expect([{ open: 1, late: 1 }, { gap: 'x' }, { kept: 1 }, { open: 1 }].map((part) => shown(part)[1])).toEqual([
    '#c62a52',
    '#c62a52',
    '#ffc53d',
    '#60646c',
  ]);
  expect(badgeOf({ ...quiet, isSignedIn: false }, say).isOff).toBe(true);
});
