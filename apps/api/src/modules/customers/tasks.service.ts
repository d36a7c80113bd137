import { Injectable } from '@nestjs/common';
import type { CreateTask, InputOf, OutputOf, PatchTask } from '@understudy/contracts';
import type { TaskStatus } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toTask } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { TasksRepository } from './tasks.repository.js';

const SAID = {
  open: { type: 'task.reopened', message: 'customer.task-changed' },
  done: { type: 'task.done', message: 'customer.task-done' },
  cancelled: { type: 'task.cancelled', message: 'customer.task-changed' },
} as const satisfies Record<TaskStatus, { type: string; message: string }>;

/** What is to do for a customer, by whoever looks after it now. */
@Injectable()
export class TasksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly tasks: TasksRepository,
    private readonly rights: CustomerRights,
    private readonly news: CustomerNews,
  ) {}

  /** Throws identity.not-allowed, users.not-found. */
  async add(caller: CallerContext, input: InputOf<typeof CreateTask>): Promise<OutputOf<typeof CreateTask>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);

      const { title, kind, due_at: dueAt, assignee_id: assigneeId } = input;
      const task = await this.tasks.add(tx, customerId, { title, kind, dueAt, assigneeId, status: 'open' });
      await this.news.tell(tx, caller, customerId, {
        type: 'task.added',
        data: { task_id: task.id, title, due_at: dueAt && String(dueAt) },
        message: 'customer.task-added',
        about: { task_id: task.id },
      });
      return toTask(task);
    });
  }

  /** Done once is done: repeating it changes and tells nothing. Throws identity.not-allowed, tasks.not-found, users.not-found. */
  async change(caller: CallerContext, input: InputOf<typeof PatchTask>): Promise<OutputOf<typeof PatchTask>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const before = await this.tasks.lock(tx, customerId, input.task_id);
      const { title = before.title, kind = before.kind, due_at: dueAt = before.dueAt, status = before.status } = input;
      const { assignee_id: assigneeId = before.assignee?.userId ?? null } = input;
      const isNewStatus = status !== before.status;
      const isSame =
        !isNewStatus &&
        title === before.title &&
        kind === before.kind &&
        String(dueAt) === String(before.dueAt) &&
        assigneeId === (before.assignee?.userId ?? null);
      if (isSame) return toTask(before);

      const task = await this.tasks.update(tx, before, { title, kind, dueAt, status, assigneeId }, caller.userId);
      const { type, message } = isNewStatus ? SAID[status] : { type: 'task.changed', message: 'customer.task-changed' };
      await this.news.tell(tx, caller, customerId, {
        type,
        data: {
          task_id: task.id,
          title,
          due_at: dueAt && String(dueAt),
          due_at_before: before.dueAt && String(before.dueAt),
        },
        message,
        about: { task_id: task.id },
      });
      return toTask(task);
    });
  }
}
