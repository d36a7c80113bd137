import { dayOf } from './days.js';
import type { WorkingHours } from './directory.js';

/** "I am out now", as people choose it: when they are back. */
export type OutUntil = 'today' | 'hours' | 'day' | 'open';
export interface OutChoice {
  readonly until: OutUntil;
  /** "HH:MM" of today; for `hours`. */
  readonly backAt: string | undefined;
  /** The first day back; for `day`. */
  readonly backOn: Temporal.PlainDate | undefined;
}
/** What the absence is entered with: its last day, null when nobody knows; hours of today where it is less than the day. */
export interface OutTime {
  readonly lastOn: Temporal.PlainDate | null;
  readonly partialHours: string | null;
}
/** Which field keeps it from being a time, in words behind the field's name. */
export interface OutProblem {
  readonly field: 'back_at' | 'back_on';
  readonly message: string;
}

const STEP_MINUTES = 30;
/** Nobody leaves for less. */
const SHORTEST_MINUTES = 15;

const clock = (at: Temporal.PlainTime): string => at.toString({ smallestUnit: 'minute' });

/** The time of an absence that begins now, in the person's zone, or what is wrong with the choice. */
export function outNow(choice: OutChoice, now: Temporal.Instant, timeZone: string): OutTime | OutProblem {
  const local = now.toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  switch (choice.until) {
    case 'today':
      return { lastOn: today, partialHours: null };
    case 'open':
      return { lastOn: null, partialHours: null };
    case 'day':
      return choice.backOn && Temporal.PlainDate.compare(choice.backOn, today) > 0
        ? { lastOn: choice.backOn.subtract({ days: 1 }), partialHours: null }
        : { field: 'back_on', message: 'has to be after today' };
    case 'hours': {
      const from = clock(local.toPlainTime());
      return choice.backAt !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(choice.backAt) && choice.backAt > from
        ? { lastOn: today, partialHours: `${from}-${choice.backAt}` }
        : { field: 'back_at', message: 'has to be later today' };
    }
  }
}

/** Half hours of today that are still to come, as "HH:MM"; empty late in the evening. */
export function hoursLeft(now: Temporal.Instant, timeZone: string): string[] {
  const today = dayOf(now, timeZone);
  const first = now.add({ minutes: SHORTEST_MINUTES }).toZonedDateTimeISO(timeZone);
  const hours: string[] = [];
  for (
    let at = first.round({ smallestUnit: 'minute', roundingIncrement: STEP_MINUTES, roundingMode: 'ceil' });
    at.toPlainDate().equals(today);
    at = at.add({ minutes: STEP_MINUTES })
  )
    hours.push(clock(at.toPlainTime()));
  // the hour that comes twice in autumn is one choice
  return [...new Set(hours)];
}

/** The first of their working days after today; the next day for somebody who works on none. */
export function nextWorkingDay(now: Temporal.Instant, timeZone: string, hours: WorkingHours): Temporal.PlainDate {
  const tomorrow = dayOf(now, timeZone).add({ days: 1 });
  const days = Array.from({ length: 7 }, (_, ahead) => tomorrow.add({ days: ahead }));
  return days.find((day) => hours.days.some((one) => one === day.dayOfWeek)) ?? tomorrow;
}
