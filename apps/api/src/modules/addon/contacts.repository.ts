import { Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** People at customers, as drafts greet them. */
@Injectable()
export class ContactsRepository {
  /** Whom a draft greets: the one of these addresses that is a contact of the customer; null when none is, or several are. */
  async find(
    tx: Tx,
    customerId: CustomerId,
    addresses: readonly string[],
  ): Promise<{ name: string; address: string } | null> {
    const rows = await tx.query<{ name: string; address: string }>(
      `select name, lower(email) as address from stakeholders
        where tenant_id = $1 and customer_id = $2 and active and lower(email) = any($3::text[]) limit 2`,
      [tx.tenantId, customerId, addresses],
    );
    return rows.length === 1 ? (rows[0] ?? null) : null;
  }
}
