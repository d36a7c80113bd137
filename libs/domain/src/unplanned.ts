import { type Absence, awaySpans, isAwayAt, isLive, planAbsence } from './absences.js';
import { type AwayDays, dayOf, type DayWindow, spanToDays, startOfDay } from './days.js';
import { DomainError } from './errors.js';
import { compareEnds, compareInstants, intersect, type Span, subtract } from './spans.js';

export type PlannedTime = Pick<Absence, 'days' | 'during' | 'windows'>;

/** Every moment of `inner` lies inside `outer`: while that one holds, this one says nothing new. */
export const isInside = (
  inner: Pick<Absence, 'during' | 'windows'>,
  outer: Pick<Absence, 'during' | 'windows'>,
): boolean => awaySpans(inner).every((part) => subtract(part, awaySpans(outer)).length === 0);

/** The part of it that is still ahead at `now`; null when nothing is. Its days stay as typed. */
export const restOf = <Time extends Pick<Absence, 'during' | 'windows'>>(
  time: Time,
  now: Temporal.Instant,
): Time | null => {
  const ahead: Span = { startsAt: now, endsAt: null };
  const during = intersect(time.during, ahead);
  const windows = time.windows.flatMap((part) => intersect(part, ahead) ?? []);
  return during === null || (time.windows.length > 0 && windows.length === 0) ? null : { ...time, during, windows };
};

/** Two who report the same emergency mean the same one, whoever's clock was read first. */
const AT_ONCE = { minutes: 1 } as const;

/**
 * An emergency (PRD-258 FR-1.4): away from this instant on, so that nothing about the past changes. Without a last day it is
 * open-ended, but where a longer planned absence of theirs begins, that one goes on. `existing` is what the entry does not absorb.
 * Throws absences.unplanned-starts-now (a first day ahead), absences.overlaps-own (away already), and what planAbsence throws.
 */
export const planUnplanned = (
  existing: readonly Absence[],
  days: AwayDays,
  hours: readonly DayWindow[],
  now: Temporal.Instant,
): PlannedTime => {
  if (compareInstants(startOfDay(days.firstOn, days.timeZone), now) > 0)
    throw new DomainError('absences.unplanned-starts-now', { today: String(dayOf(now, days.timeZone)) });
  const typed = restOf({ days, ...planAbsence(days, hours, now) }, now);
  if (typed === null) throw new DomainError('absences.in-the-past', { end_date: String(days.lastOn) });

  const present = existing.filter(isLive);
  const soon = now.add(AT_ONCE);
  const already = present.find((absence) => isAwayAt(absence, now) || isAwayAt(absence, soon));
  if (already) throw new DomainError('absences.overlaps-own', { absence_id: already.id });
  if (typed.windows.length > 0) return typed;
  const next = present
    .filter((absence) => absence.windows.length === 0 && compareInstants(absence.during.startsAt, soon) > 0)
    .toSorted((a, b) => compareInstants(a.during.startsAt, b.during.startsAt))[0]?.during.startsAt;
  if (next === undefined || compareEnds(typed.during.endsAt, next) <= 0) return typed;
  const { lastOn } = spanToDays({ startsAt: now, endsAt: next }, days.timeZone);
  return { days: { ...days, lastOn }, during: { startsAt: now, endsAt: next }, windows: [] };
};

/** While nobody knows the end, the manager is asked after so many days, and again. */
export const REVIEW_DAYS = 14;

/** When the question is put: in the morning of that day, where the person is. */
export const reviewAt = (on: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  on.toZonedDateTime({ timeZone, plainTime: '09:00' }).toInstant();
