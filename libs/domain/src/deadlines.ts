import {
  addBusinessTime,
  type BusinessCalendar,
  hasWorkingTime,
  isBusinessTime,
  nextBusinessTime,
} from './business-time.js';
import type { User } from './directory.js';
import type { CoveragePolicy } from './policies.js';
import { compareInstants } from './spans.js';

/** Whoever is asked, as far as their clock matters. */
export type AskedPerson = Pick<User, 'timeZone' | 'workingHours'>;

interface Begins {
  readonly startsAt: Temporal.Instant;
}

const QUARTER = 4;
const HALF = 2;
/** Whoever comes to work and finds a question has so long for it; half a day for what is weeks ahead, when nothing presses. */
const MINUTES_AT_THE_DESK = 60;
const MINUTES_WEEKS_AHEAD = 240;
const WEEKS_AHEAD_HOURS = 14 * 24;

/**
 * Until when the backup may answer. Running absence: the urgent time from now, by night too. Ahead: the usual time, but at most a quarter of
 * what is left, so that the ladder still has room; at least the urgent time, and never later than the start. When that would pass before
 * the person has been at work for an hour, or outside their working hours: one hour of work after they come next (four for an absence
 * two weeks ahead or more), unless that is more than half of what is left. Hours without any working time change nothing.
 */
export const answerDeadline = (
  absence: Begins,
  policy: Pick<CoveragePolicy, 'answerWithinMinutes' | 'urgentAnswerMinutes'>,
  now: Temporal.Instant,
  person: AskedPerson,
): Temporal.Instant => deadline(absence.startsAt, policy.answerWithinMinutes, policy.urgentAnswerMinutes, now, person);

/** Until when the manager may approve before the next one in the chain is asked; by the same rule as {@link answerDeadline}. */
export const approvalDeadline = (
  absence: Begins,
  policy: Pick<CoveragePolicy, 'approveWithinMinutes' | 'urgentAnswerMinutes'>,
  now: Temporal.Instant,
  person: AskedPerson,
): Temporal.Instant => deadline(absence.startsAt, policy.approveWithinMinutes, policy.urgentAnswerMinutes, now, person);

/**
 * When somebody who has not answered is reminded: at half time. Outside their working hours it waits until they come next, unless the
 * deadline is there by then. For an absence that ran when they were asked: at half time whatever the hour.
 */
export const reminderAt = (
  absence: Begins,
  question: { readonly askedAt: Temporal.Instant; readonly answerBy: Temporal.Instant },
  person: AskedPerson,
): Temporal.Instant => {
  const { askedAt, answerBy } = question;
  const half = askedAt.add({ milliseconds: Math.floor(millisecondsBetween(askedAt, answerBy) / HALF) });
  if (compareInstants(absence.startsAt, askedAt) <= 0 || !hasWorkingTime(person.workingHours)) return half;
  const there = nextBusinessTime(half, calendarOf(person));
  return compareInstants(there, answerBy) < 0 ? there : half;
};

const deadline = (
  startsAt: Temporal.Instant,
  withinMinutes: number,
  urgentMinutes: number,
  now: Temporal.Instant,
  person: AskedPerson,
): Temporal.Instant => {
  const urgent = now.add({ minutes: urgentMinutes });
  if (compareInstants(startsAt, now) <= 0) return urgent;
  const left = millisecondsBetween(now, startsAt);
  const quarter = now.add({ milliseconds: Math.floor(left / QUARTER) });
  const usual = now.add({ minutes: withinMinutes });
  const plain = earlier(startsAt, later(urgent, earlier(usual, quarter)));
  if (!hasWorkingTime(person.workingHours)) return plain;
  const atTheDesk = left >= WEEKS_AHEAD_HOURS * 3_600_000 ? MINUTES_WEEKS_AHEAD : MINUTES_AT_THE_DESK;
  const atWork = afterTheDesk(plain, now, atTheDesk, calendarOf(person));
  const latest = now.add({ milliseconds: Math.floor(left / HALF) });
  return compareInstants(atWork, latest) <= 0 ? atWork : plain;
};

/** The deadline itself, when the person was there to see the question and is there when it ends. */
const afterTheDesk = (
  plain: Temporal.Instant,
  now: Temporal.Instant,
  minutes: number,
  calendar: BusinessCalendar,
): Temporal.Instant => {
  if (!isBusinessTime(plain, calendar)) return addBusinessTime(plain, minutes, calendar);
  return isBusinessTime(now, calendar) ? plain : later(plain, addBusinessTime(now, minutes, calendar));
};

const calendarOf = ({ workingHours, timeZone }: AskedPerson): BusinessCalendar => ({
  ...workingHours,
  timeZone,
  holidays: [],
});

const millisecondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  from.until(to, { largestUnit: 'millisecond', roundingMode: 'floor' }).milliseconds;

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (compareInstants(a, b) <= 0 ? a : b);
const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (compareInstants(a, b) >= 0 ? a : b);
