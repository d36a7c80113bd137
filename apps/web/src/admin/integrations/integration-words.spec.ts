import { answerOf, byPressing, type Integration, mendWords, stateChip } from './integration-words.js';

const one = (kind: Integration['kind'], more: Partial<Integration> = {}): Integration => ({
  kind,
  state: 'connected',
  tier: null,
  detail: 'x',
  problem: null,
  last_ok_at: null,
  lost: [],
  at_risk: { total: 0, absences: [] },
  ...more,
});

test('what is lost comes first, then what wants something, then what works, then what is not connected', () => {
  const items = [
    one('mail', { state: 'not_connected' }),
    one('addon'),
    one('pto', { problem: 'Names are unclear' }),
    one('slack', { state: 'degraded' }),
    one('google', { state: 'lost' }),
  ];
  expect(byPressing(items).map(({ kind }) => kind)).toEqual(['google', 'slack', 'pto', 'addon', 'mail']);
});

test.each<[readonly Integration[], string]>([
  [[one('google', { state: 'lost' }), one('slack', { state: 'lost' })], 'Google and Slack are lost'],
  [[one('google', { state: 'lost' }), one('slack', { state: 'degraded' })], 'Google is lost'],
  [[one('google'), one('slack', { state: 'degraded' })], '1 integration wants something'],
  [[one('google'), one('slack', { state: 'not_connected' })], 'All 1 that are connected work'],
  [[one('google', { state: 'not_connected' })], 'Nothing is connected yet'],
])('the title is the answer %#', (items, words) => expect(answerOf(items)).toBe(words));

test('one button mends what is wrong, and there is none where nothing presses', () => {
  expect(mendWords(one('slack', { state: 'not_connected' }))).toBe('Install');
  expect(mendWords(one('slack', { state: 'lost' }))).toBe('Install again');
  expect(mendWords(one('google', { problem: 'x' }))).toBe('See what to do');
  expect(mendWords(one('google'))).toBeNull();
  expect(stateChip(one('pto', { problem: 'x' })).tone).toBe('waiting');
});
