import { Injectable } from '@nestjs/common';
import type { EscalationId, EscalationStatus, Severity, SupporterId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { absentUntil, isAbsent } from './presence.sql.js';

const UNRESOLVED = `e.status in ('open', 'investigating', 'action_required')`;
const WAITING = `e.tenant_id = $1 and e.for_supporters and e.primary_owner_id is null and ${UNRESOLVED}`;

/** $2 is now. */
const FREE = `s.tenant_id = $1 and s.serves and s.is_available and s.active_escalations < s.max_active_escalations and not ${isAbsent('s.user_id', '$2')}`;

/** The order of libs/domain `byTurnToHelp`, read from an index that holds only those with room. $3 is left out. */
const PICK = `
  select s.id, s.user_id as "userId" from supporters s where ${FREE} and ($3::uuid is null or s.user_id <> $3)
   order by s.active_escalations, s.last_assigned_at nulls first, s.id limit 1 for no key update of s`;

/** The order of libs/domain `byNeed`. */
const NEXT = `
  select e.id from escalations e where ${WAITING} order by e.severity, e.created_at, e.id limit 1 for no key update`;

export interface FreeSupporter {
  readonly id: SupporterId;
  readonly userId: UserId;
}

/**
 * Who waits and who is free. Everything that brings the two together holds the tenant's turn (`takeTurn`) to the end of its
 * transaction: what "nobody is free" was decided on stays true until the one who waits is stored. Rows are locked in one order
 * everywhere: turn, escalation, supporter.
 */
@Injectable()
export class SupportQueueRepository {
  /** One at a time in each organisation, until the transaction is over; statements after it see all that others did before. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5301))', [`support ${tx.tenantId}`]);
  }

  /** Whose turn it is, locked; null when everybody is busy or away. The turn is taken. */
  async pick(tx: Tx, except: UserId | null = null): Promise<FreeSupporter | null> {
    const [row] = await tx.query<FreeSupporter>(PICK, [tx.tenantId, tx.now, except]);
    return row ?? null;
  }

  /** Whether it is worth a turn for somebody who began to wait before this statement: whoever frees up later says so themselves. */
  async isAnybodyFree(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ free: boolean }>(`select exists (select from supporters s where ${FREE}) as free`, [
      tx.tenantId,
      tx.now,
    ]);
    return row?.free ?? false;
  }

  /** Who has the most need, locked; null when nobody waits. The turn is taken. */
  async next(tx: Tx): Promise<EscalationId | null> {
    const [row] = await tx.query<{ id: EscalationId }>(NEXT, [tx.tenantId]);
    return row?.id ?? null;
  }

  /** True when somebody waits who comes before a new one of this severity. */
  async hasAhead(tx: Tx, severity: Severity): Promise<boolean> {
    const [row] = await tx.query<{ ahead: boolean }>(
      `select exists (select from escalations e where ${WAITING} and e.severity <= $2) as ahead`,
      [tx.tenantId, severity],
    );
    return row?.ahead ?? false;
  }

  async countWaiting(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from escalations e where ${WAITING}`,
      [tx.tenantId],
    );
    return row?.count ?? 0;
  }

  /** When the first of those with room who are only absent is back, as far as that is known. */
  async nextBackAt(tx: Tx): Promise<Temporal.Instant | null> {
    const [row] = await tx.query<{ at: Temporal.Instant | null }>(
      `select min(${absentUntil('s.user_id', '$2')}) as at from supporters s
        where s.tenant_id = $1 and s.serves and s.is_available and s.active_escalations < s.max_active_escalations`,
      [tx.tenantId, tx.now],
    );
    return row?.at ?? null;
  }

  /** False for what rules routed, whether or not a conversation belongs to it. */
  async isForSupporters(tx: Tx, id: EscalationId): Promise<boolean> {
    const [row] = await tx.query<{ is: boolean }>(
      'select for_supporters as is from escalations where tenant_id = $1 and id = $2',
      [tx.tenantId, id],
    );
    return row?.is ?? false;
  }

  /** What they own of conversations and is not resolved, the gravest first. */
  listOwned(tx: Tx, userId: UserId): Promise<{ id: EscalationId; status: EscalationStatus }[]> {
    return tx.query(
      `select e.id, e.status from escalations e
        where e.tenant_id = $1 and e.primary_owner_id = $2 and e.for_supporters and ${UNRESOLVED} order by e.severity, e.created_at, e.id`,
      [tx.tenantId, userId],
    );
  }
}
