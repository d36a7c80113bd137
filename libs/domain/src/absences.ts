import type { AwayDays, DayWindow } from './days.js';
import { daysToSpan, windowsToSpans } from './days.js';
import { DomainError } from './errors.js';
import type { AbsenceId, UserId } from './ids.js';
import { compareEnds, compareInstants, contains, intersect, overlaps, type Span, union } from './spans.js';

export const ABSENCE_KINDS = ['vacation', 'sick', 'conference', 'parental', 'other'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** PRD-258's statuses; `suggested` waits for a person to confirm or dismiss it (product.md 14). */
export const ABSENCE_STATUSES = [
  'suggested',
  'planned',
  'coverage_assigned',
  'active',
  'completed',
  'cancelled',
] as const;
export type AbsenceStatus = (typeof ABSENCE_STATUSES)[number];

export const ABSENCE_SOURCES = ['manual', 'google_calendar', 'slack', 'pto', 'addon'] as const;
export type AbsenceSource = (typeof ABSENCE_SOURCES)[number];

/** When an absence is, as one source shows it. */
export interface Shown {
  readonly days: AwayDays;
  readonly during: Span;
  readonly windows: readonly Span[];
}

/** Where an absence was seen: `externalId` is the source's own id of it; a fact, or only a suggestion (product.md 14). */
export interface SourceRef {
  readonly source: AbsenceSource;
  readonly externalId: string;
  readonly certainty: 'fact' | 'suggestion';
  /** What that source said last, so that one of several sources may move or go without the others. Unknown on old rows. */
  readonly shown?: Shown | undefined;
}

/**
 * Why a cancelled absence is kept: a later sighting of the same thing must not bring back what somebody refused. `absorbed` ones lie
 * inside a longer absence and come back when that one ends early.
 */
export type Tombstone = 'dismissed' | 'cancelled' | 'source_gone' | 'absorbed';

export interface Absence {
  readonly id: AbsenceId;
  readonly userId: UserId;
  readonly kind: AbsenceKind;
  readonly status: AbsenceStatus;
  /** What was typed: days and zone; no last day while it is open-ended. */
  readonly days: AwayDays;
  /** The whole of it as instants, worked out once on the server. */
  readonly during: Span;
  /** Only these parts of `during` are away; empty means all of it. */
  readonly windows: readonly Span[];
  readonly sources: readonly SourceRef[];
  readonly tombstone: Tombstone | null;
}

/** What deciding about somebody's presence needs to know of an absence. */
export type Away = Pick<Absence, 'id' | 'userId' | 'status' | 'during' | 'windows'>;

const LIVE = {
  suggested: false,
  planned: true,
  coverage_assigned: true,
  active: true,
  completed: false,
  cancelled: false,
} as const satisfies Record<AbsenceStatus, boolean>;

/** Still ahead or running, and a fact: what coverage is set up for. */
export const isLive = (absence: Pick<Absence, 'status'>): boolean => LIVE[absence.status];

/** The parts of time in which the person is really away. */
export const awaySpans = (absence: Pick<Absence, 'during' | 'windows'>): readonly Span[] =>
  absence.windows.length > 0 ? absence.windows : [absence.during];

/** The first instant from `from` on at which this absence has the person away; null when it has not any more. */
export const firstAwayFrom = (
  absence: Pick<Absence, 'during' | 'windows'>,
  from: Temporal.Instant,
): Temporal.Instant | null => {
  const ahead = awaySpans(absence).flatMap((part) => intersect(part, { startsAt: from, endsAt: null }) ?? []);
  return ahead.map(({ startsAt }) => startsAt).toSorted(compareInstants)[0] ?? null;
};

/**
 * Is the person away by this absence at that instant? By its spans alone, so that answers about the past stay: a completed
 * absence counts for its time, a suggestion or a cancelled one never. Ending early is a shorter span, never a deleted one.
 */
export const isAwayAt = (absence: Omit<Away, 'id' | 'userId'>, at: Temporal.Instant): boolean =>
  absence.status !== 'suggested' &&
  absence.status !== 'cancelled' &&
  contains(absence.during, at) &&
  awaySpans(absence).some((part) => contains(part, at));

/** planned → coverage_assigned → active → completed by time and coverage; suggested and cancelled stay what they are (PRD-258). */
export const absenceStatusAt = (
  absence: Pick<Absence, 'status' | 'during'>,
  at: Temporal.Instant,
  isCovered: boolean,
): AbsenceStatus => {
  if (absence.status === 'suggested' || absence.status === 'cancelled') return absence.status;
  if (compareEnds(absence.during.endsAt, at) <= 0) return 'completed';
  if (compareInstants(absence.during.startsAt, at) <= 0) return 'active';
  return isCovered ? 'coverage_assigned' : 'planned';
};

const LONGEST = { years: 2 } as const;

/**
 * What somebody typed as instants. Throws absences.ends-before-start, absences.too-long (over two years), absences.in-the-past
 * (over already), absences.bad-hours (windows of which nothing is left by a clock change), absences.open-ended-hours (hours need a last
 * day). One that began already is fine: people fall ill.
 */
export const planAbsence = (
  days: AwayDays,
  hours: readonly DayWindow[],
  now: Temporal.Instant,
): { during: Span; windows: readonly Span[] } => {
  const during = daysToSpan(days);
  const { firstOn, lastOn, timeZone } = days;
  if (lastOn === null) {
    if (hours.length > 0) throw new DomainError('absences.open-ended-hours');
    return { during, windows: [] };
  }
  if (Temporal.PlainDate.compare(lastOn, firstOn.add(LONGEST)) > 0) {
    throw new DomainError('absences.too-long', { start_date: String(firstOn), end_date: String(lastOn) });
  }
  if (compareEnds(during.endsAt, now) <= 0) throw new DomainError('absences.in-the-past', { end_date: String(lastOn) });
  const windows = windowsToSpans({ firstOn, lastOn, timeZone }, hours);
  if (hours.length > 0 && windows.length === 0) throw new DomainError('absences.bad-hours');
  return { during, windows };
};

/** True when both say "away" about a common instant; windows of a partial day are compared, not the days. */
export const isAwayTogether = (
  a: Pick<Absence, 'during' | 'windows'>,
  b: Pick<Absence, 'during' | 'windows'>,
): boolean => awaySpans(a).some((one) => awaySpans(b).some((other) => overlaps(one, other)));

/** Five weekly half days have 150 ahead, an hour a day 210: more than this is a mistake, and slow for everybody who looks at the team. */
export const MOST_LIVE_ABSENCES = 500;

/** Throws absences.too-many when so many of this person are ahead or running. An emergency is never refused for it. */
export const requireRoom = (existing: readonly Pick<Absence, 'status'>[]): void => {
  const count = existing.filter(isLive).length;
  if (count >= MOST_LIVE_ABSENCES) throw new DomainError('absences.too-many', { count, at_most: MOST_LIVE_ABSENCES });
};

/**
 * The same span entered twice by hand is a mistake to show, not to merge (product.md 6). Throws absences.overlaps-own with the
 * row; `exceptId` is the absence being changed. What other sources saw is merged instead, see applySighting.
 */
export const requireNoOwnOverlap = (
  existing: readonly Absence[],
  wanted: Pick<Absence, 'userId' | 'during' | 'windows'>,
  exceptId: AbsenceId | null = null,
): void => {
  const own = existing.find(
    (absence) =>
      absence.id !== exceptId &&
      absence.userId === wanted.userId &&
      isLive(absence) &&
      absence.sources.some(({ source }) => source === 'manual') &&
      isAwayTogether(absence, wanted),
  );
  if (own) throw new DomainError('absences.overlaps-own', { absence_id: own.id });
};

export type AbsenceEnd =
  { readonly do: 'cancel' } | { readonly do: 'end'; readonly during: Span; readonly windows: readonly Span[] };

/**
 * How an absence stops now: one that has not begun is cancelled; one that runs becomes `completed` with `during` ending now, so
 * that who was responsible until now stays true. Throws absences.ended when it is over or cancelled already.
 */
export const stopAbsence = (
  absence: Pick<Absence, 'status' | 'during' | 'windows'>,
  now: Temporal.Instant,
): AbsenceEnd => {
  const isOver = compareEnds(absence.during.endsAt, now) <= 0;
  if (isOver || absence.status === 'completed' || absence.status === 'cancelled')
    throw new DomainError('absences.ended');
  if (absence.status === 'suggested' || compareInstants(now, absence.during.startsAt) <= 0) return { do: 'cancel' };
  const before: Span = { startsAt: absence.during.startsAt, endsAt: now };
  const windows = absence.windows
    .filter((part) => compareInstants(part.startsAt, now) < 0)
    .map((part) => (compareEnds(part.endsAt, now) > 0 ? { ...part, endsAt: now } : part));
  // hours of which none has come yet: they were never away, and no hours at all would mean all of the time
  if (absence.windows.length > 0 && windows.length === 0) return { do: 'cancel' };
  return { do: 'end', during: before, windows };
};

/** The same time: nobody has to be asked again, no coverage moves. */
export const isSameTime = (a: Pick<Absence, 'during' | 'windows'>, b: Pick<Absence, 'during' | 'windows'>): boolean => {
  const [left, right] = [
    [a.during, ...a.windows],
    [b.during, ...b.windows],
  ];
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        compareInstants(part.startsAt, other.startsAt) === 0 &&
        compareEnds(part.endsAt, other.endsAt) === 0
      );
    })
  );
};

/** An absence that runs keeps its start, whatever else is wrong with what was asked. Throws absences.has-begun. */
export const requireKeptStart = (
  before: Pick<Absence, 'status' | 'during'>,
  startsAt: Temporal.Instant,
  now: Temporal.Instant,
): void => {
  const isRunning = isLive(before) && contains(before.during, now) && compareInstants(before.during.startsAt, now) < 0;
  if (isRunning && compareInstants(startsAt, before.during.startsAt) !== 0)
    throw new DomainError('absences.has-begun', { starts_at: String(before.during.startsAt) });
};

/**
 * A new time for an absence somebody edits. Before it begins, any; once it runs, its start stays (absences.has-begun otherwise) and
 * so does what was away until now, hour by hour: who was responsible is not rewritten. Throws absences.ended when it is over.
 */
export const moveAbsence = (
  before: Pick<Absence, 'status' | 'during' | 'windows'>,
  planned: Pick<Absence, 'during' | 'windows'>,
  now: Temporal.Instant,
): Pick<Absence, 'during' | 'windows'> => {
  if (!isLive(before) && before.status !== 'suggested') throw new DomainError('absences.ended');
  if (compareEnds(before.during.endsAt, now) <= 0) throw new DomainError('absences.ended');
  const { startsAt } = before.during;
  if (before.status === 'suggested' || compareInstants(now, startsAt) <= 0) return planned;
  requireKeptStart(before, planned.during.startsAt, now);
  if (before.windows.length === 0 && planned.windows.length === 0) return planned;
  const until = awaySpans(before).flatMap((part) => intersect(part, { startsAt, endsAt: now }) ?? []);
  const ahead = awaySpans(planned).flatMap((part) => intersect(part, { startsAt: now, endsAt: null }) ?? []);
  const windows = union([...until, ...ahead]);
  // nothing is left of the hours, and no hours at all would mean all of the time
  if (windows.length === 0) throw new DomainError('absences.bad-hours');
  return { during: planned.during, windows };
};
