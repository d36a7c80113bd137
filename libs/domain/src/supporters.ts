import {
  type EscalationStatus,
  nextEscalationStatuses,
  type Severity,
  SEVERITIES,
  supporterStatus,
  type SupporterStatus,
} from './escalations.js';
import { addBusinessTime, type BusinessCalendar } from './business-time.js';
import { DomainError } from './errors.js';
import type { EscalationId, UserId } from './ids.js';
import { byText } from './ordering.js';
import { compareInstants } from './spans.js';

/** Escalations a supporter carries at most where nobody set another number (supporter document). */
export const DEFAULT_SUPPORTER_CAP = 5;

/** Hours somebody who leaves has to say whether they keep what they began; then their manager hears of it. */
export const KEEP_ANSWER_HOURS = 4;

/**
 * Until when their answer is waited for. P0 and P1 run round the clock, so do these hours; else they are working hours. Somebody who is
 * away by an absence is not asked before they are back: their manager hears of it at once.
 */
export const keepAnswerBy = (
  askedAt: Temporal.Instant,
  { severity, isAbsent }: { readonly severity: Severity; readonly isAbsent: boolean },
  calendar: BusinessCalendar,
): Temporal.Instant => {
  if (isAbsent) return askedAt;
  if (severity === 'P0' || severity === 'P1') return askedAt.add({ hours: KEEP_ANSWER_HOURS });
  return addBusinessTime(askedAt, KEEP_ANSWER_HOURS * 60, calendar);
};

/** A supporter as picking needs them. */
export interface Supporter {
  readonly id: string;
  /** Switched on, active, with the role, and not absent at the instant in question. */
  readonly isAvailable: boolean;
  /** Unresolved escalations they own, whatever their status. */
  readonly active: number;
  readonly cap: number;
  readonly lastAssignedAt: Temporal.Instant | null;
}

export const hasFreeSlot = ({ isAvailable, active, cap }: Supporter): boolean => isAvailable && active < cap;

/** Least busy first; then whoever has waited longest for one, never having had one before all; then id. */
export const byTurnToHelp = (a: Supporter, b: Supporter): number =>
  a.active - b.active || compareLast(a.lastAssignedAt, b.lastAssignedAt) || byText(a.id, b.id);

const compareLast = (a: Temporal.Instant | null, b: Temporal.Instant | null): number =>
  a === null || b === null ? Number(a !== null) - Number(b !== null) : compareInstants(a, b);

/** Who gets the next conversation (supporter document, requirement 2); null when everybody is busy or away, or nobody is there at all. */
export const chooseSupporter = <S extends Supporter>(supporters: readonly S[]): S | null =>
  supporters.filter(hasFreeSlot).toSorted(byTurnToHelp)[0] ?? null;

/** An escalation without owner that waits for a supporter. */
export interface Waiting {
  readonly id: EscalationId;
  readonly severity: Severity;
  readonly createdAt: Temporal.Instant;
}

/** Who is served first: the gravest, of these the oldest (product.md 2). */
export const byNeed = (a: Waiting, b: Waiting): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compareInstants(a.createdAt, b.createdAt) ||
  byText(a.id, b.id);

/**
 * Who gets which of those who wait, until nobody waits or nobody has room. What the database does step by step is exactly this;
 * afterwards nobody waits while somebody has room.
 */
export const shareOut = <W extends Waiting, S extends Supporter>(
  waiting: readonly W[],
  supporters: readonly S[],
  now: Temporal.Instant,
): { readonly waiting: W; readonly supporterId: string }[] => {
  const free = new Map(supporters.map((supporter) => [supporter.id, supporter as Supporter]));
  return waiting.toSorted(byNeed).flatMap((one) => {
    const chosen = chooseSupporter([...free.values()]);
    if (chosen === null) return [];
    free.set(chosen.id, { ...chosen, active: chosen.active + 1, lastAssignedAt: now });
    return [{ waiting: one, supporterId: chosen.id }];
  });
};

/** Why somebody no longer takes conversations. */
export type SupporterLeaving = 'switched-off' | 'absent' | 'role-removed' | 'left';

/**
 * What becomes of one escalation of somebody who leaves: what they did not begin goes to somebody else (or waits), what they began
 * they are asked about, because they know it; of somebody who left for good everything goes on.
 */
export const workOfLeaver = (status: EscalationStatus, why: SupporterLeaving): 'hand-on' | 'ask' | 'nothing' => {
  if (status === 'open') return 'hand-on';
  if (status !== 'investigating' && status !== 'action_required') return 'nothing';
  return why === 'left' ? 'hand-on' : 'ask';
};

const STATUS_OF = {
  in_progress: 'investigating',
  on_hold: 'action_required',
  resolved: 'resolved',
  closed: 'closed',
} as const satisfies Partial<Record<SupporterStatus, EscalationStatus>>;

const isSettable = (status: SupporterStatus): status is keyof typeof STATUS_OF => status in STATUS_OF;

/**
 * The move a supporter's word stands for (product.md 1). Pending and assigned follow from having an owner and cannot be set. Throws
 * escalations.illegal-transition in the supporter document's words, with where it may go.
 */
export const moveOfSupporter = (
  from: { readonly status: EscalationStatus; readonly ownerId: UserId | null },
  to: SupporterStatus,
): EscalationStatus => {
  const allowed = nextEscalationStatuses(from.status);
  if (isSettable(to) && allowed.includes(STATUS_OF[to])) return STATUS_OF[to];
  throw new DomainError('escalations.illegal-transition', {
    from: supporterStatus(from.status, from.ownerId),
    to,
    allowed: allowed.map((status) => supporterStatus(status, from.ownerId)),
  });
};

/** Resolving says how (the supporter document's notes become the resolution summary). Throws supporters.notes-required. */
export const requireNotes = (to: SupporterStatus, notes: string | null): void => {
  if (to === 'resolved' && !notes?.trim()) throw new DomainError('supporters.notes-required');
};

/** Throws supporters.not-available or supporters.at-cap unless they can take one more. */
export const requireFreeSlot = (supporter: Supporter): void => {
  if (!supporter.isAvailable) throw new DomainError('supporters.not-available');
  if (!hasFreeSlot(supporter))
    throw new DomainError('supporters.at-cap', { active: supporter.active, max_active_escalations: supporter.cap });
};

/** The title of an escalation that came from a conversation: its subject, or the start of the reason (product.md 1). */
export const titleOfConversation = (subject: string, reason: string): string => {
  const [start = ''] = (subject.trim() || reason.trim()).split(/[\r\n\u2028\u2029]/, 1);
  const line = start.replace(/\p{Cc}+/gu, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 119).trimEnd().toWellFormed()}…`;
};
