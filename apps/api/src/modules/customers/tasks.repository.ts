import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type TaskId, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import type { TaskRecord } from './customer.records.js';
import { person } from './customers.repository.js';

export interface TaskChange extends Pick<TaskRecord, 'title' | 'kind' | 'dueAt' | 'status'> {
  readonly assigneeId: UserId | null;
}

const refused = constraintErrors({ tasks_assignee_fkey: 'users.not-found' });

@Injectable()
export class TasksRepository {
  /** Throws tasks.not-found, also for a task of another customer. */
  async get(tx: Tx, customerId: CustomerId, id: TaskId): Promise<TaskRecord> {
    const [row] = await tx.query<TaskRecord>(
      `select t.id, t.customer_id as "customerId", t.title, t.kind, t.due_at as "dueAt", t.status, ${person('u')} as assignee
         from tasks t left join users u on (u.tenant_id, u.id) = (t.tenant_id, t.assignee_id)
        where t.tenant_id = $1 and t.customer_id = $2 and t.id = $3`,
      [tx.tenantId, customerId, id],
    );
    if (!row) throw new DomainError('tasks.not-found');
    return row;
  }

  /** As {@link get}, locked: of two who press at once, one did it. */
  async lock(tx: Tx, customerId: CustomerId, id: TaskId): Promise<TaskRecord> {
    await tx.query('select 1 from tasks where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
    return this.get(tx, customerId, id);
  }

  async add(tx: Tx, customerId: CustomerId, task: TaskChange): Promise<TaskRecord> {
    const [row] = await tx
      .query<{ id: TaskId }>(
        `insert into tasks (tenant_id, customer_id, title, kind, due_at, status, assignee_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning id`,
        [tx.tenantId, customerId, task.title, task.kind, task.dueAt, task.status, task.assigneeId, tx.now],
      )
      .catch(refused);
    if (!row) throw new Error('an insert answers its row');
    return this.get(tx, customerId, row.id);
  }

  /** `by` is kept as who has done it, while it is done. */
  async update(tx: Tx, task: TaskRecord, change: TaskChange, by: UserId): Promise<TaskRecord> {
    await tx
      .query(
        `update tasks set title = $3, kind = $4, due_at = $5, status = $6, assignee_id = $7, updated_at = $8,
                done_at = case when $6 <> 'done' then null when status = 'done' then done_at else $8::timestamptz end,
                done_by_user_id = case when $6 <> 'done' then null when status = 'done' then done_by_user_id else $9::uuid end
          where tenant_id = $1 and id = $2`,
        [tx.tenantId, task.id, change.title, change.kind, change.dueAt, change.status, change.assigneeId, tx.now, by],
      )
      .catch(refused);
    return this.get(tx, task.customerId, task.id);
  }
}
