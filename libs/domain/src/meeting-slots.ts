import { type BusinessCalendar, workingSpans } from './business-time.js';
import { dayOf } from './days.js';
import { compareInstants, intersect, type Span, subtract } from './spans.js';

/** Somebody a meeting is to be found for. */
export interface Attendee {
  readonly calendar: BusinessCalendar;
  /** Absences, meetings: when they cannot. */
  readonly busy: readonly Span[];
}

/** Meetings start at such minutes of the hour. */
const GRID_MINUTES = 15;
/** Looked at from the first day on; after that there is no slot, and people talk without us. */
const HORIZON_DAYS = 21;

const freeOn = (on: Temporal.PlainDate, { calendar, busy }: Attendee): Span[] => {
  // a colleague's day may begin the evening before ours
  const days = [-1, 0, 1].flatMap((offset) => workingSpans(on.add({ days: offset }), calendar));
  return days.flatMap((open) => subtract(open, busy));
};

const toGrid = (at: Temporal.Instant): Temporal.Instant => {
  const step = GRID_MINUTES * 60_000;
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(at.epochMilliseconds / step) * step);
};

const common = (left: readonly Span[], right: readonly Span[]): Span[] =>
  left.flatMap((one) => right.flatMap((other) => intersect(one, other) ?? []));

/**
 * The first time from `from` on that all have free within their working hours, on the quarter hour, within three weeks; null when there
 * is none (no common hour between Tokyo and New York). Throws RangeError for a duration that is not 1 to 480 minutes.
 */
export const firstCommonSlot = (
  attendees: readonly Attendee[],
  from: Temporal.Instant,
  durationMinutes: number,
): Span | null => {
  if (!(durationMinutes >= 1 && durationMinutes <= 480)) throw new RangeError('a meeting takes 1 to 480 minutes');
  const [first, ...others] = attendees;
  if (!first) return null;
  const start = dayOf(from, first.calendar.timeZone);
  for (let offset = 0; offset <= HORIZON_DAYS; offset += 1) {
    const on = start.add({ days: offset });
    const own = workingSpans(on, first.calendar);
    const free = others.reduce<Span[]>(
      (spans, attendee) => common(spans, freeOn(on, attendee)),
      own.flatMap((open) => subtract(open, first.busy)),
    );
    for (const { startsAt, endsAt } of free.toSorted((a, b) => compareInstants(a.startsAt, b.startsAt))) {
      const begins = toGrid(compareInstants(startsAt, from) < 0 ? from : startsAt);
      const ends = begins.add({ minutes: durationMinutes });
      if (endsAt === null || compareInstants(ends, endsAt) <= 0) return { startsAt: begins, endsAt: ends };
    }
  }
  return null;
};
