import { clockSentence } from './clocks-form.js';
import { hoursWords, minutesWords, wholeNumber, wrongNumber } from './clock-words.js';

test.each([
  [4, '4 h'],
  [24, '24 h'],
  [72, '3 d'],
  [100, '100 h'],
])('%i hours round the clock are "%s"', (hours, words) => expect(hoursWords(hours, true)).toBe(words));

test.each([
  [4, '4 working h'],
  [72, '72 working h'],
  [168, '168 working h'],
])('%i hours of work are "%s", never days', (hours, words) => expect(hoursWords(hours, false)).toBe(words));

test('minutes of work are called so', () =>
  expect([480, 15, NaN].map((minutes) => minutesWords(minutes, false))).toEqual([
    '8 working h',
    '15 working min',
    '…',
  ]));

const P2 = {
  response_minutes: 480,
  resolution_hours: 72,
  round_the_clock: false,
  calendar_id: null,
  climb_minutes: 60,
  stale_minutes: 60,
};
test.each([
  [P2, 'Answered in 8 working h, solved in 72 working h, in the hours of the shop. Unanswered, it climbs after 1 h.'],
  [
    { ...P2, round_the_clock: true, climb_minutes: null },
    'Answered in 8 h, solved in 3 d, round the clock. It does not climb by itself.',
  ],
])('clocks in a sentence (%#)', (clock, words) => expect(clockSentence(clock, 'the shop')).toBe(words));

test.each([
  [15, '15 min'],
  [60, '1 h'],
  [90, '1 h 30'],
  [2880, '2 d'],
])('%i minutes are "%s"', (minutes, words) => expect(minutesWords(minutes)).toBe(words));

test('only whole numbers within the limits are taken', () => {
  expect([wholeNumber('15'), wholeNumber(''), wholeNumber('1.5'), wholeNumber('-1')]).toEqual([15, NaN, NaN, NaN]);
  expect([wrongNumber(1, 1, 10), wrongNumber(10, 1, 10)]).toEqual([undefined, undefined]);
  expect(wrongNumber(0, 1, 10)).toBe('A whole number from 1 to 10');
  expect(wrongNumber(NaN, 1, 10)).toBeDefined();
});
