import { Injectable } from '@nestjs/common';
import type {
  AbsenceId,
  AssignmentId,
  PlannedLine,
  RoutingProgress,
  RoutingType,
  RoutingUpdateId,
  UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';

/** A line of the ledger, with names. */
export interface RoutingRecord extends RoutingProgress {
  readonly id: RoutingUpdateId;
  readonly type: RoutingType;
  readonly part: string;
  readonly label: string | null;
  readonly isShared: boolean;
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
  readonly absent: PersonName;
  readonly backup: PersonName;
  readonly problem: string | null;
  readonly appliedAt: Temporal.Instant | null;
  readonly revertedAt: Temporal.Instant | null;
}

const SELECT = `
  select r.id, r.type, r.part, r.label, r.shared as "isShared", r.assignment_id as "assignmentId", r.absence_id as "absenceId", r.user_id as "absentUserId", r.backup_user_id as "backupUserId",
         ${person('o')} as absent, ${person('b')} as backup, r.state, r.wish, r.intended, r.prior, r.ours, r.confirmed as "isConfirmed", r.found, r.faults,
         r.problem, r.applied_at as "appliedAt", r.reverted_at as "revertedAt"
    from routing_updates r
    join users o on (o.tenant_id, o.id) = (r.tenant_id, r.user_id)
    join users b on (b.tenant_id, b.id) = (r.tenant_id, r.backup_user_id)`;
const BY_TYPE =
  "order by array_position(array['tasks', 'alerts', 'email', 'slack', 'calendar'], r.type), r.created_at, r.part, r.id";

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

@Injectable()
export class RoutingRepository {
  async find(tx: Tx, id: RoutingUpdateId): Promise<RoutingRecord | null> {
    const [row] = await tx.query<RoutingRecord>(`${SELECT} where r.tenant_id = $1 and r.id = $2`, [tx.tenantId, id]);
    return row ?? null;
  }

  /** As {@link find}, locked for the decision that follows. */
  async lock(tx: Tx, id: RoutingUpdateId): Promise<RoutingRecord | null> {
    await tx.query('select 1 from routing_updates where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
    return this.find(tx, id);
  }

  /** Whoever plans the changes of an absence does so alone; before any of its lines. */
  async lockAbsence(tx: Tx, id: AbsenceId): Promise<void> {
    await tx.query('select 1 from csm_absences where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]);
  }

  /** Locked, by type. */
  async lockOfAbsence(tx: Tx, id: AbsenceId): Promise<RoutingRecord[]> {
    await tx.query('select 1 from routing_updates where tenant_id = $1 and absence_id = $2 order by id for update', [
      tx.tenantId,
      id,
    ]);
    return this.listOfAbsence(tx, id);
  }

  listOfAssignments(tx: Tx, ids: readonly AssignmentId[]): Promise<RoutingRecord[]> {
    return tx.query<RoutingRecord>(
      `${SELECT} where r.tenant_id = $1 and r.assignment_id = any($2::uuid[]) ${BY_TYPE}`,
      [tx.tenantId, ids],
    );
  }

  listOfAbsence(tx: Tx, id: AbsenceId): Promise<RoutingRecord[]> {
    return tx.query<RoutingRecord>(`${SELECT} where r.tenant_id = $1 and r.absence_id = $2 ${BY_TYPE}`, [
      tx.tenantId,
      id,
    ]);
  }

  /** Absences with a change that is wanted now, or not yet taken back. */
  async listAbsences(tx: Tx): Promise<AbsenceId[]> {
    const rows = await tx.query<{ id: AbsenceId }>(
      `select distinct absence_id as id from routing_updates
        where tenant_id = $1 and (wish = 'applied' or state in ('applied', 'reverting', 'failed')) order by absence_id`,
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }

  /** An intent, before anything is touched; nothing happens when the coverage has one of this type and part. Its absence is locked. */
  async add(
    tx: Tx,
    row: Pick<RoutingRecord, 'type' | 'absenceId' | 'absentUserId' | 'backupUserId'> & Omit<PlannedLine, 'id'>,
  ): Promise<void> {
    await tx.query(
      `insert into routing_updates (tenant_id, assignment_id, absence_id, user_id, backup_user_id, type, part, label, shared, state, wish, intended, problem, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $12, $13, $14, $7, $8, coalesce($9::jsonb, 'null'), $10, $11, $11)
       on conflict on constraint routing_updates_once_key do nothing`,
      [
        tx.tenantId,
        row.assignmentId,
        row.absenceId,
        row.absentUserId,
        row.backupUserId,
        row.type,
        row.progress.state,
        row.progress.wish,
        json(row.progress.intended),
        row.problem,
        tx.now,
        row.part,
        row.label,
        row.isShared,
      ],
    );
  }

  /** As planned anew: what is wanted, what it is called, and for which coverage. */
  async replan(
    tx: Tx,
    id: RoutingUpdateId,
    line: Omit<PlannedLine, 'id'> & Pick<RoutingRecord, 'backupUserId'>,
  ): Promise<void> {
    const { progress } = line;
    await tx.query(
      `update routing_updates
          set assignment_id = $3, backup_user_id = $4, part = $5, label = $6, shared = $7, state = $8, wish = $9, intended = coalesce($10::jsonb, 'null'),
              prior = $11::jsonb, ours = $12::jsonb, confirmed = $13, found = $14::jsonb, faults = $15, problem = $16, updated_at = $17,
              reverted_at = case when $8 = 'reverted' then coalesce(reverted_at, $17) end
        where tenant_id = $1 and id = $2`,
      [
        tx.tenantId,
        id,
        line.assignmentId,
        line.backupUserId,
        line.part,
        line.label,
        line.isShared,
        progress.state,
        progress.wish,
        json(progress.intended),
        json(progress.prior),
        json(progress.ours),
        progress.isConfirmed,
        json(progress.found),
        progress.faults,
        line.problem,
        tx.now,
      ],
    );
  }

  /** Once in a transaction: a row that is written twice in one checks its foreign keys, and their locks cross those of absences. */
  async save(
    tx: Tx,
    id: RoutingUpdateId,
    update: RoutingProgress,
    problem: string | null,
    release = false,
  ): Promise<void> {
    await tx.query(
      `update routing_updates
          set state = $3, wish = $4, intended = coalesce($5::jsonb, 'null'), prior = $6::jsonb, ours = $7::jsonb, confirmed = $8, found = $9::jsonb,
              faults = $10, problem = $11, updated_at = $12,
              claim = case when $13 then null else claim end, lease_until = case when $13 then null else lease_until end,
              applied_at = case when $3 = 'applied' and state <> 'applied' then $12 else applied_at end,
              reverted_at = case when $3 = 'reverted' then coalesce(reverted_at, $12) end
        where tenant_id = $1 and id = $2`,
      [
        tx.tenantId,
        id,
        update.state,
        update.wish,
        json(update.intended),
        json(update.prior),
        json(update.ours),
        update.isConfirmed,
        json(update.found),
        update.faults,
        problem,
        tx.now,
        release,
      ],
    );
  }

  /** False: another process has it. By machine time, for so many seconds at most. */
  async claim(tx: Tx, id: RoutingUpdateId, claim: string, seconds: number): Promise<boolean> {
    const rows = await tx.query(
      `update routing_updates set claim = $3, lease_until = clock_timestamp() + $4::int * interval '1 second'
        where tenant_id = $1 and id = $2 and (claim = $3 or lease_until is null or lease_until < clock_timestamp()) returning 1`,
      [tx.tenantId, id, claim, seconds],
    );
    return rows.length > 0;
  }

  /** True while the claim is there and has not run out; the row is locked. */
  async isHeld(tx: Tx, id: RoutingUpdateId, claim: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from routing_updates where tenant_id = $1 and id = $2 and claim = $3 and lease_until >= clock_timestamp()',
      [tx.tenantId, id, claim],
    );
    return rows.length > 0;
  }

  async release(tx: Tx, id: RoutingUpdateId, claim: string): Promise<void> {
    await tx.query(
      'update routing_updates set claim = null, lease_until = null where tenant_id = $1 and id = $2 and claim = $3',
      [tx.tenantId, id, claim],
    );
  }
}
