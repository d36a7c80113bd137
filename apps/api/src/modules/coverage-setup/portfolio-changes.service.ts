import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  type CustomerId,
  decidePortfolio,
  endAssignment,
  type PortfolioCover,
  type PortfolioState,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AbsencesRepository } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { PortfolioRepository } from './portfolio.repository.js';
import { SetupNews } from './setup-news.service.js';
import { SplitDesk } from './split-desk.service.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'portfolio-changes' } } as const;

/** Customers that appear or change hands while their owner is away, or is going to be: coverage follows them. */
@Injectable()
export class PortfolioChanges {
  constructor(
    private readonly portfolio: PortfolioRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly absences: AbsencesRepository,
    private readonly desk: SplitDesk,
    private readonly news: SetupNews,
  ) {}

  /** Safe to repeat. Most customers change without any of this: then nothing is locked. */
  async follow(tx: Tx, customerId: CustomerId): Promise<void> {
    const before = await this.portfolio.find(tx, customerId);
    if (!before || isSettled(before)) return;
    await this.portfolio.lock(tx, before, customerId);
    const state = await this.portfolio.find(tx, customerId);
    if (!state) return;

    const { leave, join, open } = decidePortfolio(state);
    for (const cover of leave) await this.leave(tx, cover, customerId);
    for (const cover of join) await this.join(tx, cover, customerId);
    for (const absenceId of open) await this.place(tx, state, absenceId, customerId);
  }

  private async leave(tx: Tx, cover: PortfolioCover, customerId: CustomerId): Promise<void> {
    await this.assignments.leave(tx, cover.assignmentId, [customerId]);
    await this.tell(tx, cover, customerId, 'left');
    const row = await this.assignments.lockById(tx, cover.assignmentId);
    if (cover.coversAll || row.coveredCustomerIds.length > 0) return;
    await this.assignments.save(tx, { ...row, ...endAssignment(row, 'replaced', tx.now) });
    await this.news.replaced(tx, BY_PRODUCT, row);
  }

  /** Unless somebody said yes to it for that time already: by another absence of the owner, or by hand. */
  private async join(tx: Tx, cover: PortfolioCover, customerId: CustomerId): Promise<void> {
    const row = await this.assignments.lockById(tx, cover.assignmentId);
    const { startsAt, endsAt } = row.during;
    const ahead = { startsAt: Temporal.Instant.compare(startsAt, tx.now) < 0 ? tx.now : startsAt, endsAt };
    const taken = await this.assignments.listTaken(tx, [customerId], cover.tier, ahead);
    if (taken.length > 0) return;
    await this.assignments.join(tx, row, [customerId]);
    await this.tell(tx, cover, customerId, 'joined');
  }

  /** With split or partial coverage it goes to the backup it fits best, who has room for it; otherwise somebody is asked. */
  private async place(tx: Tx, state: PortfolioState, absenceId: AbsenceId, customerId: CustomerId): Promise<void> {
    const covers = state.covers.filter((cover) => cover.absenceId === absenceId && cover.tier === 1);
    const absence = await this.absences.lockById(tx, absenceId);
    const only = new Set(covers.map(({ backupUserId }) => backupUserId));
    const { split } = await this.desk.split(tx, absence, [customerId], { only, isAdding: true });
    const backupUserId = split.placed.get(customerId);
    const cover = covers.find((one) => one.backupUserId === backupUserId);
    if (cover) return this.join(tx, cover, customerId);
    await this.news.portfolioChanged(tx, BY_PRODUCT, {
      absenceId,
      absentUserId: absence.userId,
      customerId,
      assignment: null,
      change: 'open',
    });
  }

  private tell(tx: Tx, cover: PortfolioCover, customerId: CustomerId, change: 'joined' | 'left'): Promise<void> {
    const { absenceId, absentUserId, assignmentId: id, backupUserId } = cover;
    return this.news.portfolioChanged(tx, BY_PRODUCT, {
      absenceId,
      absentUserId,
      customerId,
      assignment: { id, backupUserId },
      change,
    });
  }
}

function isSettled(state: PortfolioState): boolean {
  const { leave, join, open } = decidePortfolio(state);
  return leave.length + join.length + open.length === 0;
}
