import { Injectable } from '@nestjs/common';
import { type BriefReadiness, type CustomerId, missingInBriefs, type MissingInBriefs } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AbsenceRecord } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { BriefDesk } from './brief-desk.service.js';
import type { BriefContent } from './brief-content.js';
import { BriefsRepository } from './briefs.repository.js';
import { DepartureNotesRepository } from './departure-notes.repository.js';

export interface ReadyRow extends BriefReadiness {
  readonly content: BriefContent;
}

/** Whether everything is there before somebody leaves (PRD-131 NFR-1, NFR-2). */
@Injectable()
export class BriefGate {
  constructor(
    private readonly desk: BriefDesk,
    private readonly briefs: BriefsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly notes: DepartureNotesRepository,
  ) {}

  /** What is missing; empty when the absent person may leave. */
  async missing(tx: Tx, absence: AbsenceRecord): Promise<MissingInBriefs[]> {
    return missingInBriefs(await this.rows(tx, absence));
  }

  /** Every customer of the absent person, or one, with its brief as it stands; most pressing first. */
  async rows(tx: Tx, absence: AbsenceRecord, only?: CustomerId): Promise<ReadyRow[]> {
    const [pages, assignments, notes] = await Promise.all([
      this.desk.writePortfolio(tx, absence, only),
      this.assignments.listOfAbsences(tx, [absence.id]),
      this.notes.listOf(tx, absence.id),
    ]);
    const accepted = assignments.filter(({ status }) => status === 'accepted' || status === 'active');
    const [written, owned] = await Promise.all([
      this.briefs.listWritten(
        tx,
        accepted.map(({ id }) => id),
      ),
      this.customers.listByIds(
        tx,
        pages.map(({ customerId }) => customerId),
      ),
    ]);
    const acceptedIds = new Set(accepted.flatMap(({ coveredCustomerIds }) => coveredCustomerIds));
    const writtenIds = new Set(written.map(({ customerId }) => customerId));
    const alwaysNoted = new Set(owned.flatMap(({ id, ownerNotes }) => (ownerNotes.trim() === '' ? [] : [id])));
    return pages.map(({ customerId, content }) => ({
      customerId,
      content,
      priority: content.priority,
      isAccepted: acceptedIds.has(customerId),
      hasBrief: writtenIds.has(customerId),
      hasContacts: content.key_contacts.value.length > 0,
      hasOwnerNote: alwaysNoted.has(customerId) || (notes.get(customerId)?.note ?? '').trim() !== '',
    }));
  }
}
