import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, CustomerId, PortfolioCover, PortfolioState, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

const OWNER = 'select csm_id as "ownerId" from customers where tenant_id = $1 and id = $2';
const ABSENCES = `select a.id from csm_absences a join customers c on (c.tenant_id, c.csm_id) = (a.tenant_id, a.user_id)
                   where c.tenant_id = $1 and c.id = $2 and a.status in ('planned', 'coverage_assigned', 'active')
                     and coalesce(upper(a.during) > $3::timestamptz, true) order by a.id`;
const COVERS = `
  select s.id as "assignmentId", s.absence_id as "absenceId", a.user_id as "absentUserId", s.backup_user_id as "backupUserId", s.tier,
         s.covers_all as "coversAll", k.customer_id is not null as lists
    from coverage_assignments s
    join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
    left join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id) and k.customer_id = $2 and k.left_at is null
   where s.tenant_id = $1 and s.status in ('pending', 'accepted', 'active') and coalesce(upper(s.during) > $3::timestamptz, true)
     and (s.id in (select assignment_id from covered_customers where tenant_id = $1 and customer_id = $2 and left_at is null)
          or a.user_id = (select csm_id from customers where tenant_id = $1 and id = $2))
   order by s.tier, s.accepted_at nulls last, s.id`;
/** Customers of the absent person that an assignment of everything does not list. */
const MISSING = `
  select c.id from coverage_assignments s
    join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
    join customers c on (c.tenant_id, c.csm_id) = (a.tenant_id, a.user_id)
   where s.tenant_id = $1 and s.id = $2 and s.covers_all and s.status in ('pending', 'accepted', 'active')
     and not exists (select 1 from covered_customers k
                      where k.tenant_id = $1 and k.assignment_id = s.id and k.customer_id = c.id and k.left_at is null)
   order by c.id`;

@Injectable()
export class PortfolioRepository {
  /** null for a customer that is not there. */
  async find(tx: Tx, id: CustomerId): Promise<PortfolioState | null> {
    const [[owner], absences, covers] = await Promise.all([
      tx.query<{ ownerId: UserId | null }>(OWNER, [tx.tenantId, id]),
      tx.query<{ id: AbsenceId }>(ABSENCES, [tx.tenantId, id, tx.now]),
      tx.query<PortfolioCover>(COVERS, [tx.tenantId, id, tx.now]),
    ]);
    return owner ? { ownerId: owner.ownerId, absenceIds: absences.map((row) => row.id), covers } : null;
  }

  async listMissing(tx: Tx, id: AssignmentId): Promise<CustomerId[]> {
    const rows = await tx.query<{ id: CustomerId }>(MISSING, [tx.tenantId, id]);
    return rows.map((row) => row.id);
  }

  /** All that the decision will touch, in the order everybody locks: absences, assignments, the customer. */
  async lock(tx: Tx, { absenceIds, covers }: PortfolioState, customerId: CustomerId): Promise<void> {
    const absences = [...new Set([...absenceIds, ...covers.map(({ absenceId }) => absenceId)])];
    await tx.query('select 1 from csm_absences where tenant_id = $1 and id = any($2::uuid[]) order by id for update', [
      tx.tenantId,
      absences,
    ]);
    await tx.query(
      'select 1 from coverage_assignments where tenant_id = $1 and id = any($2::uuid[]) order by id for update',
      [tx.tenantId, covers.map(({ assignmentId }) => assignmentId)],
    );
    await tx.query('select 1 from customers where tenant_id = $1 and id = $2 for no key update', [
      tx.tenantId,
      customerId,
    ]);
  }
}
