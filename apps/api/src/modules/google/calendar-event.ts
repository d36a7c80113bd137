import {
  type AbsenceKind,
  dayOf,
  isTimeZone,
  type Sighting,
  startOfDay,
  type UserId,
  type Vanished,
} from '@understudy/domain';
import { z } from 'zod';
import { absenceInTitle, isNoCover } from './absence-titles.js';

const LONGEST_TITLE = 300;

const Time = z.object({ date: z.string().nullish(), dateTime: z.string().nullish(), timeZone: z.string().nullish() });
/** The part of Google's event that means something here; a cancelled one has little more than its id. */
export const CalendarEvent = z.object({
  id: z.string().min(1).max(1100),
  status: z.string().nullish(),
  eventType: z.string().nullish(),
  summary: z.string().nullish(),
  organizer: z.object({ self: z.boolean().nullish(), email: z.string().nullish() }).nullish(),
  start: Time.nullish(),
  end: Time.nullish(),
});
export type CalendarEvent = z.infer<typeof CalendarEvent>;

/** Whose calendar it is. */
export interface CalendarPerson {
  readonly email: string;
  readonly timeZone: string;
}
export interface AbsenceSighting {
  /** An out-of-office event is a fact, a day that is called "vacation" waits for a person to confirm it (product.md 14). */
  readonly kind: 'fact' | 'suggestion';
  readonly externalId: string;
  readonly absenceKind: AbsenceKind;
  readonly title: string;
  /** IANA; the event's, or the person's when the event names none or one nobody knows (`isZoneAssumed`). */
  readonly timeZone: string;
  readonly isZoneAssumed: boolean;
  /** Half-open. */
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** First and last day away in `timeZone`, both inclusive. */
  readonly startOn: Temporal.PlainDate;
  readonly endOn: Temporal.PlainDate;
  /** Local midnight to local midnight. */
  readonly allDay: boolean;
}
export interface GoneSighting {
  readonly kind: 'gone';
  readonly externalId: string;
}
export type CalendarSighting = AbsenceSighting | GoneSighting;
export interface IgnoredEvent {
  readonly kind: 'ignored';
  readonly externalId: string;
  readonly because:
    'not-organiser' | 'no-cover' | 'not-an-absence' | 'unreadable-time' | 'ends-before-start' | 'too-far';
}

/**
 * What one calendar event means for whether its person is away. Pure. An all-day date is the person's local midnight to midnight, on DST days
 * 23 or 25 hours long; only events that the person organises count, and only those that begin before `until`.
 */
export function readCalendarEvent(
  event: CalendarEvent,
  person: CalendarPerson,
  until: Temporal.Instant | null = null,
): CalendarSighting | IgnoredEvent {
  const externalId = event.id;
  if (event.status === 'cancelled') return { kind: 'gone', externalId };
  const ignored = (because: IgnoredEvent['because']): IgnoredEvent => ({ kind: 'ignored', externalId, because });
  const organises =
    event.organizer?.self === true || event.organizer?.email?.toLowerCase() === person.email.toLowerCase();
  if (!organises) return ignored('not-organiser');
  const title = storable(event.summary ?? '');
  if (isNoCover(title)) return ignored('no-cover');

  const times = timesOf(event, person);
  if (!times) return ignored('unreadable-time');
  const { startsAt, endsAt, timeZone } = times;
  if (Temporal.Instant.compare(endsAt, startsAt) <= 0) return ignored('ends-before-start');
  if (until && Temporal.Instant.compare(startsAt, until) >= 0) return ignored('too-far');
  const allDay = [startsAt, endsAt].every((at) => startOfDay(dayOf(at, timeZone), timeZone).equals(at));

  const isOutOfOffice = event.eventType === 'outOfOffice';
  const named = absenceInTitle(title);
  const isSuggestion = (event.eventType ?? 'default') === 'default' && allDay && named !== null;
  if (!isOutOfOffice && !isSuggestion) return ignored('not-an-absence');
  return {
    kind: isOutOfOffice ? 'fact' : 'suggestion',
    externalId,
    absenceKind: named ?? 'other',
    title,
    ...times,
    startOn: dayOf(startsAt, timeZone),
    endOn: dayOf(endsAt.subtract({ nanoseconds: 1 }), timeZone),
    allDay,
  };
}

/** What PostgreSQL can keep: one NUL would stop this calendar for good. Half a character is none, and nobody reads on for ever. */
const storable = (summary: string): string =>
  summary.replaceAll('\0', '').trim().slice(0, LONGEST_TITLE).toWellFormed();

function timesOf({ start, end }: CalendarEvent, person: CalendarPerson) {
  const named = start?.date ? null : start?.timeZone;
  const isKnown = typeof named === 'string' && isTimeZone(named);
  const timeZone = isKnown ? named : person.timeZone;
  const startsAt = instantOf(start, timeZone);
  const endsAt = instantOf(end, timeZone);
  // A date has no zone of its own: the person's is not an assumption then.
  return startsAt && endsAt ? { startsAt, endsAt, timeZone, isZoneAssumed: !isKnown && !start?.date } : null;
}

function instantOf(time: CalendarEvent['start'], timeZone: string): Temporal.Instant | null {
  try {
    if (time?.date) return startOfDay(Temporal.PlainDate.from(time.date), timeZone);
    const text = time?.dateTime ?? '';
    if (/(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text);
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
  } catch {
    return null; // RangeError is how Temporal says "no such time"
  }
}

/**
 * The sighting in the words of the domain. A partial day keeps its hours as one window; whole days have none.
 */
export function toSighting(userId: UserId, sighting: CalendarSighting): Sighting | Vanished {
  const ref = { source: 'google_calendar', externalId: sighting.externalId } as const;
  if (sighting.kind === 'gone') return { ref, isGone: true };
  const { kind, absenceKind, startOn, endOn, timeZone, startsAt, endsAt, allDay } = sighting;
  const during = { startsAt, endsAt };
  return {
    ref: { ...ref, certainty: kind },
    userId,
    kind: absenceKind,
    days: { firstOn: startOn, lastOn: endOn, timeZone },
    during,
    windows: allDay ? [] : [during],
  };
}
