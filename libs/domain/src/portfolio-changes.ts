import type { AbsenceId, AssignmentId, UserId } from './ids.js';

/** An open assignment as one customer sees it. */
export interface PortfolioCover {
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
  readonly tier: number;
  /** Covers whatever the absent person looks after, also what comes later. */
  readonly coversAll: boolean;
  /** The customer is among those it lists. */
  readonly lists: boolean;
}

export interface PortfolioState {
  /** Who owns the customer now. */
  readonly ownerId: UserId | null;
  /** Of the owner: still ahead or running, and facts. */
  readonly absenceIds: readonly AbsenceId[];
  readonly covers: readonly PortfolioCover[];
}

export interface PortfolioDecision {
  readonly leave: readonly PortfolioCover[];
  readonly join: readonly PortfolioCover[];
  /** Absences of the owner by which nobody stands in for the customer at the first tier: place it with one of the backups, or ask. */
  readonly open: readonly AbsenceId[];
}

/**
 * What becomes of coverage when a customer appears or changes hands (issue B: covered within 60 s). It leaves every assignment that
 * stands in for somebody who does not own it, and joins those that cover all its owner has; where its owner's coverage is split or partial, it
 * is open until somebody takes it. Deciding again after it was done changes nothing.
 */
export const decidePortfolio = ({ ownerId, absenceIds, covers }: PortfolioState): PortfolioDecision => {
  const leave = covers.filter(({ lists, absentUserId }) => lists && absentUserId !== ownerId);
  const own = covers.filter(({ absenceId }) => absenceIds.includes(absenceId));
  const join = own.filter(({ coversAll, lists }) => coversAll && !lists);
  const held = new Set(
    own.filter(({ tier, lists, coversAll }) => tier === 1 && (lists || coversAll)).map(({ absenceId }) => absenceId),
  );
  return { leave, join, open: absenceIds.filter((id) => !held.has(id)) };
};
