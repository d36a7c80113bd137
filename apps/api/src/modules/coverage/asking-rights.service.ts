import { Injectable } from '@nestjs/common';
import {
  type CoveragePolicy,
  type CustomerId,
  DomainError,
  intersect,
  isAwayTogether,
  isLive,
  type Span,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PoliciesService, PresetsRepository } from '../policies/index.js';
import type { Ask, CoveredAbsence } from './assignments.service.js';
import { PresenceRepository } from './presence.repository.js';

/** Who looks after customers; an admin only as a last step of the ladder, when the chain of managers ends at them. */
const ELIGIBLE = ['csm', 'manager'] as const;
const LAST_STEPS = [...ELIGIBLE, 'admin'] as const;

export interface PossibleAsk {
  /** All customers of the absent person. */
  readonly portfolio: readonly CustomerId[];
  readonly policy: CoveragePolicy;
  readonly during: Span;
}

/** Whether somebody can be asked at all: what must hold whoever asks. */
@Injectable()
export class AskingRights {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly presence: PresenceRepository,
    private readonly presets: PresetsRepository,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * Throws coverage.absence-over, coverage.outside-absence, coverage.backup-is-self, coverage.backup-not-eligible, coverage.backup-is-absent,
   * coverage.customer-not-in-portfolio, coverage.has-conflict, users.not-found, customers.not-found.
   */
  async requirePossible(tx: Tx, absence: CoveredAbsence, ask: Ask): Promise<PossibleAsk> {
    const during = requireTime(absence, ask.during ?? null, tx.now);
    if (ask.backupUserId === absence.userId) throw new DomainError('coverage.backup-is-self');
    const [absentee, backup, rows, away] = await Promise.all([
      this.directory.getUser(tx, absence.userId),
      this.directory.getUser(tx, ask.backupUserId),
      this.customers.listPortfolios(tx, [absence.userId]),
      this.presence.listAway(tx, during, [ask.backupUserId]),
    ]);
    const roles = ask.withoutAsking ? LAST_STEPS : ELIGIBLE;
    if (!backup.active || !roles.some((role) => backup.roles.includes(role)))
      throw new DomainError('coverage.backup-not-eligible');
    const needed = { during, windows: absence.windows.flatMap((part) => intersect(part, during) ?? []) };
    if (away.some((other) => isAwayTogether(other, needed))) throw new DomainError('coverage.backup-is-absent');
    const portfolio = rows.map(({ id }) => id);
    await this.requireOwn(tx, portfolio, ask.customerIds);
    await this.requireNoConflict(tx, ask.backupUserId, ask.customerIds ?? portfolio);
    return { portfolio, during, policy: await this.policies.ofTeam(tx, absentee.teamId) };
  }

  async policyOf(tx: Tx, userId: UserId): Promise<CoveragePolicy> {
    const { teamId } = await this.directory.getUser(tx, userId);
    return this.policies.ofTeam(tx, teamId);
  }

  private async requireOwn(tx: Tx, portfolio: readonly CustomerId[], wanted: Ask['customerIds']): Promise<void> {
    const own = new Set(portfolio);
    const foreign = wanted?.find((id) => !own.has(id));
    if (foreign === undefined) return;
    await this.customers.getById(tx, foreign);
    throw new DomainError('coverage.customer-not-in-portfolio', { customer_id: foreign });
  }

  private async requireNoConflict(tx: Tx, userId: UserId, ids: readonly CustomerId[]): Promise<void> {
    const conflict = (await this.presets.listConflicts(tx, ids)).find(({ user }) => user.userId === userId);
    if (!conflict) return;
    throw new DomainError('coverage.has-conflict', { customer_id: conflict.customer.id, reason: conflict.reason });
  }
}

/** The part that was asked for, or all of the absence. */
function requireTime(absence: CoveredAbsence, chosen: Span | null, now: Temporal.Instant): Span {
  const { endsAt } = absence.during;
  if (!isLive(absence) || (endsAt !== null && Temporal.Instant.compare(endsAt, now) <= 0))
    throw new DomainError('coverage.absence-over');
  if (chosen === null) return absence.during;
  const part = intersect(chosen, absence.during);
  if (part === null || (part.endsAt !== null && Temporal.Instant.compare(part.endsAt, now) <= 0))
    throw new DomainError('coverage.outside-absence');
  return part;
}
