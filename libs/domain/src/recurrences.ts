import { DomainError } from './errors.js';

export const RECURRENCE_FREQUENCIES = ['daily', 'weekly', 'monthly'] as const;

/** How an absence comes again, in local days: RFC 5545's FREQ, INTERVAL, BYDAY, UNTIL (inclusive) and COUNT. */
export interface Recurrence {
  readonly freq: (typeof RECURRENCE_FREQUENCIES)[number];
  /** Every so many days, weeks (from Monday) or months. */
  readonly interval: number;
  /** ISO weekdays, 1 is Monday; with `weekly` only. Empty: the weekday of the first day. */
  readonly byWeekday: readonly number[];
  readonly untilOn: Temporal.PlainDate | null;
  /** So many in all, the first one included; null goes on. */
  readonly count: number | null;
}

/** How far ahead occurrences of a series exist as absences of their own. */
export const SERIES_AHEAD_DAYS = 210;
/** How often that is extended: so at least 180 days are always there. */
export const SERIES_EXTEND_DAYS = 30;

/** Enough to meet every distance between two neighbours of a rule (31-day months included). */
const PROBE = 60;
const FAR_DAYS = 3_660;

const weekdaysOf = ({ byWeekday }: Recurrence, firstOn: Temporal.PlainDate): number[] =>
  byWeekday.length === 0 ? [firstOn.dayOfWeek] : [...new Set(byWeekday)].toSorted((a, b) => a - b);

/** A day before all of the step's, at most two months before the last of them. */
const stepOn = ({ freq, interval }: Recurrence, firstOn: Temporal.PlainDate, step: number): Temporal.PlainDate => {
  const distance = step * interval;
  const begin = firstOn.with({ day: 1 });
  if (freq === 'monthly') return begin.add({ months: distance });
  return begin.add(freq === 'weekly' ? { weeks: distance } : { days: distance });
};

/** The candidates of one step of the rule, in order; a month without that day has none, as in RFC 5545. */
const daysOfStep = (rule: Recurrence, firstOn: Temporal.PlainDate, step: number): Temporal.PlainDate[] => {
  const distance = step * rule.interval;
  if (rule.freq === 'daily') return [firstOn.add({ days: distance })];
  if (rule.freq === 'monthly') {
    const month = firstOn.with({ day: 1 }).add({ months: distance });
    return firstOn.day <= month.daysInMonth ? [month.with({ day: firstOn.day })] : [];
  }
  const monday = firstOn.subtract({ days: firstOn.dayOfWeek - 1 }).add({ weeks: distance });
  return weekdaysOf(rule, firstOn).map((weekday) => monday.add({ days: weekday - 1 }));
};

/** The first day the rule can begin on: `startOn`, or the next of its weekdays. */
export const firstOccurrence = (rule: Recurrence, startOn: Temporal.PlainDate): Temporal.PlainDate => {
  if (rule.freq !== 'weekly') return startOn;
  const weekdays = weekdaysOf(rule, startOn);
  let on = startOn;
  while (!weekdays.includes(on.dayOfWeek)) on = on.add({ days: 1 });
  return on;
};

/** The rule's days from `firstOn` (itself the first one, see {@link firstOccurrence}) up to `lastOn`, in order. */
export function* occurrences(
  rule: Recurrence,
  firstOn: Temporal.PlainDate,
  lastOn: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) > 0;
  const end = rule.untilOn && isAfter(lastOn, rule.untilOn) ? rule.untilOn : lastOn;
  const lastStepOn = end.add({ months: 1 });
  let found = 0;
  for (let step = 0; ; step += 1) {
    if (isAfter(stepOn(rule, firstOn, step), lastStepOn)) return;
    for (const on of daysOfStep(rule, firstOn, step)) {
      if (isAfter(firstOn, on)) continue;
      if (isAfter(on, end) || (rule.count !== null && found >= rule.count)) return;
      found += 1;
      yield on;
    }
  }
}

/**
 * Throws absences.bad-recurrence: weekdays without `weekly`, both an end and a count, an end before the first day, occurrences of
 * `lengthDays` days that would run into each other.
 */
export const requireRecurrence = (rule: Recurrence, firstOn: Temporal.PlainDate, lengthDays: number): void => {
  const isBad =
    (rule.freq !== 'weekly' && rule.byWeekday.length > 0) ||
    (rule.untilOn !== null && rule.count !== null) ||
    (rule.untilOn !== null && Temporal.PlainDate.compare(rule.untilOn, firstOn) < 0);
  if (isBad) throw new DomainError('absences.bad-recurrence');
  let before: Temporal.PlainDate | null = null;
  let looked = 0;
  for (const on of occurrences(rule, firstOn, firstOn.add({ days: FAR_DAYS }))) {
    if (before !== null && before.until(on, { largestUnit: 'days' }).days < lengthDays)
      throw new DomainError('absences.bad-recurrence', { length_days: lengthDays });
    before = on;
    looked += 1;
    if (looked === PROBE) return;
  }
};

/**
 * The rule when all its days move by so many. Throws absences.bad-recurrence for several weekdays: then "the same days, later" could
 * mean other weeks.
 */
export const shiftRecurrence = (rule: Recurrence, days: number): Recurrence => {
  if (days === 0) return rule;
  if (rule.byWeekday.length > 1) throw new DomainError('absences.bad-recurrence');
  return { ...rule, byWeekday: [], untilOn: rule.untilOn && rule.untilOn.add({ days }) };
};
