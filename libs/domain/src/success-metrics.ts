import { awaySpans } from './absences.js';
import type { Assignment, AskedBy } from './assignments.js';
import type { AbsenceId, CustomerId, UserId } from './ids.js';
import { compareInstants, contains, intersect, type Span, subtract, union } from './spans.js';

/** An absence that began, with the customers its person owned at its first instant. */
export interface BegunAbsence {
  readonly id: AbsenceId;
  readonly userId: UserId;
  readonly during: Span;
  /** When it became known here. */
  readonly createdAt: Temporal.Instant;
  readonly customerIds: readonly CustomerId[];
}

export interface ReportedAssignment extends Pick<
  Assignment,
  'id' | 'absenceId' | 'backupUserId' | 'status' | 'acceptedAt' | 'endedReason' | 'during'
> {
  /** Said yes to and not ended before it began; what was accepted and never counted keeps its `acceptedAt`. */
  readonly inForce: boolean;
  readonly askedAt: Temporal.Instant;
  readonly askedBy: AskedBy;
  /** Customers with their own time in it; of one that covers all, those that were listed. */
  readonly parts: readonly { readonly customerIds: readonly CustomerId[]; readonly during: Span }[];
  /** null: not yet. */
  readonly handedBackAt: Temporal.Instant | null;
}

/**
 * How a question ended. `withdrawn`: it was replaced, or the absence went, before an answer. `assigned`: the last rungs of the ladder are
 * assigned without asking (product.md 7), which is coverage and no answer.
 */
export type AnswerKind = 'accepted' | 'declined' | 'lapsed' | 'waiting' | 'withdrawn' | 'assigned';

export const answerOf = ({
  status,
  acceptedAt,
  endedReason,
  askedBy,
}: Pick<ReportedAssignment, 'status' | 'acceptedAt' | 'endedReason' | 'askedBy'>): AnswerKind => {
  if (status === 'declined') return 'declined';
  if (acceptedAt !== null) return askedBy === 'team-fallback' || askedBy === 'manager' ? 'assigned' : 'accepted';
  if (status === 'pending') return 'waiting';
  return endedReason === 'lapsed' ? 'lapsed' : 'withdrawn';
};

/**
 * Minutes from "away and known" until all the customers were covered by somebody who said yes (PRD-131: OOO to active coverage). 0 when
 * everything was set up before; null as long as a customer is not covered. Coverage that began and ended before does not help.
 */
export const setupMinutes = (absence: BegunAbsence, assignments: readonly ReportedAssignment[]): number | null => {
  const { startsAt, endsAt } = absence.during;
  const knownAt = compareInstants(absence.createdAt, startsAt) > 0 ? absence.createdAt : startsAt;
  const coveredAt = new Map<CustomerId, Temporal.Instant>();
  for (const { parts } of assignments.filter((one) => one.absenceId === absence.id && one.inForce))
    for (const { customerIds, during } of parts) {
      const within = intersect(during, { startsAt, endsAt });
      if (within === null) continue;
      for (const id of customerIds) {
        const known = coveredAt.get(id);
        if (!known || compareInstants(within.startsAt, known) < 0) coveredAt.set(id, within.startsAt);
      }
    }
  let last = knownAt;
  for (const id of absence.customerIds) {
    const at = coveredAt.get(id);
    if (at === undefined) return null;
    if (compareInstants(at, last) > 0) last = at;
  }
  return knownAt.until(last).total('minutes');
};

/** The middle one, or the mean of the two in the middle; null of nothing. */
export const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

/** A customer's owner for some time. */
export interface Ownership {
  readonly customerId: CustomerId;
  readonly csmId: UserId | null;
  readonly during: Span;
}

export interface EscalationRates {
  /** Escalations per 100 customer-days while the owner was away. */
  readonly away: number | null;
  /** The same while the owner was there. */
  readonly normal: number | null;
  readonly awayCount: number;
  readonly normalCount: number;
}

const MS_A_DAY = 86_400_000;
const daysOf = (spans: readonly Span[]): number =>
  spans.reduce(
    (sum, { startsAt, endsAt }) =>
      sum + (endsAt === null ? 0 : (endsAt.epochMilliseconds - startsAt.epochMilliseconds) / MS_A_DAY),
    0,
  );

/**
 * Escalations during absences against those of normal days (PRD-131: unchanged), each per 100 customer-days of that kind within the
 * span; null where there were no such days. A customer without owner is neither. `within` has an end.
 */
export const escalationRates = (given: {
  readonly within: Span;
  readonly ownerships: readonly Ownership[];
  readonly away: ReadonlyMap<UserId, readonly { readonly during: Span; readonly windows: readonly Span[] }[]>;
  readonly escalations: readonly { readonly customerId: CustomerId; readonly createdAt: Temporal.Instant }[];
}): EscalationRates => {
  const spans = new Map(
    [...given.away].map(([userId, absences]) => [
      userId,
      union(absences.flatMap((one) => awaySpans(one).flatMap((part) => intersect(part, one.during) ?? []))),
    ]),
  );
  let [awayDays, normalDays, awayCount, normalCount] = [0, 0, 0, 0];
  const owned = Map.groupBy(given.ownerships, ({ customerId }) => customerId);
  for (const { csmId, during } of given.ownerships) {
    const time = intersect(during, given.within);
    if (csmId === null || time === null) continue;
    const normal = daysOf(subtract(time, spans.get(csmId) ?? []));
    normalDays += normal;
    awayDays += daysOf([time]) - normal;
  }
  for (const { customerId, createdAt } of given.escalations) {
    const owner = owned.get(customerId)?.find(({ during }) => contains(during, createdAt))?.csmId ?? null;
    if (owner === null || !contains(given.within, createdAt)) continue;
    if ((spans.get(owner) ?? []).some((span) => contains(span, createdAt))) awayCount++;
    else normalCount++;
  }
  return {
    away: awayDays > 0 ? (100 * awayCount) / awayDays : null,
    normal: normalDays > 0 ? (100 * normalCount) / normalDays : null,
    awayCount,
    normalCount,
  };
};

export const METRIC_STATUSES = ['met', 'missed', 'not_measured'] as const;
export type MetricStatus = (typeof METRIC_STATUSES)[number];

/** Of a share: all of nothing is not measured, never 0 % and never 100 %. */
export const shareStatus = (part: number, whole: number, target: number): MetricStatus => {
  if (whole === 0) return 'not_measured';
  return part / whole >= target ? 'met' : 'missed';
};
