import { Injectable } from '@nestjs/common';
import { type AssignmentId, compareInstants, reminderAt } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { AssignmentRecord } from './assignment.records.js';

const MOMENTS = ['answer', 'reminder', 'approve', 'release'] as const;
type Moment = (typeof MOMENTS)[number];

const key = (id: AssignmentId, moment: Moment): string => `assignment:${id}:${moment}`;

/** The deadlines of an assignment as timers: to answer with a reminder before, to approve, to be let go. */
@Injectable()
export class AssignmentClock {
  constructor(
    private readonly timers: Timers,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Sets what the row still waits for and takes away the rest. Safe to repeat. */
  async set(tx: Tx, row: AssignmentRecord): Promise<void> {
    const due = dueOf(row, tx.now, await this.findReminder(tx, row));
    await Promise.all(
      MOMENTS.map((moment) => {
        const dueAt = due[moment];
        const payload = { assignment_id: row.id };
        return dueAt === undefined
          ? this.timers.cancel(tx, key(row.id, moment))
          : this.timers.set(tx, { key: key(row.id, moment), kind: `assignment.${moment}`, dueAt, payload });
      }),
    );
  }

  private async findReminder(tx: Tx, row: AssignmentRecord): Promise<Temporal.Instant | null> {
    const { status, askedAt, answerBy, during } = row;
    if (status !== 'pending' || askedAt === null || answerBy === null) return null;
    return reminderAt(during, { askedAt, answerBy }, await this.directory.getUser(tx, row.backupUserId));
  }
}

function dueOf(
  row: AssignmentRecord,
  now: Temporal.Instant,
  reminder: Temporal.Instant | null,
): Partial<Record<Moment, Temporal.Instant>> {
  const { status, askedAt, answerBy, approveBy, approval, releaseBy } = row;
  const isOpen = status === 'pending' || status === 'accepted' || status === 'active';
  if (!isOpen) return {};
  return {
    ...(status === 'pending' && askedAt && answerBy ? { answer: answerBy } : {}),
    ...(reminder && compareInstants(reminder, now) > 0 ? { reminder } : {}),
    ...(approval === 'waiting' && approveBy ? { approve: approveBy } : {}),
    ...(status !== 'pending' && releaseBy ? { release: releaseBy } : {}),
  };
}
