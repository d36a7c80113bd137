import type { CreateAbsence, InputOf, PatchAbsence } from '@understudy/contracts';
import {
  type Absence,
  type AwayDays,
  dayOf,
  daysToSpan,
  DomainError,
  type DayWindow,
  formatPartialHours,
  moveAbsence,
  parsePartialHours,
  planAbsence,
  planUnplanned,
  requireKeptStart,
  type Span,
  spansToHours,
} from '@understudy/domain';
import { MalformedInput } from '../../platform/http/index.js';
import type { AbsenceRecord } from './absences.repository.js';

/** When somebody is away, as typed and as instants. */
export type Plan = Pick<Absence, 'days' | 'during' | 'windows'> & Pick<AbsenceRecord, 'partialHours'>;

/** What people send to enter an absence. */
export type EnteredAbsence = InputOf<typeof CreateAbsence>;
/** What people send to change one. */
export type ChangedAbsence = Omit<InputOf<typeof PatchAbsence>, 'absence_id' | 'scope'>;

type Typed = Pick<
  InputOf<typeof CreateAbsence>,
  'start_date' | 'end_date' | 'time_zone' | 'is_partial' | 'partial_hours'
>;
type Retyped = Pick<
  InputOf<typeof PatchAbsence>,
  'start_date' | 'end_date' | 'time_zone' | 'is_partial' | 'partial_hours'
>;

/**
 * A new absence's time from what was typed, in the person's zone unless another is given. Throws absences.* of planAbsence, and 400
 * for a planned absence without its days.
 */
export function planNew(input: Typed, zone: string, now: Temporal.Instant): Plan {
  const { start_date: firstOn, end_date: lastOn, time_zone: timeZone = zone } = input;
  if (firstOn === undefined || lastOn === undefined) throw missing({ start_date: firstOn, end_date: lastOn });
  const partialHours = hoursGiven(input.is_partial, input.partial_hours ?? null);
  const days = { firstOn, lastOn, timeZone };
  return { days, partialHours, ...planAbsence(days, hoursOf(partialHours), now) };
}

/** From now on: today in the person's zone unless an earlier day is given; hours without a last day are today's. */
export function planEmergency(input: Typed, zone: string, existing: readonly Absence[], now: Temporal.Instant): Plan {
  const timeZone = input.time_zone ?? zone;
  const partialHours = hoursGiven(input.is_partial, input.partial_hours ?? null);
  const today = dayOf(now, timeZone);
  const lastOn = input.end_date === undefined ? (partialHours === null ? null : today) : input.end_date;
  const days = { firstOn: input.start_date ?? today, lastOn, timeZone };
  return { partialHours, ...planUnplanned(existing, days, hoursOf(partialHours), now) };
}

/**
 * The time after a change; null when nothing about time was given. Only what is given changes. Throws absences.has-begun,
 * absences.ended and those of planAbsence.
 */
export function planChange(before: AbsenceRecord, input: Retyped, now: Temporal.Instant): Plan | null {
  const given = [input.start_date, input.end_date, input.time_zone, input.is_partial, input.partial_hours];
  if (given.every((value) => value === undefined)) return null;
  const days: AwayDays = {
    firstOn: input.start_date ?? before.days.firstOn,
    lastOn: input.end_date === undefined ? before.days.lastOn : input.end_date,
    timeZone: input.time_zone ?? before.days.timeZone,
  };
  const hours = input.partial_hours === undefined ? before.partialHours : input.partial_hours;
  const partialHours = hoursGiven(input.is_partial, hours);
  // a calendar's absence, or an emergency, may begin in the middle of its first day; once it runs, the same day means the same start
  const hasBegun = Temporal.Instant.compare(before.during.startsAt, now) <= 0;
  const sameStart = days.firstOn.equals(before.days.firstOn) && days.timeZone === before.days.timeZone;
  if (!sameStart) requireKeptStart(before, daysToSpan(days).startsAt, now);
  const planned = planAbsence(days, hoursOf(partialHours), now);
  const startsAt = hasBegun && sameStart ? before.during.startsAt : planned.during.startsAt;
  return { days, partialHours, ...moveAbsence(before, { ...planned, during: { ...planned.during, startsAt } }, now) };
}

/** Throws absences.bad-hours for a partial day without hours. */
export function hoursGiven(isPartial: boolean | undefined, hours: string | null): string | null {
  if (isPartial && hours === null) throw new DomainError('absences.bad-hours');
  return isPartial === false ? null : hours;
}

/** As the contract would have said it, were they not optional for an emergency. */
export const missing = (fields: Readonly<Record<string, unknown>>): MalformedInput =>
  new MalformedInput(
    Object.entries(fields).flatMap(([path, value]) => (value === undefined ? [{ path, message: 'is required' }] : [])),
  );

export const hoursOf = (partialHours: string | null): DayWindow[] =>
  partialHours === null ? [] : parsePartialHours(partialHours);

/** The hours of windows as a person would type them; null for whole days and for windows over midnight. */
export const hoursText = (windows: readonly Span[], timeZone: string): string | null =>
  formatPartialHours(spansToHours(windows, timeZone)) || null;
