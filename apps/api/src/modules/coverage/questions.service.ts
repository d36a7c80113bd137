import { Injectable } from '@nestjs/common';
import { answerDeadline, approvalDeadline, type CoveragePolicy, managerChain, nextApprover } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { Acceptances } from './acceptances.service.js';
import { AssignmentClock } from './assignment-clock.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { type By, CoverageNews, eventOf } from './coverage-news.service.js';
import { PresenceRepository } from './presence.repository.js';

const APPROVES = ['manager', 'admin'] as const;

export interface Opening {
  readonly policy: CoveragePolicy;
  /** The absence runs: nothing waits for a manager, who confirms it afterwards (product.md 7). */
  readonly hasBegun: boolean;
  /** A manager asked by hand: that is the approval. */
  readonly isApproved: boolean;
  /** A last step of the ladder: assigned without asking anybody. */
  readonly withoutAsking: boolean;
}

/** How a new assignment becomes a question: to a manager first, to the backup, or to nobody. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly acceptances: Acceptances,
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly clock: AssignmentClock,
    private readonly news: CoverageNews,
  ) {}

  /** Decides by the team's policy who is asked first. Throws what accepting throws, when nobody has to be asked. */
  async open(tx: Tx, row: AssignmentRecord, opening: Opening, by: By): Promise<AssignmentRecord> {
    const { policy, hasBegun, isApproved, withoutAsking } = opening;
    if (withoutAsking) {
      const asked = { ...row, askedAt: tx.now };
      return this.acceptances.accept(tx, asked, row.backupUserId, by, { unasked: true, rung: row.rung });
    }
    if (!policy.needsApproval) return this.askBackup(tx, row, policy, by);
    if (isApproved) return this.askBackup(tx, { ...row, approval: 'approved' }, policy, by);

    const waiting = await this.askApprover(tx, { ...row, approval: 'waiting' }, policy, by);
    return hasBegun && waiting.askedAt === null ? this.askBackup(tx, waiting, policy, by) : waiting;
  }

  /** The backup is asked now, with a deadline; or stands in at once where the team needs no acceptance. */
  async askBackup(tx: Tx, row: AssignmentRecord, policy: CoveragePolicy, by: By): Promise<AssignmentRecord> {
    const asked = { ...row, askedAt: tx.now };
    if (!policy.needsAcceptance)
      return this.acceptances.accept(tx, asked, row.backupUserId, by, { unasked: true, rung: row.rung });
    const saved = await this.save(tx, { ...asked, answerBy: await this.answerBy(tx, row, policy) });
    await this.news.tell(
      tx,
      by,
      eventOf('coverage.requested', saved, {
        tier: saved.tier,
        customers: saved.coveredCustomerIds.length,
        rung: saved.rung,
        answer_by: saved.answerBy && String(saved.answerBy),
      }),
    );
    return saved;
  }

  /**
   * The nearest manager who is there, or the next one up. When the chain ends nobody keeps a customer waiting: the backup is asked,
   * and any manager can still confirm or refuse.
   */
  async askApprover(tx: Tx, row: AssignmentRecord, policy: CoveragePolicy, by: By): Promise<AssignmentRecord> {
    const approver = await this.findApprover(tx, row);
    const approverUserId = approver?.id ?? null;
    const approveBy = approver && approvalDeadline(row.during, policy, tx.now, approver);
    const saved = await this.save(tx, { ...row, approverUserId, approveBy });
    if (approverUserId === null) return saved.askedAt === null ? this.askBackup(tx, saved, policy, by) : saved;
    await this.news.tell(tx, by, {
      ...eventOf('coverage.approval-requested', saved, {
        approver_user_id: approverUserId,
        approve_by: approveBy && String(approveBy),
      }),
      payload: { approver_user_id: approverUserId },
    });
    return saved;
  }

  /** A question that moved gets the time that its new start leaves. */
  async withDeadline(tx: Tx, row: AssignmentRecord, policy: CoveragePolicy): Promise<AssignmentRecord> {
    if (row.status !== 'pending' || row.askedAt === null || row.answerBy === null) return row;
    return { ...row, answerBy: await this.answerBy(tx, row, policy) };
  }

  private async answerBy(tx: Tx, row: AssignmentRecord, policy: CoveragePolicy): Promise<Temporal.Instant> {
    const backup = await this.directory.getUser(tx, row.backupUserId);
    return answerDeadline(row.during, policy, tx.now, backup);
  }

  /** Who would be asked to approve next: the nearest manager above who is there now; null when the chain ends. */
  async findApprover(tx: Tx, row: AssignmentRecord): Promise<UserRecord | null> {
    return (await this.approvers(tx))(row);
  }

  /** The same for many rows: who is there is read once. */
  async approvers(tx: Tx): Promise<(row: AssignmentRecord) => UserRecord | null> {
    const [users, away] = await Promise.all([
      this.directory.listUsers(tx),
      this.presence.listAway(tx, { startsAt: tx.now, endsAt: tx.now.add({ milliseconds: 1 }) }),
    ]);
    const gone = new Set(away.map(({ userId }) => userId));
    const byId = new Map(users.map((user) => [user.id, user]));
    const available = new Set(
      users
        .filter(({ id, active, roles }) => active && !gone.has(id) && APPROVES.some((role) => roles.includes(role)))
        .map(({ id }) => id),
    );
    return (row) => {
      const id = nextApprover({ chain: managerChain(row.absent.userId, byId), available, after: row.approverUserId });
      return (id && byId.get(id)) ?? null;
    };
  }

  private async save(tx: Tx, row: AssignmentRecord): Promise<AssignmentRecord> {
    await this.assignments.save(tx, row);
    const saved = { ...row, version: row.version + 1 };
    await this.clock.set(tx, saved);
    return saved;
  }
}
