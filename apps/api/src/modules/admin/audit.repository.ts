import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';

/** One link of the chain, as exported: see migration 0005 for how the hash is made. */
export interface ExportedEvent {
  readonly seq: number;
  readonly hash: string;
  /** The exact text that was hashed (RFC 8785 JSON). */
  readonly canonical: string;
}

const PAGE = 1_000;

/** The history in its own order, for exports; everything else asks platform/audit. */
@Injectable()
export class AuditRepository {
  constructor(private readonly tenancy: Tenancy) {}

  /** At most 1,000 events after `seq`, oldest first. */
  async listAfter(tenantId: TenantId, seq: number): Promise<ExportedEvent[]> {
    const { rows } = await this.tenancy.read(tenantId, [
      `select seq, encode(hash, 'hex') as hash, canonical from history where tenant_id = $1 and seq > $2 order by seq limit ${PAGE}`,
      [tenantId, seq],
    ]);
    return (rows[0] ?? []) as ExportedEvent[];
  }
}
