import { Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface CrmLink {
  readonly name: string;
  readonly url: string;
}

/** Where customers' records open in CRMs, as far as the organisation's sites say how an address reads (`record_url`). */
@Injectable()
export class CrmLinks {
  /** By customer, sites by id; a customer without a link is missing. One query, whatever is asked for. */
  async of(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, readonly CrmLink[]>> {
    const rows = await tx.query<{ customerId: CustomerId; recordId: string; name: string; template: string }>(
      `select r.customer_id as "customerId", r.record_id as "recordId", s.site ->> 'name' as name, s.site ->> 'record_url' as template
         from customer_crm_ids r
         join crm_sites s on s.tenant_id = r.tenant_id and s.enabled and s.site ->> 'system' = r.system and s.site ->> 'record_url' is not null
        where r.tenant_id = $1 and r.customer_id = any($2::uuid[]) order by s.id, r.record_id`,
      [tx.tenantId, ids],
    );
    const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId);
    return new Map(
      [...byCustomer].map(([id, own]) => [
        id,
        own.map(({ name, template, recordId }) => ({
          name,
          url: template.replaceAll('{id}', () => encodeURIComponent(recordId)),
        })),
      ]),
    );
  }
}
