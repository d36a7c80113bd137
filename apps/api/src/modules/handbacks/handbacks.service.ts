import { Injectable } from '@nestjs/common';
import type {
  CompleteHandback,
  GiveFeedback,
  Handback,
  InputOf,
  ListAbsenceHandbacks,
  OutputOf,
} from '@understudy/contracts';
import {
  type AbsenceId,
  type AssignmentId,
  type CustomerId,
  DomainError,
  recommendationsFor,
  type TaskId,
  type UserId,
} from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { toRecommendation } from './handback.content.js';
import { HandbackDesk } from './handback.desk.js';
import { HandbackNews } from './handback-news.service.js';
import { HandbackRights } from './handback.rights.js';
import { type Content, HandbacksRepository } from './handbacks.repository.js';

export type HandbackView = z.output<typeof Handback>;
type Keep = NonNullable<InputOf<typeof CompleteHandback>['keep']>;

/** Handbacks as people read and answer them. */
@Injectable()
export class HandbacksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: HandbackRights,
    private readonly desk: HandbackDesk,
    private readonly handbacks: HandbacksRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly news: HandbackNews,
  ) {}

  /** Live while the coverage runs, frozen afterwards. Throws handbacks.nothing-to-hand-back when it never began. */
  get(caller: CallerContext, id: AssignmentId): Promise<HandbackView> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { assignment } = await this.rights.getVisible(tx, caller, id);
      return this.desk.show(tx, assignment);
    });
  }

  /** For a document; null when the coverage never began. */
  async viewOf(tx: Tx, assignment: AssignmentRecord): Promise<HandbackView | null> {
    return this.desk.hasBegun(tx, assignment) ? this.desk.show(tx, assignment) : null;
  }

  /** Of everybody who stood in, in the order they were asked; who never began is left out. */
  listOfAbsence(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof ListAbsenceHandbacks>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.rights.requireOverseer(tx, caller, id);
      const rows = (await this.assignments.listOfAbsences(tx, [id])).filter((row) => this.desk.hasBegun(tx, row));
      const items: HandbackView[] = [];
      for (const row of rows) items.push(await this.desk.show(tx, row));
      return { items };
    });
  }

  /**
   * The backup hands back, with notes and what they keep; the person who was away, or whoever manages them, completes it. Throws
   * handbacks.not-ready while it runs, handbacks.completed.
   */
  complete(caller: CallerContext, input: InputOf<typeof CompleteHandback>): Promise<HandbackView> {
    return this.tenancy.run(caller, async (tx) => {
      const { assignment, as } = await this.rights.getOpen(tx, caller, input.assignment_id);
      await this.assignments.lockById(tx, assignment.id);
      await this.desk.freezeEnded(tx, assignment);
      const known = await this.handbacks.find(tx, assignment.id);
      if (!known) throw new DomainError('handbacks.not-ready');
      if (known.completedAt) throw new DomainError('handbacks.completed');

      await this.keep(tx, assignment, input.keep ?? []);
      if (as === 'backup') await this.handbacks.markHandedBack(tx, assignment.id, input.notes);
      else await this.handbacks.complete(tx, assignment.id, caller.userId, input.notes);
      const type = as === 'backup' ? 'handback.handed-back' : 'handback.completed';
      await this.news.tell(tx, type, assignment, byCaller(caller), { kept: input.keep?.length ?? 0 });
      return this.desk.show(tx, assignment);
    });
  }

  /** By the backup, also while it runs. A rating of 1 or 2 becomes something to talk about (rule "low-rating"). */
  giveFeedback(
    caller: CallerContext,
    { assignment_id: id, items }: InputOf<typeof GiveFeedback>,
  ): Promise<HandbackView> {
    return this.tenancy.run(caller, async (tx) => {
      const { assignment, as } = await this.rights.getOpen(tx, caller, id);
      if (as !== 'backup') throw new DomainError('coverage.not-yours');
      if (!this.desk.hasBegun(tx, assignment)) throw new DomainError('handbacks.nothing-to-hand-back');
      const known = await this.handbacks.find(tx, id);
      if (known?.completedAt) throw new DomainError('handbacks.completed');
      requireCovered(
        assignment,
        items.map((one) => one.customer_id),
      );

      await this.handbacks.putFeedback(tx, id, lastOfEach(items));
      await this.news.tell(tx, 'handback.feedback', assignment, byCaller(caller), { customers: items.length });
      if (known) await this.handbacks.setRecommendations(tx, id, await this.withRatings(tx, assignment, known.content));
      return this.desk.show(tx, assignment);
    });
  }

  /** Absences of the person that are over and still have something to be handed back. */
  listOpenAbsences(tx: Tx, userId: UserId): Promise<AbsenceId[]> {
    return this.handbacks.listOpenAbsences(tx, userId);
  }

  /** For PRD-131's projection: what is frozen of each assignment; nothing for those that run or never began. */
  async summaryOf(tx: Tx, ids: readonly AssignmentId[]) {
    return new Map((await this.handbacks.listOf(tx, ids)).map((row) => [row.assignmentId, row]));
  }

  private async withRatings(
    tx: Tx,
    assignment: AssignmentRecord,
    content: Content,
  ): Promise<Content['recommendations']> {
    const others = content.recommendations.filter(({ rule }) => rule !== 'low-rating');
    const feedback = await this.handbacks.listFeedback(tx, [assignment.id]);
    const low = feedback.flatMap((one) =>
      recommendationsFor(onlyRating(one.customerId, one.rating, tx.now)).map((found) =>
        toRecommendation(found, { id: one.customerId, name: one.customerName }),
      ),
    );
    return [...others, ...low].toSorted((a, b) => a.within_days - b.within_days);
  }

  private async keep(tx: Tx, assignment: AssignmentRecord, keep: Keep): Promise<void> {
    if (keep.some((one) => (one.task_id === undefined) === (one.customer_id === undefined)))
      throw new DomainError('handbacks.keep-one-thing');
    const taskIds = keep.flatMap((one) => one.task_id ?? []);
    const tasks = new Map((await this.handbacks.listTasks(tx, taskIds)).map((task) => [task.id, task.customerId]));
    const items = keep.map((one) => ({
      taskId: one.task_id ?? null,
      customerId: one.customer_id ?? customerOfTask(tasks, one.task_id),
      untilOn: one.until ?? null,
    }));
    requireCovered(
      assignment,
      items.map(({ customerId }) => customerId),
    );
    await this.handbacks.keep(tx, assignment.id, assignment.backupUserId, items);
  }
}

function customerOfTask(tasks: ReadonlyMap<TaskId, CustomerId>, id: TaskId | undefined): CustomerId {
  const customerId = id && tasks.get(id);
  if (!customerId) throw new DomainError('tasks.not-found');
  return customerId;
}

function requireCovered({ coveredCustomerIds }: AssignmentRecord, ids: readonly CustomerId[]): void {
  const covered = new Set(coveredCustomerIds);
  const foreign = ids.find((id) => !covered.has(id));
  if (foreign) throw new DomainError('handbacks.customer-not-covered', { customer_id: foreign });
}

/** One statement cannot write one row twice: the last word counts. */
const lastOfEach = <Item extends { customer_id: CustomerId }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.customer_id, item])).values(),
];

const onlyRating = (customerId: CustomerId, rating: number | null, now: Temporal.Instant) => ({
  handback: { customerId, activities: [], resolved: [], outstanding: [], health: null, sentiment: null, changes: [] },
  customer: { healthScore: null, renewalOn: null, priority: 'low' as const },
  conversations: [],
  rating,
  departedAt: now,
  returnedAt: now,
  timeZone: 'UTC',
});
