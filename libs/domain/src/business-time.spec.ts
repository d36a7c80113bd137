import fc from 'fast-check';
import {
  addBusinessTime,
  type BusinessCalendar,
  businessMinutesBetween,
  hasWorkingTime,
  isBusinessTime,
  nextBusinessTime,
} from './business-time.js';

const at = (text: string) => Temporal.Instant.from(text);
const berlin: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  holidays: [Temporal.PlainDate.from('2026-07-24')],
};

// 2026-07-22 is a Wednesday; Berlin is UTC+2 in July. Friday 24 July is a holiday here.
test.each([
  ['inside a day', '2026-07-22T08:00:00Z', 60, '2026-07-22T09:00:00Z'],
  ['to closing time exactly', '2026-07-22T14:00:00Z', 60, '2026-07-22T15:00:00Z'],
  ['one minute past closing', '2026-07-22T14:00:00Z', 61, '2026-07-23T07:01:00Z'],
  ['from before opening', '2026-07-22T04:00:00Z', 60, '2026-07-22T08:00:00Z'],
  ['from after closing', '2026-07-22T18:00:00Z', 60, '2026-07-23T08:00:00Z'],
  ['from closing itself', '2026-07-22T15:00:00Z', 60, '2026-07-23T08:00:00Z'],
  ['over a holiday and a weekend', '2026-07-23T14:00:00Z', 120, '2026-07-27T08:00:00Z'],
  ['from a Saturday', '2026-07-25T10:00:00Z', 30, '2026-07-27T07:30:00Z'],
  ['72 hours are nine working days', '2026-07-13T07:00:00Z', 72 * 60, '2026-07-23T15:00:00Z'],
  ['nothing', '2026-07-25T10:00:00Z', 0, '2026-07-25T10:00:00Z'],
  ['over the end of summer time', '2026-10-23T14:00:00Z', 120, '2026-10-26T09:00:00Z'],
])('working time: %s', (_name, from, minutes, to) => {
  expect(addBusinessTime(at(from), minutes, berlin)).toEqual(at(to));
});

test('a shift over a clock change has the hours it has', () => {
  const nights = { ...berlin, days: [7] as const, from: '00:00', to: '06:00' };
  expect(addBusinessTime(at('2026-03-28T23:00:00Z'), 300, nights)).toEqual(at('2026-03-29T04:00:00Z'));
  expect(addBusinessTime(at('2026-03-28T23:00:00Z'), 301, nights)).toEqual(at('2026-04-04T22:01:00Z'));
  expect(addBusinessTime(at('2026-10-24T22:00:00Z'), 420, nights)).toEqual(at('2026-10-25T05:00:00Z'));
});

test('round the clock is possible', () => {
  const always = { ...berlin, days: [1, 2, 3, 4, 5, 6, 7] as const, from: '00:00', to: '24:00', holidays: [] };
  expect(addBusinessTime(at('2026-07-24T10:00:00Z'), 24 * 60, always)).toEqual(at('2026-07-25T10:00:00Z'));
});

test.each([
  ['no days', { ...berlin, days: [] }],
  ['hours that end before they start', { ...berlin, from: '17:00', to: '09:00' }],
])('a calendar without working time is refused: %s', (_name, calendar) => {
  expect(() => addBusinessTime(at('2026-07-22T08:00:00Z'), 1, calendar)).toThrow(RangeError);
});

test.each([-1, NaN, Infinity])('%p minutes are refused', (minutes) => {
  expect(() => addBusinessTime(at('2026-07-22T08:00:00Z'), minutes, berlin)).toThrow(RangeError);
});

test.each([
  ['2026-07-22T06:59:59Z', false],
  ['2026-07-22T07:00:00Z', true],
  ['2026-07-22T14:59:59Z', true],
  ['2026-07-22T15:00:00Z', false],
  ['2026-07-24T10:00:00Z', false],
  ['2026-07-25T10:00:00Z', false],
])('%s is working time: %s', (instant, isOpen) => {
  expect(isBusinessTime(at(instant), berlin)).toBe(isOpen);
});

const start = fc
  .integer({ min: 0, max: 400 * 1440 })
  .map((minute) => at('2026-01-01T00:00:00Z').add({ minutes: minute }));
const anyZone = fc
  .constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo')
  .map((timeZone) => ({ ...berlin, timeZone }));

test('time can be added in pieces, and counting it gives it back', () => {
  fc.assert(
    fc.property(start, fc.nat(3000), fc.nat(3000), anyZone, (from, first, second, calendar) => {
      const whole = addBusinessTime(from, first + second, calendar);
      expect(addBusinessTime(addBusinessTime(from, first, calendar), second, calendar)).toEqual(whole);
      expect(businessMinutesBetween(from, whole, calendar)).toBeCloseTo(first + second, 6);
    }),
  );
});

test('a start between two milliseconds, as the database has it, counts like any other', () => {
  const from = Temporal.Instant.from('2026-07-06T14:59:30.123457Z');
  expect(String(addBusinessTime(from, 60, berlin))).toBe('2026-07-07T07:59:30.123457Z');
});

test.each([
  ['2026-07-22T10:00:00Z', '2026-07-22T10:00:00Z'],
  ['2026-07-22T07:00:00Z', '2026-07-22T07:00:00Z'],
  ['2026-07-22T15:00:00Z', '2026-07-23T07:00:00Z'],
  ['2026-07-23T15:00:00Z', '2026-07-27T07:00:00Z'],
])('from %s the next working time is %s', (from, to) => {
  expect(nextBusinessTime(at(from), berlin)).toEqual(at(to));
});

test.each([
  ['usual hours', berlin, true],
  ['to midnight', { ...berlin, from: '18:00', to: '00:00' }, true],
  ['round the clock', { ...berlin, from: '00:00', to: '24:00' }, true],
  ['no days', { ...berlin, days: [] }, false],
  ['hours that end before they start', { ...berlin, from: '17:00', to: '09:00' }, false],
  ['hours that end as they start', { ...berlin, from: '09:00', to: '09:00' }, false],
])('a calendar that opens: %s', (_name, calendar, opens) => {
  expect(hasWorkingTime(calendar)).toBe(opens);
  const act = () => nextBusinessTime(at('2026-07-25T10:00:00Z'), calendar);
  if (opens) expect(isBusinessTime(act(), calendar)).toBe(true);
  else expect(act).toThrow(RangeError);
});
