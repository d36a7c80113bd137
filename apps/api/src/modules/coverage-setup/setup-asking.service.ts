import { Injectable } from '@nestjs/common';
import { asId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AbsenceRecord, AutomaticAsking } from '../absences/index.js';
import {
  type AssignmentRecord,
  AssignmentsRepository,
  AssignmentsService,
  type By,
  SuggestionsService,
} from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { SplitDesk } from './split-desk.service.js';

export interface Wishes {
  /** null: all of the portfolio. */
  readonly customerIds: readonly CustomerId[] | null;
  /** Named in this very set-up. */
  readonly backupUserId: UserId | null;
  readonly split: boolean;
}

export interface Asked {
  /** Open first and further backups of the absence. */
  readonly assignments: readonly AssignmentRecord[];
  readonly unplaced: readonly CustomerId[];
}

const OPEN = ['pending', 'accepted', 'active'];

/** Who is asked when coverage is set up; all inside the caller's transaction. */
@Injectable()
export class SetupAsking {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly desk: SplitDesk,
    private readonly assignments: AssignmentsService,
    private readonly rows: AssignmentsRepository,
    private readonly automatic: AutomaticAsking,
    private readonly suggestions: SuggestionsService,
  ) {}

  /**
   * A split share by share; a named backup for all of it; else whoever the team's rules and policy choose. What somebody said yes to
   * already stays theirs. Throws coverage.* of asking, customers.not-found, coverage.customer-not-in-portfolio.
   */
  async ask(tx: Tx, absence: AbsenceRecord, wishes: Wishes, by: By): Promise<Asked> {
    const portfolio = (await this.customers.listPortfolios(tx, [absence.userId])).map(({ id }) => id);
    const wanted = wishes.customerIds === null ? portfolio : [...new Set(wishes.customerIds)];
    await this.requireOwn(tx, portfolio, wanted);
    const taken = new Set(await this.rows.listTaken(tx, wanted, 1, absence.during));
    const open = wanted.filter((id) => !taken.has(id));
    const isAll = open.length === portfolio.length;

    if (open.length > 0) await this.askFor(tx, absence, wishes, open, isAll, by);
    const assignments = (await this.rows.listOfAbsences(tx, [absence.id])).filter(({ status }) =>
      OPEN.includes(status),
    );
    const held = new Set([
      ...taken,
      ...assignments.filter(({ tier }) => tier <= 1).flatMap((row) => row.coveredCustomerIds),
    ]);
    return { assignments, unplaced: wanted.filter((id) => !held.has(id)) };
  }

  private async askFor(
    tx: Tx,
    absence: AbsenceRecord,
    { split, backupUserId, customerIds }: Wishes,
    open: readonly CustomerId[],
    isAll: boolean,
    by: By,
  ): Promise<void> {
    if (!split && backupUserId === null && customerIds === null) return this.automatic.ensureAsked(tx, absence.id);
    const { items } = await this.suggestions.suggest(tx, absence);
    const roomy = items.find(({ load }) => load.customers + load.coverage + open.length <= load.capacity_points);
    const whole = split ? null : (backupUserId ?? (roomy && asId<UserId>(roomy.user_id)) ?? null);
    const shares = whole === null ? await this.share(tx, absence, open) : [{ userId: whole, ids: open }];
    for (const { userId, ids } of shares) {
      const found = items.find((item) => item.user_id === userId);
      await this.assignments.ask(
        tx,
        absence,
        {
          backupUserId: userId,
          customerIds: isAll && ids.length === open.length ? null : ids,
          tier: 1,
          score: found?.score ?? null,
          factors: found?.factors ?? null,
        },
        by,
      );
    }
  }

  private async share(tx: Tx, absence: AbsenceRecord, open: readonly CustomerId[]) {
    const { split } = await this.desk.split(tx, absence, open);
    return [...Map.groupBy(split.placed, ([, userId]) => userId)]
      .map(([userId, rows]) => ({ userId, ids: rows.map(([id]) => id).toSorted() }))
      .toSorted((a, b) => Number(a.userId > b.userId) - Number(a.userId < b.userId));
  }

  private async requireOwn(tx: Tx, portfolio: readonly CustomerId[], wanted: readonly CustomerId[]): Promise<void> {
    const own = new Set(portfolio);
    const foreign = wanted.find((id) => !own.has(id));
    if (foreign === undefined) return;
    await this.customers.getById(tx, foreign);
    throw new DomainError('coverage.customer-not-in-portfolio', { customer_id: foreign });
  }
}
