import { DomainError } from './errors.js';
import type { UserId } from './ids.js';

export const SEVERITIES = ['P0', 'P1', 'P2', 'P3'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ESCALATION_STATUSES = ['open', 'investigating', 'action_required', 'resolved', 'closed', 'void'] as const;
export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

export const ESCALATION_CATEGORIES = ['Technical', 'Billing', 'Legal', 'Executive', 'Product'] as const;

// product.md 1; void is a move of its own, with a reason
const NEXT = {
  open: ['investigating', 'resolved'],
  investigating: ['action_required', 'resolved'],
  action_required: ['investigating', 'resolved'],
  resolved: ['closed', 'investigating'],
  closed: [],
  void: [],
} as const satisfies Record<EscalationStatus, readonly EscalationStatus[]>;

/** Where an escalation may go from here, void left out. */
export const nextEscalationStatuses = (from: EscalationStatus): readonly EscalationStatus[] => NEXT[from];

/** Somebody still has to do something. */
export const isUnresolved = (status: EscalationStatus): boolean =>
  status === 'open' || status === 'investigating' || status === 'action_required';

/** What became of the customer, said when it is resolved (PRD-243, customer save rate). */
export const ESCALATION_OUTCOMES = ['saved', 'lost', 'not_applicable'] as const;
export type EscalationOutcome = (typeof ESCALATION_OUTCOMES)[number];

/** The part of an escalation that moves. */
export interface EscalationProgress {
  readonly status: EscalationStatus;
  /** First seen by whoever must act: investigating, or resolved at once (product.md 16). Kept over reopening. */
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  /** What the resolution says; gone again when it is reopened, and kept in the timeline. */
  readonly resolutionSummary: string | null;
  readonly rootCause: string | null;
  readonly outcome: EscalationOutcome | null;
  readonly voidedReason: string | null;
}

/** Just opened: nobody has looked yet. */
export const OPENED: EscalationProgress = {
  status: 'open',
  acknowledgedAt: null,
  resolvedAt: null,
  closedAt: null,
  resolutionSummary: null,
  rootCause: null,
  outcome: null,
  voidedReason: null,
};

/** What has to be said for some moves. */
export interface EscalationWords {
  /** Why it is reopened or void; optional otherwise. */
  readonly reason?: string | null | undefined;
  readonly resolutionSummary?: string | null | undefined;
  readonly rootCause?: string | null | undefined;
  readonly outcome?: EscalationOutcome | null | undefined;
  /** The supporter document asks for notes only when a conversation's escalation is resolved (product.md 1). */
  readonly withoutRootCause?: boolean | undefined;
}

const said = (words: string | null | undefined): string | null => words?.trim() || null;

const illegal = (from: EscalationStatus, to: EscalationStatus): DomainError =>
  new DomainError('escalations.illegal-transition', { from, to, allowed: nextEscalationStatuses(from) });

/**
 * One step of the table (PRD-243 FR-3.1, FR-3.5; product.md 1, 3). Resolving says how and why it came to it, going back to work from
 * resolved and voiding say why. Throws escalations.illegal-transition with where it could go, escalations.resolution-required with
 * what is missing, escalations.reason-required.
 */
export const moveEscalation = <E extends EscalationProgress>(
  escalation: E,
  to: EscalationStatus,
  now: Temporal.Instant,
  words: EscalationWords = {},
): E => {
  const { status: from } = escalation;
  if (to === 'void') return voidEscalation(escalation, words.reason ?? '', now);
  if (!NEXT[from].some((next) => next === to)) throw illegal(from, to);
  const moved = { ...escalation, status: to, acknowledgedAt: escalation.acknowledgedAt ?? now };
  if (to === 'resolved') return { ...moved, ...resolutionOf(words), resolvedAt: now, closedAt: null };
  if (to === 'closed') return { ...moved, closedAt: now };
  if (from === 'resolved' && said(words.reason) === null) throw new DomainError('escalations.reason-required');
  return { ...moved, resolvedAt: null, closedAt: null, resolutionSummary: null, rootCause: null, outcome: null };
};

/** Throws escalations.resolution-required with the fields that are missing. */
const resolutionOf = (
  words: EscalationWords,
): Pick<EscalationProgress, 'resolutionSummary' | 'rootCause' | 'outcome'> => {
  const resolutionSummary = said(words.resolutionSummary);
  const rootCause = said(words.rootCause);
  const missing = [
    ...(resolutionSummary === null ? ['resolution_summary'] : []),
    ...(rootCause === null && !words.withoutRootCause ? ['root_cause'] : []),
  ];
  if (missing.length > 0) throw new DomainError('escalations.resolution-required', { missing });
  return { resolutionSummary, rootCause, outcome: words.outcome ?? null };
};

/** Takes it back with a reason; nothing is deleted (product.md 3). Throws escalations.reason-required, escalations.illegal-transition. */
export const voidEscalation = <E extends EscalationProgress>(
  escalation: E,
  reason: string,
  now: Temporal.Instant,
): E => {
  if (!mayBeVoided(escalation.status)) throw illegal(escalation.status, 'void');
  const voidedReason = said(reason);
  if (voidedReason === null) throw new DomainError('escalations.reason-required');
  return { ...escalation, status: 'void', closedAt: now, voidedReason };
};

const mayBeVoided = (status: EscalationStatus): boolean => status !== 'closed' && status !== 'void';

/** Who has it changes while somebody has to do something. Throws escalations.over. */
export const requireUnresolved = (status: EscalationStatus): void => {
  if (!isUnresolved(status)) throw new DomainError('escalations.over', { status });
};

/**
 * One that is closed or void stays as it is, the severity changes while it is not resolved, what the resolution says is corrected while it
 * is. Throws escalations.over, escalations.not-resolved.
 */
export const requireEditable = (
  status: EscalationStatus,
  touches: { readonly severity: boolean; readonly resolution: boolean },
): void => {
  if (touches.severity || status === 'closed' || status === 'void') requireUnresolved(status);
  if (touches.resolution && status !== 'resolved') throw new DomainError('escalations.not-resolved', { status });
};

/** Whose escalation it is, as far as acting on it goes. */
export interface EscalationPeople {
  /** The CSM of its customer. */
  readonly csmId: UserId | null;
  readonly primaryOwnerId: UserId | null;
  readonly secondaryOwnerId: UserId | null;
  readonly hasCustomer: boolean;
}

/** Who wants to act: `managed` are the people they manage, null for everybody (admins). Without the manager's role it is empty. */
export interface EscalationActor {
  readonly userId: UserId;
  readonly managed: ReadonlySet<UserId> | null;
}

/**
 * Owners, whoever manages an owner or the customer's CSM, and admins. One from a conversation that waits without an owner is for every
 * manager: it is in nobody's team yet. Creator and stakeholders may see and comment, not act.
 */
export const mayActOn = (escalation: EscalationPeople, { userId, managed }: EscalationActor): boolean => {
  const { csmId, primaryOwnerId, secondaryOwnerId, hasCustomer } = escalation;
  if (managed === null || primaryOwnerId === userId || secondaryOwnerId === userId) return true;
  if (managed.size > 0 && !hasCustomer && primaryOwnerId === null) return true;
  return [csmId, primaryOwnerId, secondaryOwnerId].some((id) => id !== null && managed.has(id));
};

/**
 * Whoever opened it, and the CSM of its customer, correct what it says and take it back while nobody has taken it on: nothing else of it is
 * theirs.
 */
export const mayCorrect = (
  escalation: {
    readonly status: EscalationStatus;
    readonly createdById: UserId | null;
    readonly csmId: UserId | null;
  },
  userId: UserId,
): boolean => escalation.status === 'open' && [escalation.createdById, escalation.csmId].includes(userId);

/** The statuses this person may give it now, void included; none for somebody who may only see it. */
export const allowedStatuses = (
  escalation: EscalationPeople & { readonly status: EscalationStatus; readonly createdById: UserId | null },
  who: EscalationActor,
): readonly EscalationStatus[] => {
  if (!mayActOn(escalation, who)) return mayCorrect(escalation, who.userId) ? ['void'] : [];
  const next = nextEscalationStatuses(escalation.status);
  return mayBeVoided(escalation.status) ? [...next, 'void'] : next;
};

/** P0 and P1 need to say what has to be true when it is solved (api.md). Throws escalations.expected-resolution-required. */
export const requireExpectedResolution = (severity: Severity, expectedResolution: string | null): void => {
  if ((severity === 'P0' || severity === 'P1') && !expectedResolution?.trim()) {
    throw new DomainError('escalations.expected-resolution-required', { severity });
  }
};

export type SupporterStatus = 'pending' | 'assigned' | 'in_progress' | 'on_hold' | 'resolved' | 'closed';

/** How the supporter document shows it (product.md 1); void is shown as closed. */
export const supporterStatus = (status: EscalationStatus, ownerId: UserId | null): SupporterStatus => {
  if (status === 'open') return ownerId === null ? 'pending' : 'assigned';
  if (status === 'investigating') return 'in_progress';
  if (status === 'action_required') return 'on_hold';
  return status === 'resolved' ? 'resolved' : 'closed';
};

/** The supporter document's priorities (product.md 1). */
export const SEVERITY_OF_PRIORITY = { critical: 'P0', high: 'P1', normal: 'P2' } as const satisfies Record<
  string,
  Severity
>;
export type SupporterPriority = keyof typeof SEVERITY_OF_PRIORITY;

/** P3 is shown as normal. */
export const priorityOfSeverity = (severity: Severity): SupporterPriority =>
  severity === 'P0' ? 'critical' : severity === 'P1' ? 'high' : 'normal';

export type SlaHours = Readonly<Record<Severity, number>>;

/** Hours to resolve where a category says nothing else (PRD-243). */
export const DEFAULT_SLA_HOURS: SlaHours = { P0: 4, P1: 24, P2: 72, P3: 168 };

/** The response clock (product.md 17). */
export const RESPONSE_MINUTES: SlaHours = { P0: 15, P1: 60, P2: 480, P3: 1440 };

/** Unanswered, P0 and P1 climb after so many minutes (product.md 16); the others do not climb by themselves. */
export const CLIMB_MINUTES = { P0: 15, P1: 30, P2: null, P3: null } as const satisfies Record<Severity, number | null>;
