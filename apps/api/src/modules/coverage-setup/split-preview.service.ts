import { Injectable } from '@nestjs/common';
import type { InputOf, PreviewSplit, SplitProposal } from '@understudy/contracts';
import { type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceRights } from '../absences/index.js';
import { CustomersRepository } from '../customers/index.js';
import { planDates } from './setup-plan.js';
import { NO_ABSENCE, SplitDesk, type SplitResult } from './split-desk.service.js';
import { exclusionWords, fitWords, unplacedWords, whyNotWords } from './split-words.js';

type Proposal = z.output<typeof SplitProposal>;

/** How a portfolio would be split, before anything is saved. */
@Injectable()
export class SplitPreview {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly customers: CustomersRepository,
    private readonly desk: SplitDesk,
  ) {}

  /** For oneself, or by a manager for somebody. Throws absences.* of the dates, coverage.backup-is-self, coverage.customer-not-in-portfolio. */
  async preview(caller: CallerContext, input: InputOf<typeof PreviewSplit>): Promise<Proposal> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const user = await this.rights.getManagedPerson(tx, caller, input.csm_id ?? caller.userId);
      const preferred =
        input.preferred_backup_user_id === undefined ? user.preferredBackupUserId : input.preferred_backup_user_id;
      if (preferred === user.id) throw new DomainError('coverage.backup-is-self');
      const { during, windows } = planDates(input, user.timeZone, tx.now);
      const ids = await this.requireOwn(tx, user.id, input.covered_customer_ids ?? null);

      const absence = { id: NO_ABSENCE, userId: user.id, during, windows, preferredBackupUserId: preferred };
      return toProposal(await this.desk.split(tx, absence, ids));
    });
  }

  private async requireOwn(tx: Tx, userId: UserId, wanted: readonly CustomerId[] | null): Promise<CustomerId[]> {
    const own = (await this.customers.listPortfolios(tx, [userId])).map(({ id }) => id);
    if (wanted === null) return own;
    const foreign = wanted.find((id) => !own.includes(id));
    if (foreign === undefined) return [...new Set(wanted)];
    await this.customers.getById(tx, foreign);
    throw new DomainError('coverage.customer-not-in-portfolio', { customer_id: foreign });
  }
}

function toProposal({ customers, candidates, split, fit, points }: SplitResult): Proposal {
  const share = (userId: UserId) => customers.filter(({ id }) => split.placed.get(id) === userId);
  return {
    backups: candidates.map(({ user, load, excluded }) => ({
      user: { user_id: user.id, name: user.name, place: user.place },
      load,
      capacity_points: user.capacityPoints,
      load_after: load + share(user.id).reduce((sum, { id }) => sum + points(id), 0),
      customers: share(user.id).length,
      excluded: excluded && exclusionWords(excluded),
    })),
    customers: customers.map(({ id, name }) => {
      const backupUserId = split.placed.get(id) ?? null;
      const chosen = backupUserId && fit(id, backupUserId);
      return {
        customer: { customer_id: id, name },
        backup_user_id: backupUserId,
        fit: chosen && Math.round(chosen.score * 10) / 10,
        why: chosen ? fitWords(chosen) : 'nobody can take it',
        why_not: candidates.flatMap(({ user }) => {
          const reason = whyNotWords(split.whyNot(id, user.id));
          return reason === null ? [] : [{ user_id: user.id, reason }];
        }),
      };
    }),
    unplaced: split.unplaced.map(({ customerId, reason }) => ({
      customer_id: customerId,
      reason: unplacedWords(reason),
    })),
  };
}
