import { Injectable } from '@nestjs/common';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { AssignmentRecord, By } from '../coverage/index.js';

/** Tells what happens to a handback: in the history of the absence, and to whatever follows from it. */
@Injectable()
export class HandbackNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async tell(
    tx: Tx,
    type: string,
    { id, absenceId, absent, backupUserId }: AssignmentRecord,
    by: By,
    data: Readonly<Record<string, number | string | null>> = {},
  ): Promise<void> {
    const about = { assignment_id: id, absence_id: absenceId, user_id: absent.userId, backup_user_id: backupUserId };
    const subject = { kind: 'absence', id: absenceId };
    await this.history.append(tx, { type, subject, ...by, data: { ...about, ...data } });
    await this.outbox.add(tx, { type, ...about });
  }
}
