import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, StakeholderId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { ContactRecord } from './notice.records.js';

/**
 * Whom an absence concerns at customers, and what they wish. Reads only what may be told or decides about telling: no statement here
 * names a private column of a customer or an absence (product.md 13).
 */
@Injectable()
export class NoticeContactsRepository {
  /** Primary stakeholders with an address, of every customer somebody was ever asked to cover in this absence. */
  listOfAbsence(tx: Tx, absenceId: AbsenceId, address: string | null, fallbackZone: string): Promise<ContactRecord[]> {
    return tx.query(
      `select c.id as "customerId", c.segment, s.id as "stakeholderId", lower(s.email) as address, coalesce(z.time_zone, $4) as "timeZone",
              s.name as "contactName", s.email, c.name as "customerName", c.language as "customerLanguage",
              exists (select 1 from stakeholders x
                        join notice_opt_outs o on (o.tenant_id, o.stakeholder_id) = (x.tenant_id, x.id)
                       where x.tenant_id = s.tenant_id and lower(x.email) = lower(s.email) and o.opted_out) as "hasOptedOut"
         from (select distinct k.customer_id from coverage_assignments a
                 join covered_customers k on (k.tenant_id, k.assignment_id) = (a.tenant_id, a.id)
                where a.tenant_id = $1 and a.absence_id = $2) covered
         join customers c on c.tenant_id = $1 and c.id = covered.customer_id
         join stakeholders s on (s.tenant_id, s.customer_id) = (c.tenant_id, c.id)
         left join notice_zones z on (z.tenant_id, z.customer_id) = (c.tenant_id, c.id)
        where s.is_primary and s.active and s.email <> '' and ($3::text is null or lower(s.email) = $3)
        order by lower(c.name), c.id, s.name, s.id`,
      [tx.tenantId, absenceId, address, fallbackZone],
    );
  }

  async isOfCustomer(tx: Tx, customerId: CustomerId, id: StakeholderId): Promise<boolean> {
    const rows = await tx.query('select 1 from stakeholders where tenant_id = $1 and customer_id = $2 and id = $3', [
      tx.tenantId,
      customerId,
      id,
    ]);
    return rows.length > 0;
  }

  /**
   * Holds for every stakeholder with the same address: it is one person who wishes. Answers whether that is new, and the absences that
   * have something to plan anew; null when the stakeholder is not there.
   */
  async setOptOut(
    tx: Tx,
    id: StakeholderId,
    optedOut: boolean,
    byUserId: UserId | null,
  ): Promise<{ isNew: boolean; absenceIds: AbsenceId[] } | null> {
    const written = await tx.query(
      `insert into notice_opt_outs (tenant_id, stakeholder_id, opted_out, changed_by_user_id, changed_at)
       select x.tenant_id, x.id, $3, $4::uuid, $5
         from stakeholders s join stakeholders x on x.tenant_id = s.tenant_id and (x.id = s.id or lower(x.email) = lower(s.email))
        where s.tenant_id = $1 and s.id = $2
        order by x.id
       on conflict on constraint notice_opt_outs_pkey do update
          set opted_out = excluded.opted_out, changed_by_user_id = excluded.changed_by_user_id, changed_at = excluded.changed_at
        where notice_opt_outs.opted_out <> excluded.opted_out
       returning 1`,
      [tx.tenantId, id, optedOut, byUserId, tx.now],
    );
    if (written.length === 0 && !(await this.isThere(tx, id))) return null;
    const absences = await tx.query<{ id: AbsenceId }>(
      `select distinct n.absence_id as id from stakeholders s
         join notices n on n.tenant_id = s.tenant_id and n.address = lower(s.email)
        where s.tenant_id = $1 and s.id = $2 and n.state in ('planned', 'draft', 'opted_out')`,
      [tx.tenantId, id],
    );
    return { isNew: written.length > 0, absenceIds: absences.map((row) => row.id) };
  }

  private async isThere(tx: Tx, id: StakeholderId): Promise<boolean> {
    const rows = await tx.query('select 1 from stakeholders where tenant_id = $1 and id = $2', [tx.tenantId, id]);
    return rows.length > 0;
  }

  /** null: in the hours of the CSM. */
  async setZone(tx: Tx, customerId: CustomerId, timeZone: string | null): Promise<void> {
    if (timeZone === null)
      await tx.query('delete from notice_zones where tenant_id = $1 and customer_id = $2', [tx.tenantId, customerId]);
    else
      await tx.query(
        `insert into notice_zones (tenant_id, customer_id, time_zone, updated_at) values ($1, $2, $3, $4)
         on conflict on constraint notice_zones_pkey do update set time_zone = excluded.time_zone, updated_at = excluded.updated_at`,
        [tx.tenantId, customerId, timeZone, tx.now],
      );
  }
}
