import { Injectable } from '@nestjs/common';
import { BRIEF_ACTIVITIES, BRIEF_DAYS, type CustomerId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { CustomerFactsRepository, CustomersRepository } from '../customers/index.js';
import { type BriefContent, writeBriefs, type WrittenBrief } from './brief.writer.js';
import { OwnerAbsencesRepository } from './owner-absences.repository.js';

const WINDOW = { hours: BRIEF_DAYS * 24 } as const;
const latest = (tx: Tx) => ({ since: tx.now.subtract(WINDOW), mostPerCustomer: BRIEF_ACTIVITIES });

/** Writes briefs from what is known now: for an assignment's customers, or one customer for whoever looks. */
@Injectable()
export class BriefDesk {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly absences: OwnerAbsencesRepository,
  ) {}

  /** All customers of the assignment, most pressing first; a handful of statements whatever their number. */
  async write(tx: Tx, assignment: AssignmentRecord): Promise<WrittenBrief[]> {
    const ids = assignment.coveredCustomerIds;
    const [customers, facts, absence] = await Promise.all([
      this.customers.listByIds(tx, ids),
      this.facts.load(tx, ids, latest(tx)),
      this.absences.get(tx, assignment.absenceId),
    ]);
    return writeBriefs(customers, facts, {
      window: assignment.during,
      timeZone: absence.timeZone,
      now: tx.now,
      instructions: absence.instructions,
    });
  }

  /** One customer as it stands, for the owner's absence at `at` or else the two weeks from it. Throws `customers.not-found`. */
  async live(tx: Tx, id: CustomerId, at: Temporal.Instant): Promise<{ csmId: UserId | null; content: BriefContent }> {
    const [customer, facts, absence] = await Promise.all([
      this.customers.getById(tx, id),
      this.facts.load(tx, [id], latest(tx)),
      this.absences.ofOwnerAt(tx, id, at),
    ]);
    const window = absence.during ?? { startsAt: at, endsAt: at.add(WINDOW) };
    const { timeZone, instructions } = absence;
    const context = { window, timeZone, now: tx.now, instructions };
    const [written] = writeBriefs([customer], facts, context);
    if (!written) throw new Error('one customer in, one brief out');
    return { csmId: customer.csm?.userId ?? null, content: written.content };
  }
}
