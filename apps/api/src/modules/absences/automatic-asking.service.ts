import { Injectable } from '@nestjs/common';
import { type AbsenceId, asId, type CustomerId, isLive, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  type AssignmentRecord,
  AssignmentsRepository,
  AssignmentsService,
  SuggestionsService,
} from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'coverage-setup' } } as const;

/** Finding somebody for an absence as soon as it is known (product.md 7: automatic, yet people decide). */
@Injectable()
export class AutomaticAsking {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly customers: CustomersRepository,
    private readonly suggestions: SuggestionsService,
    private readonly assignments: AssignmentsService,
    private readonly rows: AssignmentsRepository,
  ) {}

  /**
   * Asks the best suggestion for every customer nobody stands in or is asked for yet; whoever said no to this absence is not asked
   * again. Safe to repeat. With nobody to ask, the gap stays in sight of the manager (product.md 6).
   */
  async ensureAsked(tx: Tx, id: AbsenceId): Promise<void> {
    const absence = await this.absences.lockById(tx, id);
    const { endsAt } = absence.during;
    if (!isLive(absence) || (endsAt !== null && Temporal.Instant.compare(endsAt, tx.now) <= 0)) return;
    const known = await this.rows.listOfAbsences(tx, [id]);
    const open = await this.openCustomers(tx, absence, known);
    if (open.ids.length === 0) return;

    const declined = new Set<string>(known.filter((row) => row.status === 'declined').map((row) => row.backupUserId));
    const best = (await this.suggestions.suggest(tx, absence)).items.find((item) => !declined.has(item.user_id));
    if (!best) return;
    await this.assignments.ask(
      tx,
      absence,
      {
        backupUserId: asId<UserId>(best.user_id),
        customerIds: open.isAll ? null : open.ids,
        tier: 1,
        score: best.score,
        factors: best.factors,
      },
      BY_PRODUCT,
    );
  }

  /** The person's customers without a first backup in that time, asked or accepted, by this absence or another one of theirs. */
  private async openCustomers(
    tx: Tx,
    absence: AbsenceRecord,
    known: readonly AssignmentRecord[],
  ): Promise<{ ids: CustomerId[]; isAll: boolean }> {
    const portfolio = (await this.customers.listPortfolios(tx, [absence.userId])).map(({ id }) => id);
    const taken = new Set(await this.rows.listTaken(tx, portfolio, 1, absence.during));
    for (const row of known)
      if (row.tier === 1 && ['pending', 'accepted', 'active'].includes(row.status))
        for (const id of row.customerIds ?? portfolio) taken.add(id);
    const ids = portfolio.filter((id) => !taken.has(id));
    return { ids, isAll: ids.length === portfolio.length };
  }
}
