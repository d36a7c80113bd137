import type { CreateAbsence, InputOf, PatchAbsence } from '@understudy/contracts';
import {
  type Absence,
  DomainError,
  type DayWindow,
  formatPartialHours,
  moveAbsence,
  parsePartialHours,
  planAbsence,
  type Span,
  spansToHours,
} from '@understudy/domain';
import type { AbsenceRecord } from './absences.repository.js';

/** When somebody is away, as typed and as instants. */
export type Plan = Pick<Absence, 'days' | 'during' | 'windows'> & Pick<AbsenceRecord, 'partialHours'>;

/** A new absence's time from what was typed, in the person's zone unless another is given. Throws absences.* of planAbsence. */
export function planNew(input: InputOf<typeof CreateAbsence>, zone: string, now: Temporal.Instant): Plan {
  const { start_date: firstOn, end_date: lastOn, time_zone: timeZone = zone } = input;
  const partialHours = input.is_partial === false ? null : (input.partial_hours ?? null);
  if (input.is_partial && partialHours === null) throw new DomainError('absences.bad-hours');
  const days = { firstOn, lastOn, timeZone };
  return { days, partialHours, ...planAbsence(days, hoursOf(partialHours), now) };
}

/**
 * The time after a change; null when nothing about time was given. Only what is given changes. Throws absences.has-begun,
 * absences.ended and those of planAbsence.
 */
export function planChange(
  before: AbsenceRecord,
  input: InputOf<typeof PatchAbsence>,
  now: Temporal.Instant,
): Plan | null {
  const given = [input.start_date, input.end_date, input.time_zone, input.is_partial, input.partial_hours];
  if (given.every((value) => value === undefined)) return null;
  const days = {
    firstOn: input.start_date ?? before.days.firstOn,
    lastOn: input.end_date ?? before.days.lastOn,
    timeZone: input.time_zone ?? before.days.timeZone,
  };
  const hours = input.partial_hours === undefined ? before.partialHours : input.partial_hours;
  const partialHours = input.is_partial === false ? null : hours;
  if (input.is_partial && partialHours === null) throw new DomainError('absences.bad-hours');
  const planned = planAbsence(days, hoursOf(partialHours), now);
  // a calendar's absence may begin in the middle of its first day; once it runs, the same day means the same start
  const hasBegun = Temporal.Instant.compare(before.during.startsAt, now) <= 0;
  const sameStart = days.firstOn.equals(before.days.firstOn) && days.timeZone === before.days.timeZone;
  const startsAt = hasBegun && sameStart ? before.during.startsAt : planned.during.startsAt;
  return { days, partialHours, ...moveAbsence(before, { ...planned, during: { ...planned.during, startsAt } }, now) };
}

const hoursOf = (partialHours: string | null): DayWindow[] =>
  partialHours === null ? [] : parsePartialHours(partialHours);

/** The hours of windows as a person would type them; null for whole days and for windows over midnight. */
export const hoursText = (windows: readonly Span[], timeZone: string): string | null =>
  formatPartialHours(spansToHours(windows, timeZone)) || null;
