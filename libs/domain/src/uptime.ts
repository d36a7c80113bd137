import { compareInstants, intersect, type Span, subtract, union } from './spans.js';

/** A heartbeat comes every so many seconds; two that are further apart than the limit (migration 0056) have an outage between them. */
export const HEARTBEAT_SECONDS = 20;
export const OUTAGE_SECONDS = 60;

/** What is less than a day says nothing about 99.9 %. */
const LEAST_MINUTES = 24 * 60;

type Closed = Span & { readonly endsAt: Temporal.Instant };

export interface Availability {
  /** null: less than a day was watched. */
  readonly share: number | null;
  readonly watchedMinutes: number;
  readonly downMinutes: number;
  /** Gaps between heartbeats, oldest first; the last may still go on. */
  readonly outages: readonly Closed[];
}

const minutesOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startsAt, endsAt }) => sum + (endsAt === null ? 0 : startsAt.until(endsAt).total('minutes')), 0);

/**
 * The share of the time that was watched in which the service answered (PRD-243 NFR-2). `up` are the spans of its heartbeats, in any
 * order; watched is from `since` on, the first heartbeat ever: the time before it was installed is neither up nor down. A stop without a
 * heartbeat is down, whatever the reason: nobody can tell from inside.
 */
export const availability = (
  up: readonly Span[],
  within: Span & { readonly endsAt: Temporal.Instant },
  since: Temporal.Instant | null,
): Availability => {
  const watched =
    since === null || compareInstants(since, within.endsAt) >= 0
      ? null
      : intersect(within, { startsAt: since, endsAt: within.endsAt });
  if (!watched) return { share: null, watchedMinutes: 0, downMinutes: 0, outages: [] };
  // the beat that is due in a moment is no outage
  const outages = subtract(watched, union(up)).filter(
    (gap): gap is Closed => gap.endsAt !== null && gap.startsAt.until(gap.endsAt).total('seconds') > OUTAGE_SECONDS,
  );
  const [watchedMinutes, downMinutes] = [minutesOf([watched]), minutesOf(outages)];
  const share = watchedMinutes < LEAST_MINUTES ? null : 1 - downMinutes / watchedMinutes;
  return { share, watchedMinutes, downMinutes, outages };
};
