import fc from 'fast-check';
import { firstOccurrence, occurrences, type Recurrence, requireRecurrence, shiftRecurrence } from './recurrences.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const RUNS = process.env['UNDERSTUDY_SOAK'] === '1' ? 20_000 : 300;

const on = (text: string) => Temporal.PlainDate.from(text);
const rule = (given: Partial<Recurrence> = {}): Recurrence => ({
  freq: 'weekly',
  interval: 1,
  byWeekday: [],
  untilOn: null,
  count: null,
  ...given,
});
const days = (given: Partial<Recurrence>, first: string, last: string) =>
  [...occurrences(rule(given), on(first), on(last))].map(String);

describe('an absence that comes again', () => {
  test.each<[string, Partial<Recurrence>, string, string, string[]]>([
    [
      'every Friday',
      { byWeekday: [5] },
      '2026-07-03',
      '2026-07-24',
      ['2026-07-03', '2026-07-10', '2026-07-17', '2026-07-24'],
    ],
    [
      'every second week, Monday and Thursday',
      { interval: 2, byWeekday: [4, 1] },
      '2026-07-09',
      '2026-08-03',
      ['2026-07-09', '2026-07-20', '2026-07-23', '2026-08-03'],
    ],
    [
      'every third day',
      { freq: 'daily', interval: 3 },
      '2026-12-29',
      '2027-01-05',
      ['2026-12-29', '2027-01-01', '2027-01-04'],
    ],
    [
      'on the 31st, where there is one',
      { freq: 'monthly' },
      '2026-08-31',
      '2027-01-31',
      ['2026-08-31', '2026-10-31', '2026-12-31', '2027-01-31'],
    ],
    [
      'on a leap day',
      { freq: 'monthly', interval: 12 },
      '2028-02-29',
      '2036-12-31',
      ['2028-02-29', '2032-02-29', '2036-02-29'],
    ],
    ['three times', { count: 3 }, '2026-07-03', '2026-12-31', ['2026-07-03', '2026-07-10', '2026-07-17']],
    [
      'until that day, inclusive',
      { untilOn: on('2026-07-10') },
      '2026-07-03',
      '2026-12-31',
      ['2026-07-03', '2026-07-10'],
    ],
  ])('%s', (_name, given, first, last, expected) => {
    expect(days(given, first, last)).toEqual(expected);
  });

  test('begins on the next of its weekdays', () => {
    expect(String(firstOccurrence(rule({ byWeekday: [5], interval: 2 }), on('2026-07-04')))).toBe('2026-07-10');
    expect(String(firstOccurrence(rule({ byWeekday: [5] }), on('2026-07-03')))).toBe('2026-07-03');
    expect(String(firstOccurrence(rule({ freq: 'monthly' }), on('2026-07-04')))).toBe('2026-07-04');
  });

  test.each<[string, Partial<Recurrence>, number]>([
    ['weekdays without weekly', { freq: 'daily', byWeekday: [1] }, 1],
    ['both an end and a count', { untilOn: on('2026-12-31'), count: 3 }, 1],
    ['an end before it begins', { untilOn: on('2026-07-02') }, 1],
    ['eight days every week', {}, 8],
    ['four days from Monday and from Thursday', { byWeekday: [1, 4] }, 4],
    ['29 days every month', { freq: 'monthly' }, 32],
  ])('refused: %s', (_name, given, length) => {
    expect(() => requireRecurrence(rule(given), on('2026-07-03'), length)).toThrow('absences.bad-recurrence');
  });

  test('a whole week every week is fine: back to back', () => {
    expect(() => requireRecurrence(rule(), on('2026-07-03'), 7)).not.toThrow();
  });

  test('moved by days, its weekday moves along; several weekdays cannot', () => {
    const moved = shiftRecurrence(rule({ byWeekday: [5], untilOn: on('2026-07-17') }), -1);
    expect([...occurrences(moved, on('2026-07-02'), on('2026-12-31'))].map(String)).toEqual([
      '2026-07-02',
      '2026-07-09',
      '2026-07-16',
    ]);
    expect(() => shiftRecurrence(rule({ byWeekday: [1, 5] }), 1)).toThrow('absences.bad-recurrence');
    expect(shiftRecurrence(rule({ byWeekday: [1, 5] }), 0).byWeekday).toEqual([1, 5]);
  });
});

/** The rule said another way: is this day one of it? By counting weeks, months and days, never by stepping. */
const isDay = (
  { freq, interval, byWeekday }: Recurrence,
  first: Temporal.PlainDate,
  day: Temporal.PlainDate,
): boolean => {
  if (Temporal.PlainDate.compare(day, first) < 0) return false;
  const apart = first.until(day, { largestUnit: 'days' }).days;
  if (freq === 'daily') return apart % interval === 0;
  if (freq === 'monthly') {
    const months = (day.year - first.year) * 12 + day.month - first.month;
    return day.day === first.day && months % interval === 0;
  }
  const weekday = byWeekday.length === 0 ? [first.dayOfWeek] : byWeekday;
  const mondays = (apart + first.dayOfWeek - day.dayOfWeek) / 7;
  return weekday.includes(day.dayOfWeek) && mondays % interval === 0;
};

test('law: exactly the days that fit the rule, in order, each once', () => {
  const anyRule = fc.record({
    freq: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
    interval: fc.integer({ min: 1, max: 9 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
    start: fc.integer({ min: 0, max: 2_000 }),
    untilIn: fc.option(fc.integer({ min: 0, max: 700 })),
    count: fc.option(fc.integer({ min: 1, max: 40 })),
    horizon: fc.integer({ min: 0, max: 800 }),
  });
  fc.assert(
    fc.property(anyRule, ({ freq, interval, weekdays, start, untilIn, count, horizon }) => {
      const given = rule({ freq, interval, byWeekday: freq === 'weekly' ? weekdays : [], count });
      const first = firstOccurrence(given, on('2024-01-01').add({ days: start }));
      const bounded = { ...given, untilOn: untilIn === null ? null : first.add({ days: untilIn }) };
      const last = first.add({ days: horizon });

      const expected: string[] = [];
      for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
        const isOver = bounded.untilOn !== null && Temporal.PlainDate.compare(day, bounded.untilOn) > 0;
        if (!isOver && isDay(bounded, first, day) && (count === null || expected.length < count))
          expected.push(String(day));
      }
      expect([...occurrences(bounded, first, last)].map(String)).toEqual(expected);
    }),
    { numRuns: RUNS },
  );
});
