import { addBusinessTime, type BusinessCalendar } from './business-time.js';
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

/** The part of an escalation that moves. */
export interface EscalationProgress {
  readonly status: EscalationStatus;
  /** First seen by whoever must act: investigating, or resolved at once (product.md 16). Kept over reopening. */
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
}

/** Just opened: nobody has looked yet. */
export const OPENED: EscalationProgress = { status: 'open', acknowledgedAt: null, resolvedAt: null, closedAt: null };

/** One step of the table; reopening clears when it was resolved. Throws escalations.illegal-transition with where it could go. */
export const moveEscalation = <E extends EscalationProgress>(
  escalation: E,
  to: EscalationStatus,
  now: Temporal.Instant,
): E => {
  const allowed = nextEscalationStatuses(escalation.status);
  if (!allowed.includes(to))
    throw new DomainError('escalations.illegal-transition', { from: escalation.status, to, allowed });
  return {
    ...escalation,
    status: to,
    acknowledgedAt: escalation.acknowledgedAt ?? now,
    resolvedAt: to === 'resolved' ? now : to === 'closed' ? escalation.resolvedAt : null,
    closedAt: to === 'closed' ? now : null,
  };
};

/** Takes it back with a reason; nothing is deleted (product.md 3). Throws escalations.reason-required, escalations.illegal-transition. */
export const voidEscalation = <E extends EscalationProgress>(
  escalation: E,
  reason: string,
  now: Temporal.Instant,
): E => {
  if (reason.trim() === '') throw new DomainError('escalations.reason-required');
  if (escalation.status === 'closed' || escalation.status === 'void') {
    throw new DomainError('escalations.illegal-transition', { from: escalation.status, to: 'void', allowed: [] });
  }
  return { ...escalation, status: 'void', closedAt: now };
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

/** The share of the resolution clock after which people are warned: the last quarter is short. */
const WARN_AFTER = 0.75;

export interface Sla {
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
}

/** P0 and P1 run round the clock, P2 and P3 in business hours (product.md 17). */
export const isRoundTheClock = (severity: Severity): boolean => severity === 'P0' || severity === 'P1';

/**
 * When it must be answered, warned about and resolved (product.md 17): the category's hours times a rule's multiplier, the response
 * clock beside it. All three are stored; being late is computed. Throws RangeError for a multiplier that is not above zero.
 */
export const slaOf = (given: {
  readonly severity: Severity;
  readonly openedAt: Temporal.Instant;
  readonly slaHours?: SlaHours;
  readonly multiplier?: number;
  readonly calendar: BusinessCalendar;
}): Sla => {
  const { severity, openedAt, slaHours = DEFAULT_SLA_HOURS, multiplier = 1, calendar } = given;
  if (!(multiplier > 0)) throw new RangeError('the SLA multiplier must be above zero');
  const minutes = slaHours[severity] * 60 * multiplier;
  const after = (count: number): Temporal.Instant =>
    isRoundTheClock(severity)
      ? openedAt.add({ seconds: Math.round(count * 60) })
      : addBusinessTime(openedAt, count, calendar);
  return {
    dueAt: after(minutes),
    responseDueAt: after(RESPONSE_MINUTES[severity]),
    warnAt: after(minutes * WARN_AFTER),
  };
};
