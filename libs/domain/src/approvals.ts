import { type Assignment, endAssignment, type EndedReason } from './assignments.js';
import { DomainError } from './errors.js';
import type { UserId } from './ids.js';
import { compareInstants } from './spans.js';

/** An assignment with what approving and releasing it need. */
export interface Approvable extends Assignment {
  /** When the backup was asked; null while a manager has to say yes first. */
  readonly askedAt: Temporal.Instant | null;
  readonly releaseRequestedAt: Temporal.Instant | null;
}

/** The backup does not know of it yet: a manager has to say yes first (product.md 7). */
export const awaitsApproval = ({ status, approval, askedAt }: Approvable): boolean =>
  status === 'pending' && approval === 'waiting' && askedAt === null;

const OPEN = ['pending', 'accepted', 'active'] as const;
const isOpen = ({ status }: Pick<Assignment, 'status'>): boolean => OPEN.some((one) => one === status);

const requireWaiting = (row: Approvable): void => {
  if (row.approval !== 'waiting' || !isOpen(row))
    throw new DomainError('coverage.not-awaiting-approval', {
      approval: row.approval,
      assignment_status: row.status,
    });
};

/** A manager says yes (PRD-258 FR-2.2). Who was asked without waiting for it, is confirmed. Throws coverage.not-awaiting-approval. */
export const approveAssignment = <Row extends Approvable>(row: Row): Row => {
  requireWaiting(row);
  return { ...row, approval: 'approved' };
};

/** A manager says no: it ends now, whatever the backup said. Throws coverage.not-awaiting-approval. */
export const rejectAssignment = <Row extends Approvable>(row: Row, now: Temporal.Instant): Row => {
  requireWaiting(row);
  return { ...row, ...endAssignment(row, 'rejected', now), approval: 'rejected' };
};

const RELEASE_MINUTES = 60;

/**
 * The backup, or a manager for them, wants out. It stays in force until somebody else has said yes, at most until the deadline: the start
 * when that is ahead, and never less than an hour, which is what the ladder needs (product.md 7). So no customer is left between two
 * backups. Throws coverage.not-accepted, coverage.assignment-over, coverage.release-asked-already.
 */
export const requestRelease = <Row extends Approvable>(
  row: Row,
  now: Temporal.Instant,
): Row & { releaseRequestedAt: Temporal.Instant; releaseBy: Temporal.Instant } => {
  if (row.status === 'pending') throw new DomainError('coverage.not-accepted');
  if (!isOpen(row)) throw new DomainError('coverage.assignment-over', { assignment_status: row.status });
  if (row.releaseRequestedAt !== null) throw new DomainError('coverage.release-asked-already');
  const hour = now.add({ minutes: RELEASE_MINUTES });
  const { startsAt } = row.during;
  return { ...row, releaseRequestedAt: now, releaseBy: compareInstants(startsAt, hour) > 0 ? startsAt : hour };
};

/** What letting somebody go needs to know besides. */
export interface Leaving extends Approvable {
  readonly releaseBy: Temporal.Instant | null;
  /** Whoever asks to be released says why; null when a change of the coverage puts somebody else in. */
  readonly releaseReason: string | null;
}

/** Nobody asked to be released: the absent person or a manager put somebody else in. */
export const isPutAside = (row: Pick<Leaving, 'releaseRequestedAt' | 'releaseReason'>): boolean =>
  row.releaseRequestedAt !== null && row.releaseReason === null;

/** The time of a release is up; the deadline itself is too late to begin. */
export const isReleaseDue = ({ releaseBy }: Pick<Leaving, 'releaseBy'>, now: Temporal.Instant): boolean =>
  releaseBy !== null && compareInstants(releaseBy, now) <= 0;

/**
 * Ends what was to be left: `replaced` when somebody else was put in, which is no refusal, else `released`. One that was to be left by
 * its start never counted, however late the clock is. Safe to repeat.
 */
export const letGoAssignment = <Row extends Leaving>(row: Row, now: Temporal.Instant): Row => {
  const reason: EndedReason = isPutAside(row) ? 'replaced' : 'released';
  const { startsAt } = row.during;
  return { ...row, ...endAssignment(row, reason, isReleaseDue(row, startsAt) ? startsAt : now) };
};

export interface ApproverQuestion {
  /** Managers of the absent person, nearest first. */
  readonly chain: readonly UserId[];
  /** Who can approve: managers and admins who are there now. */
  readonly available: ReadonlySet<UserId>;
  /** Who was asked last; null at first. */
  readonly after: UserId | null;
}

/** Who is asked to approve: the nearest manager who is there, after a deadline the next one up; null when the chain ends. */
export const nextApprover = ({ chain, available, after }: ApproverQuestion): UserId | null => {
  const from = after === null ? 0 : chain.indexOf(after) + 1;
  if (after !== null && from === 0) return null;
  return chain.slice(from).find((userId) => available.has(userId)) ?? null;
};
