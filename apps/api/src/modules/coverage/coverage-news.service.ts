import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, UserId } from '@understudy/domain';
import { type Actor, History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { AssignmentRecord } from './assignment.records.js';

/** Who did it: a person in a request, or a part of the product by itself. */
export interface By {
  readonly actor: Actor;
  readonly requestId?: string;
}

export interface CoverageEvent {
  readonly type: string;
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
  readonly data?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  /** What the message carries besides the ids of every coverage message. */
  readonly payload?: Readonly<Record<string, string | number | boolean | null>>;
}

/** What happened to this assignment. */
export const eventOf = (
  type: string,
  row: Pick<AssignmentRecord, 'id' | 'absenceId' | 'absent' | 'backupUserId'>,
  data: CoverageEvent['data'] = {},
): CoverageEvent => ({
  type,
  assignmentId: row.id,
  absenceId: row.absenceId,
  absentUserId: row.absent.userId,
  backupUserId: row.backupUserId,
  data,
});

/** Tells what happens to coverage: in the history of the absence, and to whatever follows from it. */
@Injectable()
export class CoverageNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async tell(tx: Tx, by: By, event: CoverageEvent): Promise<void> {
    const { type, absenceId } = event;
    const about = {
      assignment_id: event.assignmentId,
      absence_id: absenceId,
      user_id: event.absentUserId,
      backup_user_id: event.backupUserId,
    };
    await this.history.append(tx, {
      type,
      subject: { kind: 'absence', id: absenceId },
      ...by,
      data: { ...about, ...event.data },
    });
    await this.outbox.add(tx, { type, ...about, ...event.payload });
  }
}
