import { compareInstants, intersect, type Span, subtract, union } from './spans.js';

/** A heartbeat comes every so many seconds; two that are further apart than the limit have an outage between them. */
export const HEARTBEAT_SECONDS = 20;
export const OUTAGE_SECONDS = 60;

/** What is less than a day says nothing about 99.9 %. */
const LEAST_MINUTES = 24 * 60;

export interface Availability {
  /** null: less than a day was watched. */
  readonly share: number | null;
  readonly watchedMinutes: number;
  readonly downMinutes: number;
  /** Gaps between heartbeats, oldest first; the last may still go on. */
  readonly outages: readonly Span[];
}

type Closed = Span & { readonly endsAt: Temporal.Instant };
const minutesOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startsAt, endsAt }) => sum + (endsAt === null ? 0 : startsAt.until(endsAt).total('minutes')), 0);

/**
 * The share of the time that was watched in which the service answered (PRD-243 NFR-2). `up` are the spans of its heartbeats, in any
 * order; watched is from the first of them on, so that the time before it was installed is neither up nor down. A stop without a
 * heartbeat is down, whatever the reason: nobody can tell from inside.
 */
export const availability = (
  up: readonly Span[],
  within: Span & { readonly endsAt: Temporal.Instant },
): Availability => {
  const spans = union(up.filter(({ startsAt, endsAt }) => endsAt !== null && compareInstants(startsAt, endsAt) <= 0));
  const first = spans[0]?.startsAt;
  const watched = first === undefined ? null : intersect(within, { startsAt: first, endsAt: within.endsAt });
  if (!watched) return { share: null, watchedMinutes: 0, downMinutes: 0, outages: [] };
  // the beat that is due in a moment is no outage
  const outages = subtract(watched, spans).filter(
    (gap): gap is Closed => gap.endsAt !== null && gap.startsAt.until(gap.endsAt).total('seconds') > OUTAGE_SECONDS,
  );
  const [watchedMinutes, downMinutes] = [minutesOf([watched]), minutesOf(outages)];
  const share = watchedMinutes < LEAST_MINUTES ? null : 1 - downMinutes / watchedMinutes;
  return { share, watchedMinutes, downMinutes, outages };
};
