import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, Span } from '@understudy/domain';
import { spanFromText, type SpanText, type Tx } from '../../platform/database/index.js';

/** What a brief takes from the owner's absence. */
export interface OwnerAbsence {
  /** null while the owner is not away. */
  readonly during: Span | null;
  /** The hours of a partial day. */
  readonly windows: readonly Span[];
  /** Decides what "today" is for renewals. */
  readonly timeZone: string;
  readonly instructions: string | null;
}

const NOBODY: OwnerAbsence = { during: null, windows: [], timeZone: 'UTC', instructions: null };

type Row = Omit<OwnerAbsence, 'windows'> & { readonly windows: readonly SpanText[] | null };
const toAbsence = ({ windows, ...row }: Row): OwnerAbsence => ({ ...row, windows: (windows ?? []).map(spanFromText) });

@Injectable()
export class OwnerAbsencesRepository {
  async get(tx: Tx, id: AbsenceId): Promise<OwnerAbsence> {
    const [row] = await tx.query<Row>(
      `select during, windows, time_zone as "timeZone", special_instructions as instructions
         from csm_absences where tenant_id = $1 and id = $2`,
      [tx.tenantId, id],
    );
    return row ? toAbsence(row) : NOBODY;
  }

  /** The absence of the customer's owner that holds the instant; without one the owner's own zone. */
  async ofOwnerAt(tx: Tx, customerId: CustomerId, at: Temporal.Instant): Promise<OwnerAbsence> {
    const [row] = await tx.query<Row>(
      `select a.during, a.windows, coalesce(a.time_zone, u.time_zone) as "timeZone", a.special_instructions as instructions
         from customers c
         join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id)
         left join csm_absences a on a.tenant_id = c.tenant_id and a.user_id = c.csm_id
              and a.status not in ('suggested', 'cancelled') and a.during @> $3::timestamptz
        where c.tenant_id = $1 and c.id = $2
        order by lower(a.during) limit 1`,
      [tx.tenantId, customerId, at],
    );
    return row ? toAbsence(row) : NOBODY;
  }
}
