import { DomainError } from './errors.js';

/** A target is a promise for a time to come (PRD-243 FR-1.6). Throws escalations.target-in-the-past; none is fine. */
export function requireTargetAhead(targetAt: Temporal.Instant | null, now: Temporal.Instant): void {
  if (targetAt !== null && Temporal.Instant.compare(targetAt, now) <= 0)
    throw new DomainError('escalations.target-in-the-past', { now: String(now) });
}

export const ESCALATION_HINTS = ['target-after-due'] as const;
export type EscalationHint = (typeof ESCALATION_HINTS)[number];

/** What deserves a second look and is no error: a target that is promised for after the clock has run out. */
export const escalationHints = (escalation: {
  readonly targetResolutionAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant;
}): EscalationHint[] => {
  const { targetResolutionAt, dueAt } = escalation;
  return targetResolutionAt !== null && Temporal.Instant.compare(targetResolutionAt, dueAt) > 0
    ? ['target-after-due']
    : [];
};
