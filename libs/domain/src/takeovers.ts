import { type Away, isAwayAt } from './absences.js';
import { mayManage, type ReportsTo, type User } from './directory.js';
import { DomainError } from './errors.js';
import type { AbsenceId, CustomerId, TeamId, UserId } from './ids.js';
import { compareEnds, type Span } from './spans.js';

type Taker = Pick<User, 'id' | 'roles' | 'teamId'>;
type Owner = Pick<User, 'id' | 'teamId'>;

/** CSMs of the owner's team, whoever manages the owner, admins (api.md, the role table). */
export const mayTakeOver = (taker: Taker, owner: Owner, people: ReadonlyMap<UserId, ReportsTo>): boolean => {
  const isTeammate = taker.teamId !== null && taker.teamId === owner.teamId;
  return (isTeammate && taker.roles.includes('csm')) || mayManage(taker, owner, people);
};

export interface TakeOverInput {
  readonly customer: { readonly id: CustomerId; readonly csmId: UserId | null };
  readonly taker: Taker;
  readonly owner: Owner | null;
  readonly people: ReadonlyMap<UserId, ReportsTo & { readonly teamId: TeamId | null }>;
  /** Of the owner and of the taker. */
  readonly absences: readonly Away[];
  readonly now: Temporal.Instant;
}

/**
 * For which absence somebody takes a customer over by hand, and for how long: the one of the owner's absences at this instant that ends last.
 * It is a coverage of tier 0, before every backup that was asked; it ends with the absence or by a release.
 * Throws coverage.no-owner, coverage.backup-is-self, identity.not-allowed, coverage.owner-is-here, coverage.backup-is-absent.
 */
export const takeOver = (input: TakeOverInput): { absenceId: AbsenceId; during: Span } => {
  const { customer, taker, owner, people, absences, now } = input;
  if (owner === null || customer.csmId === null) throw new DomainError('coverage.no-owner');
  if (taker.id === owner.id) throw new DomainError('coverage.backup-is-self');
  if (!mayTakeOver(taker, owner, people)) throw new DomainError('identity.not-allowed');
  const awayNow = absences.filter((absence) => isAwayAt(absence, now));
  const last = awayNow
    .filter(({ userId }) => userId === owner.id)
    .toSorted((a, b) => compareEnds(b.during.endsAt, a.during.endsAt))[0];
  if (!last) throw new DomainError('coverage.owner-is-here');
  if (awayNow.some(({ userId }) => userId === taker.id)) throw new DomainError('coverage.backup-is-absent');
  return { absenceId: last.id, during: { startsAt: now, endsAt: last.during.endsAt } };
};
