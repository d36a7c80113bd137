/** Half-open span of instants: `startsAt` is inside, `endsAt` is not; null while it is open-ended (product.md 10). */
export interface Span {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | null;
}

/**
 * Order of two instants as sort() wants it. Exact to the nanosecond; the milliseconds decide almost always and cost a tenth of
 * Temporal.Instant.compare, which is what sweeps over a whole tenant spend their time in.
 */
export const compareInstants = (a: Temporal.Instant, b: Temporal.Instant): number =>
  a.epochMilliseconds - b.epochMilliseconds || (a === b ? 0 : Temporal.Instant.compare(a, b));

/** Order of two ends: an open end (null) is after every instant. */
export const compareEnds = (a: Temporal.Instant | null, b: Temporal.Instant | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareInstants(a, b);
};

/** A span that holds at least one instant. Throws RangeError when it would end before or as it starts. */
export const span = (startsAt: Temporal.Instant, endsAt: Temporal.Instant | null): Span => {
  if (compareEnds(startsAt, endsAt) >= 0) throw new RangeError('a span must end after it starts');
  return { startsAt, endsAt };
};

/** True when the instant is inside; the end is outside. */
export const contains = ({ startsAt, endsAt }: Span, at: Temporal.Instant): boolean =>
  compareInstants(startsAt, at) <= 0 && compareEnds(at, endsAt) < 0;

/** True when both hold a common instant; back-to-back spans do not. */
export const overlaps = (a: Span, b: Span): boolean =>
  compareEnds(a.startsAt, b.endsAt) < 0 && compareEnds(b.startsAt, a.endsAt) < 0;

/** What both hold, or null. */
export const intersect = (a: Span, b: Span): Span | null => {
  const startsAt = compareInstants(a.startsAt, b.startsAt) >= 0 ? a.startsAt : b.startsAt;
  const endsAt = compareEnds(a.endsAt, b.endsAt) <= 0 ? a.endsAt : b.endsAt;
  return compareEnds(startsAt, endsAt) < 0 ? { startsAt, endsAt } : null;
};

/** The fewest spans that hold the same instants, by start. Overlapping and back-to-back ones become one. */
export const union = (spans: readonly Span[]): Span[] => {
  const joined: Span[] = [];
  for (const next of spans.toSorted((a, b) => compareInstants(a.startsAt, b.startsAt))) {
    const last = joined.at(-1);
    if (!last || compareEnds(next.startsAt, last.endsAt) > 0) joined.push(next);
    else if (compareEnds(next.endsAt, last.endsAt) > 0) joined[joined.length - 1] = { ...last, endsAt: next.endsAt };
  }
  return joined;
};

/** What stays of `whole` when the holes are taken out, by start. */
export const subtract = (whole: Span, holes: readonly Span[]): Span[] => {
  const rest: Span[] = [];
  let from: Temporal.Instant | null = whole.startsAt;
  for (const hole of union(holes)) {
    if (from === null || !overlaps({ startsAt: from, endsAt: whole.endsAt }, hole)) continue;
    if (compareInstants(from, hole.startsAt) < 0) rest.push({ startsAt: from, endsAt: hole.startsAt });
    from = hole.endsAt;
  }
  if (from !== null && compareEnds(from, whole.endsAt) < 0) rest.push({ startsAt: from, endsAt: whole.endsAt });
  return rest;
};
