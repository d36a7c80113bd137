import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { AbsenceRecord } from './absences.repository.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'coverage-setup' } } as const;

/** Customers for whom nobody is left to ask: told when they become more, not each time somebody looks. */
@Injectable()
export class LadderGaps {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Remembers the gap and when somebody was asked for the first time. The absence is locked. */
  async note(tx: Tx, absence: AbsenceRecord, gap: readonly CustomerId[], hasAsked: boolean): Promise<void> {
    const known = await this.known(tx, absence.id);
    const isSame = known !== null && known.length === gap.length && gap.every((id) => known.includes(id));
    if (!isSame || hasAsked) await this.save(tx, absence.id, gap, hasAsked);
    if (gap.every((id) => known?.includes(id))) return;
    const about = { absence_id: absence.id, user_id: absence.userId };
    await this.history.append(tx, {
      type: 'coverage.gap',
      subject: { kind: 'absence', id: absence.id },
      ...BY_PRODUCT,
      data: { ...about, customer_ids: [...gap] },
    });
    await this.outbox.add(tx, { type: 'coverage.gap', ...about, customers: gap.length });
  }

  private async known(tx: Tx, id: AbsenceId): Promise<readonly CustomerId[] | null> {
    const [row] = await tx.query<{ ids: CustomerId[] }>(
      'select gap_customer_ids as ids from coverage_ladders where tenant_id = $1 and absence_id = $2',
      [tx.tenantId, id],
    );
    return row?.ids ?? null;
  }

  private async save(tx: Tx, id: AbsenceId, gap: readonly CustomerId[], hasAsked: boolean): Promise<void> {
    await tx.query(
      `insert into coverage_ladders (tenant_id, absence_id, gap_customer_ids, first_asked_at, updated_at)
       values ($1, $2, $3::uuid[], $4::timestamptz, $5)
       on conflict on constraint coverage_ladders_pkey
       do update set gap_customer_ids = excluded.gap_customer_ids, updated_at = excluded.updated_at,
                     first_asked_at = coalesce(coverage_ladders.first_asked_at, excluded.first_asked_at)`,
      [tx.tenantId, id, gap, hasAsked ? tx.now : null, tx.now],
    );
  }
}
