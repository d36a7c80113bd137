import {
  type Absence,
  type AbsenceKind,
  type AbsenceStatus,
  isAwayTogether,
  isLive,
  type SourceRef,
  stopAbsence,
} from './absences.js';
import type { Days } from './days.js';
import type { AbsenceId, UserId } from './ids.js';
import { compareEnds, compareInstants, type Span } from './spans.js';

/** What a source says about one absence now: a calendar event, a PTO entry, a status, somebody's form. */
export interface Sighting {
  readonly ref: SourceRef;
  readonly userId: UserId;
  readonly kind: AbsenceKind;
  readonly days: Days;
  readonly during: Span;
  readonly windows: readonly Span[];
}

/** The source says that what it showed is not there any more: deleted, declined, marked #no-cover. */
export interface Vanished {
  readonly ref: Pick<SourceRef, 'source' | 'externalId'>;
  readonly isGone: true;
}

export type Shape = Pick<Absence, 'kind' | 'days' | 'during' | 'windows'>;

export interface NewAbsence extends Shape {
  readonly userId: UserId;
  readonly status: AbsenceStatus;
  readonly sources: readonly SourceRef[];
}

export type SightingDecision =
  | { readonly do: 'nothing'; readonly because: 'unchanged' | 'over' | 'refused-before' | 'never-seen' }
  | { readonly do: 'create'; readonly absence: NewAbsence }
  | {
      readonly do: 'update';
      readonly absenceId: AbsenceId;
      readonly status: AbsenceStatus;
      readonly shape: Shape;
      readonly sources: readonly SourceRef[];
      /** False when only the sources changed: nobody has to be told, no coverage moves. */
      readonly isMoved: boolean;
    }
  | { readonly do: 'cancel'; readonly absenceId: AbsenceId; readonly tombstone: 'source_gone' }
  /** It runs already: it ends now; with `then`, another one begins later. */
  | {
      readonly do: 'end';
      readonly absenceId: AbsenceId;
      readonly during: Span;
      readonly windows: readonly Span[];
      readonly then: NewAbsence | null;
    };

const isSame = (a: Pick<SourceRef, 'source' | 'externalId'>, b: Pick<SourceRef, 'source' | 'externalId'>): boolean =>
  a.source === b.source && a.externalId === b.externalId;

const sameSpan = (a: Span, b: Span): boolean =>
  compareInstants(a.startsAt, b.startsAt) === 0 && compareEnds(a.endsAt, b.endsAt) === 0;

const sameDays = (a: Days, b: Days): boolean =>
  a.firstOn.equals(b.firstOn) && a.lastOn.equals(b.lastOn) && a.timeZone === b.timeZone;

/** Same time. The kind is left out: a calendar only guesses it, and a person may have corrected it. */
const sameShape = (a: Shape, b: Shape): boolean =>
  sameSpan(a.during, b.during) &&
  a.days.timeZone === b.days.timeZone &&
  a.windows.length === b.windows.length &&
  a.windows.every((part, index) => {
    const other = b.windows[index];
    return other !== undefined && sameSpan(part, other);
  });

const shapeOf = ({ kind, days, during, windows }: Shape): Shape => ({ kind, days, during, windows });

const isFact = (sources: readonly SourceRef[]): boolean => sources.some(({ certainty }) => certainty === 'fact');

const withRef = (sources: readonly SourceRef[], ref: SourceRef): SourceRef[] => [
  ...sources.filter((one) => !isSame(one, ref)),
  ref,
];

const begunBy = (absence: Pick<Absence, 'during'>, now: Temporal.Instant): boolean =>
  compareInstants(absence.during.startsAt, now) <= 0;

const isOverBy = (absence: Pick<Absence, 'during'>, now: Temporal.Instant): boolean =>
  compareEnds(absence.during.endsAt, now) <= 0;

const statusFor = (was: AbsenceStatus, ref: SourceRef, during: Span, now: Temporal.Instant): AbsenceStatus => {
  if (was !== 'suggested') return was;
  if (ref.certainty === 'suggestion') return 'suggested';
  return begunBy({ during }, now) ? 'active' : 'planned';
};

const newFrom = (sighting: Sighting, now: Temporal.Instant): NewAbsence => ({
  ...shapeOf(sighting),
  userId: sighting.userId,
  status: statusFor('suggested', sighting.ref, sighting.during, now),
  sources: [sighting.ref],
});

/** From the earlier start to the later end, keeping windows only when both are partial. */
const joined = (a: Shape, b: Shape): Shape => {
  const startsFirst = compareInstants(a.during.startsAt, b.during.startsAt) <= 0 ? a : b;
  const endsLast = compareEnds(a.during.endsAt, b.during.endsAt) >= 0 ? a : b;
  const isPartial = a.windows.length > 0 && b.windows.length > 0;
  return {
    kind: a.kind,
    days: { firstOn: startsFirst.days.firstOn, lastOn: endsLast.days.lastOn, timeZone: a.days.timeZone },
    during: { startsAt: startsFirst.during.startsAt, endsAt: endsLast.during.endsAt },
    windows: isPartial ? [...a.windows, ...b.windows].toSorted((x, y) => compareInstants(x.startsAt, y.startsAt)) : [],
  };
};

const whenGone = (known: Absence, { ref }: Vanished, now: Temporal.Instant): SightingDecision => {
  if (known.status === 'cancelled' || known.status === 'completed' || isOverBy(known, now))
    return { do: 'nothing', because: 'over' };
  const others = known.sources.filter((one) => !isSame(one, ref));
  if (isFact(others) || (known.status === 'suggested' && others.length > 0)) {
    return {
      do: 'update',
      absenceId: known.id,
      status: known.status,
      shape: shapeOf(known),
      sources: others,
      isMoved: false,
    };
  }
  const stop = stopAbsence(known, now);
  return stop.do === 'cancel'
    ? { do: 'cancel', absenceId: known.id, tombstone: 'source_gone' }
    : { ...stop, absenceId: known.id, then: null };
};

/** Something refused stays away until it changes; a fact may follow a dismissed suggestion, and what came back is new. */
const whenTombstone = (known: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const isRefused =
    (known.tombstone === 'dismissed' && sighting.ref.certainty === 'suggestion') ||
    (known.tombstone === 'cancelled' && sameShape(known, sighting));
  return isRefused ? { do: 'nothing', because: 'refused-before' } : { do: 'create', absence: newFrom(sighting, now) };
};

const whenKnown = (known: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const sources = withRef(known.sources, sighting.ref);
  const othersAreFacts = isFact(known.sources.filter((one) => !isSame(one, sighting.ref)));
  const isWeaker = sighting.ref.certainty === 'suggestion' && othersAreFacts;
  const status = statusFor(known.status, sighting.ref, sighting.during, now);
  if (isWeaker || (sameShape(known, sighting) && status === known.status))
    return { do: 'nothing', because: 'unchanged' };

  const hasBegun = known.status !== 'suggested' && begunBy(known, now);
  if (hasBegun && (compareInstants(sighting.during.startsAt, now) > 0 || isOverBy(sighting, now))) {
    const stop = stopAbsence(known, now);
    if (stop.do === 'end')
      return { ...stop, absenceId: known.id, then: isOverBy(sighting, now) ? null : newFrom(sighting, now) };
  }
  if (isOverBy(sighting, now)) return { do: 'cancel', absenceId: known.id, tombstone: 'source_gone' };
  const shape: Shape = hasBegun
    ? {
        ...shapeOf(sighting),
        kind: known.kind,
        days: { ...sighting.days, firstOn: known.days.firstOn },
        during: { startsAt: known.during.startsAt, endsAt: sighting.during.endsAt },
      }
    : { ...shapeOf(sighting), kind: known.status === 'suggested' ? sighting.kind : known.kind };
  if (sameShape(known, shape) && status === known.status) return { do: 'nothing', because: 'unchanged' };
  return { do: 'update', absenceId: known.id, status, shape, sources, isMoved: !sameShape(known, shape) };
};

/** Over already: an early return is not undone by reading the same event again; new days are a new absence, from now on at the earliest. */
const whenCompleted = (known: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  if (isOverBy(sighting, now) || sameDays(known.days, sighting.days)) return { do: 'nothing', because: 'over' };
  const absence = newFrom(sighting, now);
  if (!begunBy(sighting, now)) return { do: 'create', absence };
  const windows = sighting.windows.filter((part) => compareEnds(part.endsAt, now) > 0);
  return { do: 'create', absence: { ...absence, during: { ...sighting.during, startsAt: now }, windows } };
};

const whenOverlapping = (found: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const sources = withRef(found.sources, sighting.ref);
  const foundIsFact = isFact(found.sources) || found.status !== 'suggested';
  const sightingIsFact = sighting.ref.certainty === 'fact';
  const shape =
    foundIsFact === sightingIsFact ? joined(found, sighting) : sightingIsFact ? shapeOf(sighting) : shapeOf(found);
  const status = statusFor(found.status, sighting.ref, shape.during, now);
  return { do: 'update', absenceId: found.id, status, shape, sources, isMoved: !sameShape(found, shape) };
};

/**
 * What one sighting means for the absences of that person (product.md 6 and 14). `existing` holds all of theirs, also suggested,
 * cancelled and dismissed ones, since those are the tombstones.
 *
 * - the same thing again: moved moves, shortened shortens, extended extends; what has begun keeps its start, and one moved out
 *   of today ends now and begins anew later;
 * - gone: cancelled, or ended now when it runs; unless another source still knows it as a fact;
 * - a new one that overlaps what another source showed is the same absence: a fact beats a suggestion, two equals are joined;
 * - a dismissed suggestion does not come back, a cancelled one only when its source changed it.
 *
 * The caller re-reads status by {@link absenceStatusAt} with its coverage afterwards. Safe to repeat.
 */
export const applySighting = (
  existing: readonly Absence[],
  sighting: Sighting | Vanished,
  now: Temporal.Instant,
): SightingDecision => {
  const known = existing
    .filter(({ sources }) => sources.some((one) => isSame(one, sighting.ref)))
    .toSorted(
      (a, b) =>
        Number(b.status !== 'cancelled') - Number(a.status !== 'cancelled') ||
        compareInstants(b.during.startsAt, a.during.startsAt),
    )[0];
  if ('isGone' in sighting) return known ? whenGone(known, sighting, now) : { do: 'nothing', because: 'never-seen' };

  if (known?.status === 'cancelled')
    return isOverBy(sighting, now) ? { do: 'nothing', because: 'over' } : whenTombstone(known, sighting, now);
  if (known)
    return known.status === 'completed' || isOverBy(known, now)
      ? whenCompleted(known, sighting, now)
      : whenKnown(known, sighting, now);
  if (isOverBy(sighting, now)) return { do: 'nothing', because: 'over' };

  const found = existing.find(
    (absence) =>
      absence.userId === sighting.userId &&
      (isLive(absence) || absence.status === 'suggested') &&
      !absence.sources.some(({ source }) => source === sighting.ref.source) &&
      isAwayTogether(absence, sighting),
  );
  return found ? whenOverlapping(found, sighting, now) : { do: 'create', absence: newFrom(sighting, now) };
};
