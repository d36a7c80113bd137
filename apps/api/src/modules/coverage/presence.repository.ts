import { Injectable } from '@nestjs/common';
import type { AbsenceId, AbsenceStatus, Away, UserId } from '@understudy/domain';
import { spanFromText, type SpanText, type Tx } from '../../platform/database/index.js';

interface AwayRow {
  id: AbsenceId;
  userId: UserId;
  status: AbsenceStatus;
  during: Away['during'];
  windows: SpanText[];
}

/** Who is away, as far as deciding about coverage needs it. */
@Injectable()
export class PresenceRepository {
  /** Absences that count (facts, not cancelled) and overlap the span; of everybody, or of the given people. */
  async listAway(
    tx: Tx,
    span: { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null },
    userIds?: readonly UserId[],
  ): Promise<Away[]> {
    const rows = await tx.query<AwayRow>(
      `select a.id, a.user_id as "userId", a.status, a.during, a.windows from csm_absences a
        where a.tenant_id = $1 and a.status not in ('suggested', 'cancelled') and a.during && tstzrange($2::timestamptz, $3::timestamptz)
          and ($4::uuid[] is null or a.user_id = any($4))`,
      [tx.tenantId, span.startsAt, span.endsAt, userIds ?? null],
    );
    return rows.map((row) => ({ ...row, windows: row.windows.map(spanFromText) }));
  }
}
