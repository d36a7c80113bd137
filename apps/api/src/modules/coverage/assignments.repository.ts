import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  type AssignmentId,
  type AssignmentStatus,
  type CoverElsewhere,
  type CustomerId,
  DomainError,
  type Span,
  type UserId,
} from '@understudy/domain';
import { constraintErrors, spanFromText, type SpanText, spanText, type Tx } from '../../platform/database/index.js';
import { person } from '../customers/index.js';
import { AssignmentRow } from './assignment.entity.js';
import type { AssignmentRecord, NewAssignment, Rival } from './assignment.records.js';

const SELECT = `
  select s.id, s.absence_id as "absenceId", s.backup_user_id as "backupUserId", s.coverage_type as "coverageType", s.tier, s.covers_all as "coversAll", s.in_force as "inForce",
         s.status, s.approval, s.during, s.score, s.factors, s.accepted_at as "acceptedAt", s.answer_by as "answerBy", s.declined_reason as "declinedReason",
         s.asked_at as "askedAt", s.rung, s.approve_by as "approveBy", s.approver_user_id as "approverUserId", s.approval_reason as "approvalReason",
         s.decided_at as "decidedAt", s.release_requested_at as "releaseRequestedAt", s.release_reason as "releaseReason", s.release_by as "releaseBy",
         s.chosen_during as "chosenDuring",
         s.ended_reason as "endedReason", s.notifications_received as "notificationsReceived", s.actions_taken as "actionsTaken", s.version,
         s.created_at as "createdAt", a.time_zone as "timeZone", a.windows, ${person('b')} as backup, ${person('o')} as absent,
         array(select k.customer_id from covered_customers k where k.tenant_id = s.tenant_id and k.assignment_id = s.id and k.left_at is null order by k.customer_id) as "coveredCustomerIds"
    from coverage_assignments s
    join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
    join users b on (b.tenant_id, b.id) = (s.tenant_id, s.backup_user_id)
    join users o on (o.tenant_id, o.id) = (a.tenant_id, a.user_id)`;

const refused = constraintErrors({
  covered_customers_one_backup: 'coverage.already-covered',
  covered_customers_customer_fkey: 'customers.not-found',
  coverage_assignments_backup_fkey: 'users.not-found',
});

type Selected = Omit<AssignmentRecord, 'customerIds' | 'windows'> & {
  coversAll: boolean;
  windows: readonly SpanText[];
};

const toAssignment = ({ coversAll, windows, ...row }: Selected): AssignmentRecord => ({
  ...row,
  customerIds: coversAll ? null : row.coveredCustomerIds,
  windows: windows.map(spanFromText),
});

@Injectable()
export class AssignmentsRepository {
  async findById(tx: Tx, id: AssignmentId): Promise<AssignmentRecord | null> {
    const [row] = await this.select(tx, 'and s.id = $2', [id]);
    return row ?? null;
  }

  /**
   * Locks the row for the decision that follows, its absence before it: whoever decides about one absence comes one after the other, and
   * nobody waits crosswise for another one's assignment. Throws `coverage.assignment-not-found`.
   */
  async lockById(tx: Tx, id: AssignmentId): Promise<AssignmentRecord> {
    await tx.query(
      `select 1 from csm_absences where tenant_id = $1
          and id = (select absence_id from coverage_assignments where tenant_id = $1 and id = $2) for no key update`,
      [tx.tenantId, id],
    );
    const locked = await tx.em.findOne(AssignmentRow, {
      where: { tenantId: tx.tenantId, id },
      lock: { mode: 'pessimistic_write' },
    });
    const row = locked && (await this.findById(tx, id));
    if (!row) throw new DomainError('coverage.assignment-not-found');
    return row;
  }

  /** As {@link listOfAbsences} of one, locked for the decisions that follow. Lock its absence first, its customers afterwards. */
  async lockOfAbsence(tx: Tx, id: AbsenceId): Promise<AssignmentRecord[]> {
    await tx.query(
      'select 1 from coverage_assignments where tenant_id = $1 and absence_id = $2 order by id for update',
      [tx.tenantId, id],
    );
    return this.listOfAbsences(tx, [id]);
  }

  /**
   * Locks customers, all at once and by id, before their coverage is written: two who accept overlapping customers come one after the
   * other, and the exclusion constraint answers the second instead of leaving both waiting for each other.
   */
  async lockCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<void> {
    await tx.query(
      'select 1 from customers where tenant_id = $1 and id = any($2::uuid[]) order by id for no key update',
      [tx.tenantId, ids],
    );
  }

  /** Which of the customers somebody said yes to already, at that tier and in that time. */
  async listTaken(tx: Tx, customerIds: readonly CustomerId[], tier: number, during: Span): Promise<CustomerId[]> {
    const rows = await tx.query<{ id: CustomerId }>(
      `select distinct customer_id as id from covered_customers
        where tenant_id = $1 and customer_id = any($2::uuid[]) and tier = $3 and accepted and during && $4::tstzrange`,
      [tx.tenantId, customerIds, tier, spanText(during)],
    );
    return rows.map(({ id }) => id);
  }

  /** Whose coverage the assignment would collide with first; null when its time is free. */
  async findRival(tx: Tx, row: AssignmentRecord): Promise<Rival | null> {
    const [rival] = await tx.query<Rival>(
      `select s.id as "assignmentId", u.name as "backupName", lower(k.during) as "startsAt"
         from covered_customers k
         join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
         join users u on (u.tenant_id, u.id) = (s.tenant_id, s.backup_user_id)
        where k.tenant_id = $1 and k.customer_id = any($2::uuid[]) and k.tier = $3 and k.accepted and k.assignment_id <> $4
          and k.during && $5::tstzrange
        order by lower(k.during), s.id limit 1`,
      [tx.tenantId, row.coveredCustomerIds, row.tier, row.id, spanText(row.during)],
    );
    return rival ?? null;
  }

  listOfAbsences(tx: Tx, ids: readonly AbsenceId[]): Promise<AssignmentRecord[]> {
    return this.select(tx, 'and s.absence_id = any($2::uuid[]) order by s.tier, s.created_at, s.id', [ids]);
  }

  /** Of which the backup knows: what still waits for a manager's yes is left out. */
  listOfBackup(tx: Tx, backupUserId: UserId, statuses: readonly AssignmentStatus[]): Promise<AssignmentRecord[]> {
    return this.select(
      tx,
      `and s.backup_user_id = $2 and s.status = any($3::text[]) and not (s.status = 'pending' and s.approval = 'waiting' and s.asked_at is null)
       order by lower(s.during), s.id`,
      [backupUserId, statuses],
    );
  }

  /** Assignments in force or waiting whose absent person is the given one. */
  listOfAbsent(tx: Tx, userId: UserId, statuses: readonly AssignmentStatus[]): Promise<AssignmentRecord[]> {
    return this.select(tx, 'and a.user_id = $2 and s.status = any($3::text[]) order by lower(s.during), s.id', [
      userId,
      statuses,
    ]);
  }

  /** Of these absent people: what a manager has not said yes to yet, the soonest deadline first. */
  listAwaitingApproval(tx: Tx, absentIds: readonly UserId[]): Promise<AssignmentRecord[]> {
    return this.select(
      tx,
      `and s.approval = 'waiting' and s.status in ('pending', 'accepted', 'active') and a.user_id = any($2::uuid[])
       order by s.approve_by nulls last, lower(s.during), s.id`,
      [absentIds],
    );
  }

  /** Accepted coverage of these customers by other absences, in the time of this one. */
  listElsewhere(
    tx: Tx,
    { id, during }: { readonly id: AbsenceId; readonly during: Span },
    customerIds: readonly CustomerId[],
  ): Promise<CoverElsewhere[]> {
    return tx.query(
      `select k.customer_id as "customerId", k.tier, k.during
         from covered_customers k join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
        where k.tenant_id = $1 and k.customer_id = any($2::uuid[]) and k.accepted and s.absence_id <> $3 and k.during && $4::tstzrange
        order by k.customer_id, k.tier, lower(k.during)`,
      [tx.tenantId, customerIds, id, spanText(during)],
    );
  }

  /** Absences for which the person stands in or is asked to, and that are not over. */
  async listBackedAbsences(tx: Tx, backupUserId: UserId): Promise<AbsenceId[]> {
    const rows = await tx.query<{ id: AbsenceId }>(
      `select distinct s.absence_id as id from coverage_assignments s
        where s.tenant_id = $1 and s.backup_user_id = $2 and s.status in ('pending', 'accepted', 'active')
          and (upper_inf(s.during) or upper(s.during) > $3) order by 1`,
      [tx.tenantId, backupUserId, tx.now],
    );
    return rows.map(({ id }) => id);
  }

  async add(tx: Tx, assignment: NewAssignment): Promise<AssignmentId> {
    const { customerIds, ...row } = assignment;
    const inserted = await tx.em
      .insert(AssignmentRow, { ...row, tenantId: tx.tenantId, createdAt: tx.now, updatedAt: tx.now })
      .catch(refused);
    const id: AssignmentId = inserted.identifiers[0]?.['id'];
    await tx
      .query(
        `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during)
         select $1::uuid, $2::uuid, unnest($3::uuid[]), $4::int, $5::tstzrange`,
        [tx.tenantId, id, customerIds, assignment.tier, spanText(assignment.during)],
      )
      .catch(refused);
    return id;
  }

  /** Writes what a decision changed, and the customers' rows with it: they carry the promise "one accepted backup at a time". */
  async save(tx: Tx, assignment: AssignmentRecord): Promise<void> {
    const { id, version, status, approval, acceptedAt, answerBy, declinedReason, endedReason } = assignment;
    const { askedAt, approveBy, approverUserId, approvalReason, decidedAt } = assignment;
    const { releaseRequestedAt, releaseReason, releaseBy } = assignment;
    // ended before it began: it keeps the span it was meant for, and counts for nothing
    const isEmpty = assignment.during.endsAt !== null && assignment.during.startsAt.equals(assignment.during.endsAt);
    const inForce = acceptedAt !== null && status !== 'declined' && status !== 'pending' && !isEmpty;
    const during = isEmpty ? {} : { during: assignment.during };
    const approving = { approval, askedAt, approveBy, approverUserId, approvalReason, decidedAt };
    const releasing = { releaseRequestedAt, releaseReason, releaseBy };
    const answered = { status, acceptedAt, answerBy, declinedReason, endedReason, inForce };
    const changed = { ...answered, ...approving, ...releasing, ...during };
    const result = await tx.em.update(
      AssignmentRow,
      { tenantId: tx.tenantId, id, version },
      { ...changed, version: version + 1, updatedAt: tx.now },
    );
    if (result.affected !== 1) throw new DomainError('version.stale');
    // who joined later counts from then; who left stays as they were until then
    await tx
      .query(
        `update covered_customers
            set during = case when $3::tstzrange is null or upper($3::tstzrange) <= joined_at then during
                              else tstzrange(greatest(lower($3::tstzrange), joined_at), upper($3::tstzrange)) end,
                accepted = $4 and coalesce(upper($3::tstzrange) > joined_at, true)
          where tenant_id = $1 and assignment_id = $2 and left_at is null`,
        [tx.tenantId, id, isEmpty ? null : spanText(assignment.during), inForce],
      )
      .catch(refused);
  }

  /** Customers that come to an open assignment later; what it covers from now on. Throws coverage.already-covered. */
  async join(tx: Tx, { id, tier, during, acceptedAt }: AssignmentRecord, ids: readonly CustomerId[]): Promise<void> {
    const startsAt = Temporal.Instant.compare(during.startsAt, tx.now) < 0 ? tx.now : during.startsAt;
    await tx
      .query(
        `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted, joined_at)
         select $1::uuid, $2::uuid, unnest($3::uuid[]), $4::int, $5::tstzrange, $6, $7::timestamptz
         on conflict on constraint covered_customers_pkey do update
            set during = excluded.during, accepted = excluded.accepted, joined_at = excluded.joined_at, left_at = null
          where covered_customers.left_at is not null`,
        [tx.tenantId, id, ids, tier, spanText({ startsAt, endsAt: during.endsAt }), acceptedAt !== null, tx.now],
      )
      .catch(refused);
  }

  /** Customers that go from it while it lasts: what it covered until now stays true. */
  async leave(tx: Tx, id: AssignmentId, ids: readonly CustomerId[]): Promise<void> {
    await tx.query(
      `update covered_customers
          set left_at = $4, accepted = accepted and lower(during) < $4,
              during = case when lower(during) < $4 then tstzrange(lower(during), least(upper(during), $4)) else during end
        where tenant_id = $1 and assignment_id = $2 and customer_id = any($3::uuid[]) and left_at is null`,
      [tx.tenantId, id, ids, tx.now],
    );
  }

  /** It covered everything so far; from now on only the customers it lists. */
  async narrow(tx: Tx, id: AssignmentId): Promise<void> {
    await tx.query(
      `update coverage_assignments set covers_all = false, coverage_type = 'partial', version = version + 1, updated_at = $3
        where tenant_id = $1 and id = $2 and covers_all`,
      [tx.tenantId, id, tx.now],
    );
  }

  async countAction(tx: Tx, id: AssignmentId): Promise<void> {
    await tx.query(
      'update coverage_assignments set actions_taken = actions_taken + 1, updated_at = $3 where tenant_id = $1 and id = $2',
      [tx.tenantId, id, tx.now],
    );
  }

  /** The backup was told something about a covered customer: in the transaction of the notification, so that a recount says the same. */
  async countNotification(tx: Tx, id: AssignmentId): Promise<void> {
    await tx.query(
      'update coverage_assignments set notifications_received = notifications_received + 1 where tenant_id = $1 and id = $2',
      [tx.tenantId, id],
    );
  }

  private async select(tx: Tx, where: string, params: readonly unknown[]): Promise<AssignmentRecord[]> {
    const rows = await tx.query<Selected>(`${SELECT} where s.tenant_id = $1 ${where}`, [tx.tenantId, ...params]);
    return rows.map(toAssignment);
  }
}
