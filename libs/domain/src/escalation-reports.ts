import type { CustomerId, EscalationId, TeamId, UserId } from './ids.js';
import { type EscalationStatus, isUnresolved, type Severity } from './escalations.js';
import { isIdeograph, wordsOf } from './root-causes.js';
import { compareInstants, contains, type Span } from './spans.js';

/** What happened in the end to the customer, as said when resolving (PRD-243: outcome tracking). */
export type ReportedOutcome = 'saved' | 'lost' | 'not_applicable';

/** One escalation as reports count it. */
export interface EscalationFact {
  readonly id: EscalationId;
  readonly title: string;
  readonly status: EscalationStatus;
  readonly severity: Severity;
  /** null: it came from a conversation, without one. */
  readonly category: string | null;
  readonly customerId: CustomerId | null;
  /** As it was when the escalation was made; null without a customer. */
  readonly segment: string | null;
  readonly ownerId: UserId | null;
  /** The owner's team; without owner that of the customer's CSM. */
  readonly teamId: TeamId | null;
  readonly createdAt: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  /** null again after reopening. */
  readonly resolvedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  /** The resolution clock stands still since then: it cannot run out meanwhile. */
  readonly pausedSince: Temporal.Instant | null;
  readonly outcome: ReportedOutcome | null;
  readonly resolutionSummary: string | null;
  readonly rootCause: string | null;
}

const isBefore = (one: Temporal.Instant, other: Temporal.Instant): boolean => compareInstants(one, other) < 0;

/** Where a clock stands: it ends when it was met or when it ran out, whichever was first, and never moves afterwards. */
export type ClockEnd =
  | { readonly kind: 'met' | 'missed'; readonly endedAt: Temporal.Instant }
  | { readonly kind: 'running'; readonly endedAt: null };

const RUNNING: ClockEnd = { kind: 'running', endedAt: null };

const clockEnd = (doneAt: Temporal.Instant | null, dueAt: Temporal.Instant, now: Temporal.Instant): ClockEnd => {
  // done in the very instant it is due is in time
  if (doneAt !== null && !isBefore(dueAt, doneAt)) return { kind: 'met', endedAt: doneAt };
  return isBefore(dueAt, doneAt ?? now) ? { kind: 'missed', endedAt: dueAt } : RUNNING;
};

/** The resolution clock; a voided escalation has none any more. */
export const resolutionClock = (fact: EscalationFact, now: Temporal.Instant): ClockEnd => {
  const { status, resolvedAt, pausedSince, dueAt } = fact;
  const standsStill = resolvedAt === null && pausedSince !== null && !isBefore(dueAt, pausedSince);
  return status === 'void' || standsStill ? RUNNING : clockEnd(resolvedAt, dueAt, now);
};

/** The response clock: ends with the first acknowledgement. */
export const responseClock = (fact: EscalationFact, now: Temporal.Instant): ClockEnd =>
  fact.status === 'void' ? RUNNING : clockEnd(fact.acknowledgedAt, fact.responseDueAt, now);

const LEAST_LETTERS = 20;
const LEAST_WORDS = 3;

/** More than a word to get past the form: three different words and twenty letters; of Chinese or Japanese half as many characters. */
export const isSubstantial = (text: string | null): boolean => {
  const words = wordsOf(text ?? '');
  const letters = words.reduce((sum, word) => sum + (isIdeograph(word) ? 2 : word.length), 0);
  return new Set(words).size >= LEAST_WORDS && letters >= LEAST_LETTERS;
};

/**
 * Resolved with a summary and a root cause that say something (PRD-243: documentation quality). One without a customer is not asked for
 * a root cause (product.md 1), so its summary is enough.
 */
export const isDocumented = ({ customerId, resolutionSummary, rootCause }: EscalationFact): boolean =>
  isSubstantial(resolutionSummary) && (customerId === null || isSubstantial(rootCause));

export const AGES = ['under-4h', '4h-1d', '1d-3d', '3d-7d', '7d-30d', 'over-30d'] as const;
export type Age = (typeof AGES)[number];
const AGE_LIMITS_HOURS = [4, 24, 72, 168, 720] as const;

/** How long an escalation is open; each bucket without its upper limit. */
export const ageOf = ({ createdAt }: Pick<EscalationFact, 'createdAt'>, now: Temporal.Instant): Age => {
  const hours = createdAt.until(now).total('hours');
  return AGES[AGE_LIMITS_HOURS.filter((limit) => hours >= limit).length] ?? 'over-30d';
};

/** What a report of a period counts; each is a list of escalations. */
export const ESCALATION_FILTERS = [
  'created',
  'answered',
  'resolved',
  'voided',
  'sla-ended',
  'sla-met',
  'sla-missed',
  'response-ended',
  'response-met',
  'response-missed',
  'documented',
  'undocumented',
  'with-root-cause',
  'without-root-cause',
  'saved',
  'lost',
  'decided',
  'no-outcome',
] as const;
export type EscalationFilter = (typeof ESCALATION_FILTERS)[number];

const isIn = (at: Temporal.Instant | null, within: Span): boolean => at !== null && contains(within, at);
const isResolvedIn = (fact: EscalationFact, within: Span): boolean =>
  fact.status !== 'void' && isIn(fact.resolvedAt, within);

type Rule = (fact: EscalationFact, within: Span, now: Temporal.Instant) => boolean;
const ended =
  (clock: typeof resolutionClock, ...kinds: readonly ClockEnd['kind'][]): Rule =>
  (fact, within, now) => {
    const { kind, endedAt } = clock(fact, now);
    return kinds.includes(kind) && isIn(endedAt, within);
  };
const resolvedAnd =
  (more: (fact: EscalationFact) => boolean): Rule =>
  (fact, within) =>
    isResolvedIn(fact, within) && more(fact);

const FILTER_RULES = {
  created: (fact, within) => fact.status !== 'void' && isIn(fact.createdAt, within),
  answered: (fact, within) => fact.status !== 'void' && isIn(fact.acknowledgedAt, within),
  resolved: isResolvedIn,
  voided: (fact, within) => fact.status === 'void' && isIn(fact.createdAt, within),
  'sla-ended': ended(resolutionClock, 'met', 'missed'),
  'sla-met': ended(resolutionClock, 'met'),
  'sla-missed': ended(resolutionClock, 'missed'),
  'response-ended': ended(responseClock, 'met', 'missed'),
  'response-met': ended(responseClock, 'met'),
  'response-missed': ended(responseClock, 'missed'),
  documented: resolvedAnd(isDocumented),
  undocumented: resolvedAnd((fact) => !isDocumented(fact)),
  'with-root-cause': resolvedAnd(({ rootCause }) => wordsOf(rootCause ?? '').length > 0),
  'without-root-cause': resolvedAnd(({ rootCause }) => wordsOf(rootCause ?? '').length === 0),
  saved: resolvedAnd(({ outcome }) => outcome === 'saved'),
  lost: resolvedAnd(({ outcome }) => outcome === 'lost'),
  decided: resolvedAnd(({ outcome }) => outcome === 'saved' || outcome === 'lost'),
  'no-outcome': resolvedAnd(({ outcome }) => outcome === null || outcome === 'not_applicable'),
} as const satisfies Record<EscalationFilter, Rule>;

/** Does the escalation belong to this count of the period? `within` reaches up to now at most. */
export const isCounted = (
  fact: EscalationFact,
  filter: EscalationFilter,
  within: Span,
  now: Temporal.Instant,
): boolean => FILTER_RULES[filter](fact, within, now);

/** What the dashboard counts of the escalations that are open now. */
export const OPEN_FILTERS = [
  'open',
  'unassigned',
  'unanswered',
  'breached',
  'response-breached',
  'paused',
  'due-within-a-day',
] as const;
export type OpenFilter = (typeof OPEN_FILTERS)[number];

const OPEN_RULES = {
  open: () => true,
  unassigned: ({ ownerId }) => ownerId === null,
  unanswered: ({ acknowledgedAt }) => acknowledgedAt === null,
  breached: (fact, now) => resolutionClock(fact, now).kind === 'missed',
  'response-breached': (fact, now) => responseClock(fact, now).kind === 'missed',
  paused: ({ pausedSince }) => pausedSince !== null,
  'due-within-a-day': (fact, now) =>
    resolutionClock(fact, now).kind === 'running' &&
    fact.pausedSince === null &&
    isBefore(fact.dueAt, now.add({ hours: 24 })),
} as const satisfies Record<OpenFilter, (fact: EscalationFact, now: Temporal.Instant) => boolean>;

/** Does an unresolved escalation belong to this count of the dashboard? False for everything that is over. */
export const isOpenCounted = (fact: EscalationFact, filter: OpenFilter, now: Temporal.Instant): boolean =>
  isUnresolved(fact.status) && OPEN_RULES[filter](fact, now);

/** The Monday of the week an instant lies in, as the reader's calendar says. */
export const weekOf = (at: Temporal.Instant, timeZone: string): Temporal.PlainDate => {
  const on = at.toZonedDateTimeISO(timeZone).toPlainDate();
  return on.subtract({ days: on.dayOfWeek - 1 });
};

/** Every Monday of a span that has an end, the week of its start included; empty for an empty span. */
export const weeksOf = (
  { startsAt, endsAt }: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  timeZone: string,
): Temporal.PlainDate[] => {
  const weeks: Temporal.PlainDate[] = [];
  if (!isBefore(startsAt, endsAt)) return weeks;
  const last = weekOf(endsAt.subtract({ nanoseconds: 1 }), timeZone);
  for (let week = weekOf(startsAt, timeZone); Temporal.PlainDate.compare(week, last) <= 0; week = week.add({ days: 7 }))
    weeks.push(week);
  return weeks;
};

/** Linear between the two nearest, as PostgreSQL's percentile_cont; null of nothing. Throws RangeError outside 0-1. */
export const percentile = (values: readonly number[], share: number): number | null => {
  if (!(share >= 0 && share <= 1)) throw new RangeError('a percentile is asked for by a share of 0 to 1');
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
};

/** The baseline a tenant's resolution times are compared with: minutes from opened to resolved, per severity; what is unknown is left out. */
export type ResolutionBaseline = Readonly<Partial<Record<Severity, number>>>;

export interface ResolutionReduction {
  /** 0.3: 30 % faster. Negative: slower. null: nothing to compare. */
  readonly reduction: number | null;
  /** How many had a baseline of their severity. */
  readonly compared: number;
}

/**
 * How much faster than the baseline (PRD-243: 30 % reduction): each escalation against the baseline of its own severity, then the median
 * of these shares. More P3 than before make nothing slower.
 */
export const resolutionReduction = (
  resolved: readonly { readonly severity: Severity; readonly minutes: number }[],
  baseline: ResolutionBaseline,
): ResolutionReduction => {
  const shares = resolved.flatMap(({ severity, minutes }) => {
    const usual = baseline[severity];
    return usual === undefined || usual <= 0 ? [] : [minutes / usual];
  });
  const middle = percentile(shares, 0.5);
  return { reduction: middle === null ? null : 1 - middle, compared: shares.length };
};

/** Without an entered baseline: the days from the first escalation on whose escalations are the baseline. */
export const BASELINE_DAYS = 30;
