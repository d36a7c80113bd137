import {
  type Absence,
  type AbsenceKind,
  type AbsenceStatus,
  isAwayTogether,
  isLive,
  isSameTime,
  type Shown,
  type SourceRef,
  stopAbsence,
} from './absences.js';
import type { AwayDays } from './days.js';
import type { AbsenceId, UserId } from './ids.js';
import { compareEnds, compareInstants, type Span, union } from './spans.js';

/** What a source says about one absence now: a calendar event, a PTO entry, a status, somebody's form. */
export interface Sighting {
  readonly ref: SourceRef;
  readonly userId: UserId;
  readonly kind: AbsenceKind;
  readonly days: AwayDays;
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
      /** The source went its own way: what it shows now belongs to none of its former companions and is to be decided on again. */
      readonly again?: true;
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

const sameDays = (a: AwayDays, b: AwayDays): boolean =>
  a.firstOn.equals(b.firstOn) && String(a.lastOn) === String(b.lastOn) && a.timeZone === b.timeZone;

/** Same time. The kind is left out: a calendar only guesses it, and a person may have corrected it. */
const sameShape = (a: Shown, b: Shown): boolean => isSameTime(a, b) && a.days.timeZone === b.days.timeZone;

const shapeOf = ({ kind, days, during, windows }: Shape): Shape => ({ kind, days, during, windows });

const isFact = (sources: readonly SourceRef[]): boolean => sources.some(({ certainty }) => certainty === 'fact');

const shownBy = ({ days, during, windows }: Shown): Shown => ({ days, during, windows });

const withRef = (sources: readonly SourceRef[], { ref, ...sighting }: Sighting): SourceRef[] => [
  ...sources.filter((one) => !isSame(one, ref)),
  { ...ref, shown: shownBy(sighting) },
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
  sources: withRef([], sighting),
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
    windows: isPartial ? union([...a.windows, ...b.windows]) : [],
  };
};

/** What the sources say together; one that said nothing yet stands for the absence as it is. */
const togetherOf = (known: Absence, sources: readonly SourceRef[]): Shape =>
  sources
    .map(({ shown }): Shape => ({ kind: known.kind, ...(shown ?? shownBy(known)) }))
    .reduce((one, other) => joined(one, other), shapeOf({ ...known, ...(sources[0]?.shown ?? {}) }));

/** True while nobody changed by hand what its sources say: only then may one of them shorten it by leaving. */
const isAsShown = (known: Absence): boolean =>
  sameShape(
    known,
    togetherOf(
      known,
      known.sources.filter(({ certainty }) => !isFact(known.sources) || certainty === 'fact'),
    ),
  );

/** What has begun keeps its start. */
const keepingStart = (known: Absence, shape: Shape, now: Temporal.Instant): Shape =>
  known.status === 'suggested' || !begunBy(known, now)
    ? shape
    : {
        ...shape,
        days: { ...shape.days, firstOn: known.days.firstOn },
        during: { startsAt: known.during.startsAt, endsAt: shape.during.endsAt },
      };

const whenGone = (known: Absence, { ref }: Pick<Vanished, 'ref'>, now: Temporal.Instant): SightingDecision => {
  if (known.status === 'cancelled' || known.status === 'completed' || isOverBy(known, now))
    return { do: 'nothing', because: 'over' };
  const others = known.sources.filter((one) => !isSame(one, ref));
  if (isFact(others) || (known.status === 'suggested' && others.length > 0)) {
    const counting = others.filter(({ certainty }) => !isFact(others) || certainty === 'fact');
    const rest = isAsShown(known) ? togetherOf(known, counting) : shapeOf(known);
    const hasBegun = known.status !== 'suggested' && begunBy(known, now);
    if (hasBegun && !begunBy(rest, now)) {
      const later: NewAbsence = { ...rest, userId: known.userId, status: 'planned', sources: others };
      const stop = stopAbsence(known, now);
      if (stop.do === 'end') return { ...stop, absenceId: known.id, then: later };
    }
    const shape = keepingStart(known, rest, now);
    if (!isOverBy(shape, now)) {
      const isMoved = !sameShape(known, shape);
      return { do: 'update', absenceId: known.id, status: known.status, shape, sources: others, isMoved };
    }
  }
  const stop = stopAbsence(known, now);
  return stop.do === 'cancel'
    ? { do: 'cancel', absenceId: known.id, tombstone: 'source_gone' }
    : { ...stop, absenceId: known.id, then: null };
};

/** One of several that know it as a fact shows another time: the absence grows or shrinks with it, or they part. */
const whenOneOfSeveral = (
  known: Absence,
  facts: readonly SourceRef[],
  sighting: Sighting,
  now: Temporal.Instant,
): SightingDecision => {
  if (isOverBy(sighting, now)) return whenGone(known, sighting, now);
  const rest = isAsShown(known) ? togetherOf(known, facts) : shapeOf(known);
  if (!isAwayTogether(rest, sighting)) {
    const without = whenGone(known, sighting, now);
    return without.do === 'update' ? { ...without, again: true } : without;
  }
  const shape = keepingStart(known, { ...joined(rest, sighting), kind: known.kind }, now);
  const sources = withRef(known.sources, sighting);
  const isMoved = !sameShape(known, shape);
  return { do: 'update', absenceId: known.id, status: known.status, shape, sources, isMoved };
};

/** Something refused stays away until it changes; a fact may follow a dismissed suggestion, and what came back is new. */
const whenTombstone = (known: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const isRefused =
    (known.tombstone === 'dismissed' && sighting.ref.certainty === 'suggestion') ||
    (known.tombstone === 'cancelled' && sameShape(known, sighting));
  return isRefused ? { do: 'nothing', because: 'refused-before' } : { do: 'create', absence: newFrom(sighting, now) };
};

/** Read again without a change, also after somebody moved the absence by hand: that stands until the source itself moves. */
const saysTheSame = (known: Absence, { ref, ...sighting }: Sighting): boolean =>
  known.sources.some(
    (one) =>
      isSame(one, ref) && one.certainty === ref.certainty && one.shown !== undefined && sameShape(one.shown, sighting),
  );

const whenKnown = (known: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const sources = withRef(known.sources, sighting);
  const facts = known.sources.filter((one) => one.certainty === 'fact' && !isSame(one, sighting.ref));
  const isWeaker = sighting.ref.certainty === 'suggestion' && facts.length > 0;
  const status = statusFor(known.status, sighting.ref, sighting.during, now);
  if (isWeaker || saysTheSame(known, sighting) || (sameShape(known, sighting) && status === known.status))
    return { do: 'nothing', because: 'unchanged' };
  if (facts.length > 0) return whenOneOfSeveral(known, facts, sighting, now);

  const hasBegun = known.status !== 'suggested' && begunBy(known, now);
  if (hasBegun && (compareInstants(sighting.during.startsAt, now) > 0 || isOverBy(sighting, now))) {
    const stop = stopAbsence(known, now);
    if (stop.do === 'end')
      return { ...stop, absenceId: known.id, then: isOverBy(sighting, now) ? null : newFrom(sighting, now) };
  }
  if (isOverBy(sighting, now)) return { do: 'cancel', absenceId: known.id, tombstone: 'source_gone' };
  const kind = known.status === 'suggested' ? sighting.kind : known.kind;
  const shape = keepingStart(known, { ...shapeOf(sighting), kind }, now);
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

const OVER_A_WEEKEND = { hours: 72 } as const;
/**
 * A suggestion that nobody knows the end of says "away now", not "for good": what begins after the coming weekend is another absence. And
 * nobody is sick already because of days off on Monday.
 */
const isSameAbsence = (absence: Absence, sighting: Sighting, now: Temporal.Instant): boolean => {
  const isApart = (hint: Shape, other: Shape, sources: readonly SourceRef[]): boolean =>
    hint.during.endsAt === null &&
    !isFact(sources) &&
    compareInstants(other.during.startsAt, hint.kind === 'sick' ? now : now.add(OVER_A_WEEKEND)) > 0;
  if (!isAwayTogether(absence, sighting) || isApart(sighting, absence, [sighting.ref])) return false;
  return absence.status !== 'suggested' || !isApart(absence, sighting, absence.sources);
};

const whenOverlapping = (found: Absence, sighting: Sighting, now: Temporal.Instant): SightingDecision => {
  const sources = withRef(found.sources, sighting);
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
 * - gone: cancelled, or ended now when it runs; unless another source still knows it as a fact: then it is as that one says;
 * - moved in one of several sources: it grows or shrinks with it while they have time in common, else they part;
 * - a new one that overlaps what another source showed is the same absence: a fact beats a suggestion, two equals are joined; see isSameAbsence;
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
      isSameAbsence(absence, sighting, now),
  );
  return found ? whenOverlapping(found, sighting, now) : { do: 'create', absence: newFrom(sighting, now) };
};
