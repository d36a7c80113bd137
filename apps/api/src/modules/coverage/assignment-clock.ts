import { Injectable } from '@nestjs/common';
import { type AssignmentId, compareInstants } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import type { AssignmentRecord } from './assignments.repository.js';

const MOMENTS = ['answer', 'reminder', 'approve', 'release'] as const;
type Moment = (typeof MOMENTS)[number];

const key = (id: AssignmentId, moment: Moment): string => `assignment:${id}:${moment}`;

/** The deadlines of an assignment as timers: to answer with a reminder at half time, to approve, to be let go. */
@Injectable()
export class AssignmentClock {
  constructor(private readonly timers: Timers) {}

  /** Sets what the row still waits for and takes away the rest. Safe to repeat. */
  async set(tx: Tx, row: AssignmentRecord): Promise<void> {
    const due = dueOf(row, tx.now);
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
}

function dueOf(row: AssignmentRecord, now: Temporal.Instant): Partial<Record<Moment, Temporal.Instant>> {
  const { status, askedAt, answerBy, approveBy, approval, releaseBy } = row;
  const isOpen = status === 'pending' || status === 'accepted' || status === 'active';
  if (!isOpen) return {};
  const half =
    askedAt && answerBy && askedAt.add({ milliseconds: Math.floor(askedAt.until(answerBy).total('milliseconds') / 2) });
  return {
    ...(status === 'pending' && askedAt && answerBy ? { answer: answerBy } : {}),
    ...(status === 'pending' && half && compareInstants(half, now) > 0 ? { reminder: half } : {}),
    ...(approval === 'waiting' && approveBy ? { approve: approveBy } : {}),
    ...(status !== 'pending' && releaseBy ? { release: releaseBy } : {}),
  };
}
