import { Injectable } from '@nestjs/common';
import type { DepartureRow, InputOf, ListDepartureCustomers, OutputOf, PutDepartureNote } from '@understudy/contracts';
import { type AbsenceId, type CustomerId, DomainError, type GapInBriefs, missingInBriefs } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsenceRights } from '../absences/index.js';
import { CustomersRepository } from '../customers/index.js';
import { type ReadyRow, BriefGate } from './brief-gate.service.js';
import { BriefNews } from './brief-news.service.js';
import { missingWords } from './brief-words.js';
import type { DepartureNote } from './brief.writer.js';
import { DepartureNotesRepository } from './departure-notes.repository.js';

type Row = z.output<typeof DepartureRow>;

/** What an owner does before leaving: looks over every customer, leaves notes, sets priorities (PRD-131 wizard, PRD-258 FR-3.4). */
@Injectable()
export class DepartureService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly customers: CustomersRepository,
    private readonly gate: BriefGate,
    private readonly notes: DepartureNotesRepository,
    private readonly news: BriefNews,
  ) {}

  /** By the absent person and their managers, most pressing first. Throws absences.not-found, identity.not-allowed. */
  async list(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof ListDepartureCustomers>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const absence = await this.rights.getManaged(tx, caller, id);
      const { rows, items } = await this.rowsOf(tx, absence);

      const missing = missingInBriefs(rows);
      const refs = new Map(
        rows.map(({ customerId, content }) => [customerId, toRef(customerId, content.customer.name)]),
      );
      return {
        items,
        ready: missing.length === 0,
        missing: missing.map(({ what, customerIds }) => ({
          what,
          explanation: missingWords(what),
          customers: customerIds.flatMap((customerId) => refs.get(customerId) ?? []),
        })),
      };
    });
  }

  /** Every customer of an absence as the owner looks at it, most pressing first. The caller has checked who asks. */
  async rowsOf(tx: Tx, absence: AbsenceRecord): Promise<{ rows: readonly ReadyRow[]; items: Row[] }> {
    const [rows, notes] = await Promise.all([this.gate.rows(tx, absence), this.notes.listOf(tx, absence.id)]);
    return { rows, items: rows.map((row) => toRow(row, notes.get(row.customerId) ?? null)) };
  }

  /**
   * Until the absence is over; what is written after departure shows as changed. Throws absences.ended, customers.not-found,
   * coverage.customer-not-in-portfolio.
   */
  async putNote(
    caller: CallerContext,
    input: InputOf<typeof PutDepartureNote>,
  ): Promise<OutputOf<typeof PutDepartureNote>> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.rights.getManaged(tx, caller, input.absence_id);
      const { note, handling, priority } = input;
      await this.write(tx, caller, absence, input.customer_id, { note, handling, priority });
      const [row] = await this.gate.rows(tx, absence, input.customer_id);
      if (!row) throw new DomainError('coverage.customer-not-in-portfolio');
      return toRow(row, { note, handling, priority, writtenAt: tx.now });
    });
  }

  /** As {@link putNote}, inside the transaction of whoever has checked who writes; without `handling` that stays as it is. */
  async write(
    tx: Tx,
    caller: CallerContext,
    absence: AbsenceRecord,
    customerId: CustomerId,
    { handling: given, ...rest }: Pick<DepartureNote, 'note' | 'priority'> & Partial<Pick<DepartureNote, 'handling'>>,
  ): Promise<void> {
    await this.requireWritable(tx, absence, customerId);
    const key = { absenceId: absence.id, customerId };
    const note = { ...rest, handling: given === undefined ? await this.notes.handlingOf(tx, key) : given };
    await this.notes.put(tx, key, note, caller.userId);
    await this.news.noted(tx, caller, absence, customerId, {
      priority: note.priority,
      has_note: note.note !== '',
      has_handling: note.handling !== null,
    });
  }

  private async requireWritable(tx: Tx, absence: AbsenceRecord, customerId: CustomerId): Promise<void> {
    if (absence.status === 'cancelled' || absence.status === 'completed') throw new DomainError('absences.ended');
    const customer = await this.customers.getById(tx, customerId);
    if (customer.csm?.userId !== absence.userId) throw new DomainError('coverage.customer-not-in-portfolio');
  }
}

const toRef = (customerId: CustomerId, name: string) => ({ customer_id: customerId, name });

function toRow(row: ReadyRow, note: DepartureNote | null): Row {
  const { customerId, content } = row;
  return {
    customer: toRef(customerId, content.customer.name),
    priority: content.priority,
    priority_reason: content.priority_reason,
    priority_override: note?.priority ?? null,
    arr: content.customer.arr,
    health_score: content.customer.health_score,
    renewal_on: content.customer.renewal_date,
    urgent_items: content.urgent_items.value.length,
    active_risks: content.risk_flags.value.length,
    open_escalations: content.open_escalations.value.length,
    note: note?.note ?? '',
    handling: note?.handling ?? null,
    written_at: note?.writtenAt ?? null,
    scheduled_events: content.scheduled_events.value,
    missing: missingInBriefs([row]).map(({ what }): GapInBriefs => what),
  };
}
