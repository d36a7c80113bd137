import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** A question that waits for its answer, and who asked it. */
export interface WaitingQuestion {
  readonly assignmentId: AssignmentId;
  readonly backupName: string;
  readonly askedByName: string;
}

@Injectable()
export class WaitingQuestionsRepository {
  /**
   * One that another person asked by hand at that tier, for any of the customers (null: for any at all); null when there is none. What
   * the product asked by itself does not count: a person decides over it. The absence is locked, so two who ask come one after the other.
   */
  async findOfAnotherPerson(
    tx: Tx,
    question: {
      readonly absenceId: AbsenceId;
      readonly tier: number;
      readonly customerIds: readonly CustomerId[] | null;
      readonly userId: UserId | null;
    },
  ): Promise<WaitingQuestion | null> {
    const [row] = await tx.query<WaitingQuestion>(
      `select s.id as "assignmentId", b.name as "backupName", a.name as "askedByName"
         from coverage_assignments s
         join users b on (b.tenant_id, b.id) = (s.tenant_id, s.backup_user_id)
         join users a on (a.tenant_id, a.id) = (s.tenant_id, s.assigned_by_user_id)
        where s.tenant_id = $1 and s.absence_id = $2 and s.status = 'pending' and s.tier = $3 and s.assigned_by_user_id is distinct from $4::uuid
          and ($5::uuid[] is null or exists (select 1 from covered_customers k
                where k.tenant_id = s.tenant_id and k.assignment_id = s.id and k.customer_id = any($5)))
        order by s.created_at, s.id limit 1`,
      [tx.tenantId, question.absenceId, question.tier, question.userId, question.customerIds],
    );
    return row ?? null;
  }
}
