import { ApiProblem, NoAnswer } from '@understudy/api-client';
import { aCustomer, aProposal } from './a-proposal.js';
import {
  answerOf,
  askWords,
  capacityWords,
  ifTheyAccept,
  ladderWords,
  renewalWords,
  timeWords,
  titleOf,
  withinWords,
  withoutProposal,
} from './setup-words.js';
import { sharesOf } from './shares.js';

const proposal = aProposal();
const shares = sharesOf(proposal, {}, null);

test.each([
  [['Ben'], 'Ben accepts'],
  [['Ben', 'Eva'], 'both accept'],
  [['Ben', 'Eva', 'Finn'], 'all three accept'],
  [Array.from({ length: 12 }, () => 'Ben'), 'all 12 accept'],
])('if %j', (names, words) => {
  expect(ifTheyAccept(names)).toBe(words);
});

test('the answer names nobody who said yes already, and the gap before anything else', () => {
  expect(answerOf(proposal, shares)).toBe('No gap, if both accept');
  const agreed = aProposal({ asked: [{ user_id: 'ben', accepted: true, customer_ids: ['Corvane', 'Lumaris'] }] });
  expect(answerOf(agreed, shares)).toBe('No gap, if Eva accepts');
  expect(askWords(agreed, shares)).toBe('Ask Eva');
  const open = aProposal({ customers: [aCustomer('Corvane', null)] });
  expect(answerOf(open, sharesOf(open, {}, null))).toBe('1 customer with nobody');
  const none = aProposal({ customers: [] });
  expect(answerOf(none, sharesOf(none, {}, null))).toBe('No customer to cover');
  expect(askWords(none, sharesOf(none, {}, null))).toBe('Set up');
});

test('where no yes is needed nobody is waited for', () => {
  const sure = aProposal({ policy: { ...proposal.policy, needs_acceptance: false } });
  expect(answerOf(sure, shares)).toBe('No customer is left alone');
});

test('time, answers and the ladder in words', () => {
  expect(timeWords(proposal)).toBe('20 to 31 Jul, 10 working days.');
  expect(timeWords(aProposal({ absence: { ...proposal.absence, end_date: null } }))).toBe(
    'from 20 Jul, nobody knows yet until when.',
  );
  expect([2881, 2880, 1441, 1440, 1380, 240, 91, 90, 30].map(withinWords)).toEqual([
    'within 3 days',
    'within 2 days',
    'within 25 hours',
    'within a day',
    'within 23 hours',
    'within 4 hours',
    'within 2 hours',
    'within 90 minutes',
    'within 30 minutes',
  ]);
  expect(ladderWords(proposal)).toBe('No answer: the next suggestion is asked, then Mia Kruse.');
  expect(titleOf('who', proposal, true)).toBe('Who covers your 3 customers?');
  expect(titleOf('who', proposal, false)).toBe('Who covers Ana’s 3 customers?');
});

test('capacity: who is over, else who comes closest', () => {
  expect(capacityWords(shares)).toEqual({ isOver: false, words: 'Nobody above capacity; closest is Eva 31 of 32' });
  const over = sharesOf(proposal, { Corvane: 'eva', Lumaris: 'eva' }, ['ben', 'eva']);
  expect(capacityWords(over)).toEqual({ isOver: true, words: 'Above capacity: Eva 33 of 32' });
});

test('renewals inside, the soonest first, with whom they are', () => {
  const renewing = aProposal({
    customers: [
      aCustomer('Lumaris', 'eva', { renews_inside: true, renewal_on: '2026-07-30' }),
      aCustomer('Corvane', 'ben', { renews_inside: true, renewal_on: '2026-07-21' }),
    ],
  });
  expect(renewalWords(renewing, sharesOf(renewing, {}, null))).toEqual([
    'Corvane on Tue 21 Jul with Ben',
    'Lumaris on Thu 30 Jul with Eva',
  ]);
});

test('without a proposal nobody is told to wait for one that will not come', () => {
  const past = new ApiProblem({
    type: 'about:blank',
    title: 'x',
    status: 422,
    code: 'absences.in-the-past',
    detail: 'x',
    request_id: 'x',
  });
  const wrong = withoutProposal(true, past);
  expect(wrong.sub).toBe('The days come first: these cannot be.');
  expect(wrong.aside).toMatch(/^As soon as the days are right/);
  expect(withoutProposal(false, null)).toEqual(wrong);
  expect(withoutProposal(true, null)).toEqual({ sub: 'Reading what is known.', aside: null });
  expect(withoutProposal(true, new NoAnswer(0)).sub).toBe('What is known did not load.');
});
