import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { DepartureNote } from './brief.writer.js';

type Row = DepartureNote & { readonly customerId: CustomerId };

const COLUMNS = `n.customer_id as "customerId", n.note, n.handling, n.priority, n.written_at as "writtenAt"`;
const byCustomer = (rows: readonly Row[]): ReadonlyMap<CustomerId, DepartureNote> =>
  new Map(rows.map(({ customerId, ...note }) => [customerId, note]));

/** What owners leave for whoever stands in, per absence and customer. */
@Injectable()
export class DepartureNotesRepository {
  async listOf(tx: Tx, absenceId: AbsenceId): Promise<ReadonlyMap<CustomerId, DepartureNote>> {
    return byCustomer(
      await tx.query<Row>(
        `select ${COLUMNS} from absence_customer_notes n where n.tenant_id = $1 and n.absence_id = $2`,
        [tx.tenantId, absenceId],
      ),
    );
  }

  /** Of the absences of the customers' owners that hold the instant. */
  async listAt(
    tx: Tx,
    customerIds: readonly CustomerId[],
    at: Temporal.Instant,
  ): Promise<ReadonlyMap<CustomerId, DepartureNote>> {
    return byCustomer(
      await tx.query<Row>(
        `select ${COLUMNS} from absence_customer_notes n
           join customers c on (c.tenant_id, c.id) = (n.tenant_id, n.customer_id)
           join csm_absences a on (a.tenant_id, a.id, a.user_id) = (n.tenant_id, n.absence_id, c.csm_id)
          where n.tenant_id = $1 and n.customer_id = any($2::uuid[]) and a.status not in ('suggested', 'cancelled')
            and a.during @> $3::timestamptz order by lower(a.during) desc`,
        [tx.tenantId, customerIds, at],
      ),
    );
  }

  /** How the customer is to be handled, as it was written before; null where nobody did. */
  async handlingOf(
    tx: Tx,
    { absenceId, customerId }: { readonly absenceId: AbsenceId; readonly customerId: CustomerId },
  ): Promise<string | null> {
    const [row] = await tx.query<{ handling: string | null }>(
      'select handling from absence_customer_notes where tenant_id = $1 and absence_id = $2 and customer_id = $3',
      [tx.tenantId, absenceId, customerId],
    );
    return row?.handling ?? null;
  }

  async put(
    tx: Tx,
    key: { readonly absenceId: AbsenceId; readonly customerId: CustomerId },
    note: Omit<DepartureNote, 'writtenAt'>,
    by: UserId,
  ): Promise<void> {
    await tx.query(
      `insert into absence_customer_notes (tenant_id, absence_id, customer_id, note, handling, priority, written_by_user_id, written_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict on constraint absence_customer_notes_pkey do update
          set note = excluded.note, handling = excluded.handling, priority = excluded.priority,
              written_by_user_id = excluded.written_by_user_id, written_at = excluded.written_at`,
      [tx.tenantId, key.absenceId, key.customerId, note.note, note.handling, note.priority, by, tx.now],
    );
  }
}
