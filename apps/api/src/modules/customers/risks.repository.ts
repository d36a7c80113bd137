import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type RiskId, type RiskSeverity } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { RiskRecord } from './customer.records.js';

/** Also a risk that is closed. */
export interface KnownRisk extends RiskRecord {
  readonly resolvedAt: Temporal.Instant | null;
}

@Injectable()
export class RisksRepository {
  /** Locked for a change. Throws risks.not-found, also for a risk of another customer. */
  async lock(tx: Tx, customerId: CustomerId, id: RiskId): Promise<KnownRisk> {
    const [row] = await tx.query<KnownRisk>(
      `select id, customer_id as "customerId", kind, description, severity, opened_at as "openedAt", resolved_at as "resolvedAt"
         from risks where tenant_id = $1 and customer_id = $2 and id = $3 for update`,
      [tx.tenantId, customerId, id],
    );
    if (!row) throw new DomainError('risks.not-found');
    return row;
  }

  async add(
    tx: Tx,
    customerId: CustomerId,
    risk: { readonly kind: string; readonly description: string; readonly severity: RiskSeverity },
  ): Promise<RiskRecord> {
    const [row] = await tx.query<{ id: RiskId }>(
      `insert into risks (tenant_id, customer_id, kind, description, severity, opened_at) values ($1, $2, $3, $4, $5, $6) returning id`,
      [tx.tenantId, customerId, risk.kind, risk.description, risk.severity, tx.now],
    );
    if (!row) throw new Error('an insert answers its row');
    return { id: row.id, customerId, ...risk, openedAt: tx.now };
  }

  async update(tx: Tx, risk: KnownRisk, resolution: string | null): Promise<void> {
    await tx.query(
      `update risks set description = $3, severity = $4, resolved_at = $5, resolution = coalesce($6, resolution)
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, risk.id, risk.description, risk.severity, risk.resolvedAt, resolution],
    );
  }
}
