import { hoursWords, minutesWords, wholeNumber, wrongNumber } from './clock-words.js';

test.each([
  [4, '4 h'],
  [24, '24 h'],
  [72, '3 d'],
  [100, '100 h'],
])('%i hours are "%s"', (hours, words) => expect(hoursWords(hours)).toBe(words));

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
