import { Injectable } from '@nestjs/common';
import { BRIEF_DAYS, COMMUNICATION_DAYS, type CustomerId, MOST_COMMUNICATION, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AbsenceRecord } from '../absences/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { CustomerFactsRepository, CustomersRepository } from '../customers/index.js';
import { writeBriefs, type WrittenBrief } from './brief.writer.js';
import type { BriefContent } from './brief-content.js';
import { DepartureNotesRepository } from './departure-notes.repository.js';
import { OwnerAbsencesRepository } from './owner-absences.repository.js';

const WINDOW = { hours: BRIEF_DAYS * 24 } as const;
const latest = (tx: Tx) => ({
  since: tx.now.subtract({ hours: COMMUNICATION_DAYS * 24 }),
  mostPerCustomer: MOST_COMMUNICATION,
});

/** Writes briefs from what is known now: for an assignment's customers, a portfolio, or one customer for whoever looks. */
@Injectable()
export class BriefDesk {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly absences: OwnerAbsencesRepository,
    private readonly notes: DepartureNotesRepository,
  ) {}

  /** All customers of the assignment, or one, most pressing first; a handful of statements whatever their number. */
  async write(tx: Tx, assignment: AssignmentRecord, only?: CustomerId): Promise<WrittenBrief[]> {
    const ids = assignment.coveredCustomerIds.filter((id) => only === undefined || id === only);
    const [customers, facts, absence, notes] = await Promise.all([
      this.customers.listByIds(tx, ids),
      this.facts.load(tx, ids, latest(tx)),
      this.absences.get(tx, assignment.absenceId),
      this.notes.listOf(tx, assignment.absenceId),
    ]);
    return writeBriefs(customers, facts, {
      window: assignment.during,
      hours: assignment.windows,
      timeZone: absence.timeZone,
      now: tx.now,
      instructions: absence.instructions,
      notes,
    });
  }

  /** What the absent person looks after themselves, most pressing first: whoever will cover it. */
  async writePortfolio(tx: Tx, absence: AbsenceRecord, only?: CustomerId): Promise<WrittenBrief[]> {
    const owned = await this.customers.listByOwner(tx, absence.userId);
    const customers = only === undefined ? owned : owned.filter(({ id }) => id === only);
    const [facts, notes] = await Promise.all([
      this.facts.load(
        tx,
        customers.map(({ id }) => id),
        latest(tx),
      ),
      this.notes.listOf(tx, absence.id),
    ]);
    return writeBriefs(customers, facts, {
      window: absence.during,
      hours: absence.windows,
      timeZone: absence.days.timeZone,
      now: tx.now,
      instructions: absence.specialInstructions,
      notes,
    });
  }

  /** One customer as it stands, for the owner's absence at `at` or else the two weeks from it. Throws `customers.not-found`. */
  async live(tx: Tx, id: CustomerId, at: Temporal.Instant): Promise<{ csmId: UserId | null; content: BriefContent }> {
    const [customer, facts, absence, notes] = await Promise.all([
      this.customers.getById(tx, id),
      this.facts.load(tx, [id], latest(tx)),
      this.absences.ofOwnerAt(tx, id, at),
      this.notes.listAt(tx, [id], at),
    ]);
    const [written] = writeBriefs([customer], facts, {
      window: absence.during ?? { startsAt: at, endsAt: at.add(WINDOW) },
      hours: absence.windows,
      timeZone: absence.timeZone,
      now: tx.now,
      instructions: absence.instructions,
      notes,
    });
    if (!written) throw new Error('one customer in, one brief out');
    return { csmId: customer.csm?.userId ?? null, content: written.content };
  }
}
