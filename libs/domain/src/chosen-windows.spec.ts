import { type ChosenWindow, chosenWindowsToSpans, sameHoursEachDay } from './chosen-windows.js';

const day = (text: string) => Temporal.PlainDate.from(text);
const days = (first: string, last: string, timeZone = 'Europe/Lisbon') => ({
  firstOn: day(first),
  lastOn: day(last),
  timeZone,
});
const window = (on: string, from: string, to: string): ChosenWindow => ({
  on: day(on),
  from: Temporal.PlainTime.from(from),
  to: Temporal.PlainTime.from(to),
});
const shown = (...given: Parameters<typeof chosenWindowsToSpans>) =>
  chosenWindowsToSpans(...given).map(({ startsAt, endsAt }) => `${startsAt}/${endsAt}`);
const code = (...given: Parameters<typeof chosenWindowsToSpans>): unknown => {
  try {
    return chosenWindowsToSpans(...given);
  } catch (error) {
    return Reflect.get(error as object, 'code');
  }
};

test('hours of certain days are real times in the person’s zone', () => {
  expect(
    shown(days('2026-07-06', '2026-07-08'), [
      window('2026-07-08', '14:00', '16:30'),
      window('2026-07-06', '09:00', '12:00'),
    ]),
  ).toEqual(['2026-07-06T08:00:00Z/2026-07-06T11:00:00Z', '2026-07-08T13:00:00Z/2026-07-08T15:30:00Z']);
});

test('touching and overlapping hours are one; "24:00" is the midnight that ends the day', () => {
  expect(
    shown(days('2026-07-06', '2026-07-06', 'UTC'), [
      window('2026-07-06', '12:00', '00:00'),
      window('2026-07-06', '09:00', '11:00'),
      window('2026-07-06', '10:00', '12:00'),
    ]),
  ).toEqual(['2026-07-06T09:00:00Z/2026-07-07T00:00:00Z']);
});

test('the same wall-clock hours on both sides of a clock change', () => {
  expect(
    shown(days('2026-10-31', '2026-11-01', 'America/New_York'), [
      window('2026-10-31', '09:00', '12:00'),
      window('2026-11-01', '09:00', '12:00'),
    ]),
  ).toEqual(['2026-10-31T13:00:00Z/2026-10-31T16:00:00Z', '2026-11-01T14:00:00Z/2026-11-01T17:00:00Z']);
});

test.each([
  ['a day before the absence', window('2026-07-05', '09:00', '12:00')],
  ['a day after it', window('2026-07-07', '09:00', '12:00')],
  ['hours that end before they start', window('2026-07-06', '12:00', '09:00')],
  ['hours of no length', window('2026-07-06', '12:00', '12:00')],
])('%s are no hours of it', (_name, wrong) => {
  expect(code(days('2026-07-06', '2026-07-06'), [wrong])).toBe('absences.bad-hours');
});

test('hours inside the hour that spring skips leave nothing', () => {
  expect(code(days('2027-03-14', '2027-03-14', 'America/New_York'), [window('2027-03-14', '02:00', '03:00')])).toBe(
    'absences.bad-hours',
  );
});

test('hours that every day has are said once; others have no such text', () => {
  const each = days('2026-07-06', '2026-07-07');
  const [monday, tuesday] = [window('2026-07-06', '09:00', '12:00'), window('2026-07-07', '09:00', '12:00')];
  expect(sameHoursEachDay(each, [monday, tuesday])).toBe('09:00-12:00');
  expect(sameHoursEachDay(each, [monday])).toBeNull();
  expect(sameHoursEachDay(each, [monday, window('2026-07-07', '09:00', '13:00')])).toBeNull();
});
