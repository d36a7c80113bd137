import { Injectable } from '@nestjs/common';
import {
  CustomerRow,
  type GetCustomer,
  type InputOf,
  type ListCustomers,
  type OutputOf,
  type PatchTask,
  type PutCustomer,
} from '@understudy/contracts';
import { type CustomerId, DomainError, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { CustomerFactsRepository } from './customer-facts.repository.js';
import { toCustomer, toCustomerRow, toCustomerSummary, toTask } from './customer.mapper.js';
import type { CustomerRecord } from './customer.records.js';
import { CustomersRepository } from './customers.repository.js';

const ACTIVITY_DAYS = 90;
/** As many as one page shows. */
const MOST_ACTIVITIES = 200;

@Injectable()
export class CustomersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  async list(caller: CallerContext, input: InputOf<typeof ListCustomers>): Promise<OutputOf<typeof ListCustomers>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['name', 'id']);
    const rows = await this.tenancy.run(caller.tenantId, (tx) =>
      this.customers.listPage(tx, { query: input.query, csmId: input.csm_id, after, limit: input.limit }),
    );
    const items = rows.slice(0, input.limit);
    const last = items.at(-1);
    return {
      items: items.map(toCustomerRow),
      next_cursor:
        rows.length > input.limit && last ? encodeCursor({ name: last.name.toLowerCase(), id: last.id }) : null,
    };
  }

  get(caller: CallerContext, id: CustomerId): Promise<OutputOf<typeof GetCustomer>> {
    return this.tenancy.run(caller.tenantId, (tx) => this.describe(tx, caller, id));
  }

  /**
   * Replaces what people may change of a customer, by whoever looks after it or manages its owner. A new owner counts at once for who
   * is responsible. Throws identity.not-allowed, version.stale with the row.
   */
  async put(caller: CallerContext, input: InputOf<typeof PutCustomer>): Promise<OutputOf<typeof PutCustomer>> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.customers.lockById(tx, input.customer_id);
      await this.requireKeeper(tx, caller, before);
      if (input.csm_id !== (before.csm?.userId ?? null)) await this.requireHandOver(tx, caller, before, input.csm_id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: z.encode(CustomerRow, toCustomerRow(before)) });

      await this.customers.update(tx, input.customer_id, {
        name: input.name,
        csmId: input.csm_id,
        arr: input.arr,
        healthScore: input.health_score,
        stage: input.stage,
        segment: input.segment,
        industry: input.industry,
        renewalOn: input.renewal_on,
        specialHandling: input.special_handling,
        domains: input.domains,
      });
      await this.history.append(tx, {
        type: 'customer.changed',
        subject: { kind: 'customer', id: input.customer_id },
        ...byCaller(caller),
        data: {
          name: input.name,
          csm_id: input.csm_id,
          csm_id_before: before.csm?.userId ?? null,
          health_score: input.health_score,
        },
      });
      await this.outbox.add(tx, { type: 'customer.changed', customer_id: input.customer_id });
      return this.describe(tx, caller, input.customer_id);
    });
  }

  /** Marks a task done or open again, by whoever looks after the customer now; others get identity.not-allowed. */
  async setTask(caller: CallerContext, input: InputOf<typeof PatchTask>): Promise<OutputOf<typeof PatchTask>> {
    return this.tenancy.run(caller, async (tx) => {
      await this.requireKeeper(tx, caller, await this.customers.getById(tx, input.customer_id));
      const task = await this.facts.findTask(tx, input.customer_id, input.task_id);
      if (!task) throw new DomainError('tasks.not-found');
      const changed = await this.facts.setTaskStatus(tx, input.task_id, input.status);
      if (!changed) return toTask({ ...task, status: input.status });

      await this.history.append(tx, {
        type: input.status === 'done' ? 'task.done' : 'task.reopened',
        subject: { kind: 'customer', id: input.customer_id },
        ...byCaller(caller),
        data: { task_id: input.task_id, title: task.title },
      });
      await this.outbox.add(tx, { type: 'customer.changed', customer_id: input.customer_id });
      return toTask({ ...task, status: input.status });
    });
  }

  /** The owner, whoever stands in now, the team's fallback, and managers of the owner; for a customer without owner any manager. */
  private async requireKeeper(tx: Tx, caller: CallerContext, { id, csm }: CustomerRecord): Promise<void> {
    if (!(await this.isKeeper(tx, caller, { id, csm }))) throw new DomainError('identity.not-allowed');
  }

  private async isKeeper(
    tx: Tx,
    caller: CallerContext,
    { id, csm }: Pick<CustomerRecord, 'id' | 'csm'>,
  ): Promise<boolean> {
    return (await this.managesOwner(tx, caller, csm)) || this.customers.isCoveredBy(tx, id, caller.userId);
  }

  private async managesOwner(tx: Tx, caller: CallerContext, csm: CustomerRecord['csm']): Promise<boolean> {
    if (csm !== null) return this.access.mayManage(tx, caller, csm.userId);
    return caller.roles.some((role) => role === 'admin' || role === 'manager');
  }

  /**
   * A customer changes hands by its owner or whoever manages them, never by somebody who only stands in: cover ends, ownership stays.
   * The new owner must be one of ours who looks after customers.
   */
  private async requireHandOver(
    tx: Tx,
    caller: CallerContext,
    before: CustomerRecord,
    to: UserId | null,
  ): Promise<void> {
    if (!(await this.managesOwner(tx, caller, before.csm))) throw new DomainError('identity.not-allowed');
    if (to === null) return;
    const owner = await this.directory.getUser(tx, to);
    if (!owner.active || !owner.roles.some((role) => role === 'csm' || role === 'manager'))
      throw new DomainError('customers.owner-not-eligible');
  }

  private async describe(tx: Tx, caller: CallerContext, id: CustomerId): Promise<OutputOf<typeof GetCustomer>> {
    const [customer, facts, crmIds] = await Promise.all([
      this.customers.getById(tx, id),
      this.facts.load(tx, [id], {
        since: tx.now.subtract({ hours: 24 * ACTIVITY_DAYS }),
        mostPerCustomer: MOST_ACTIVITIES,
      }),
      this.customers.listCrmIds(tx, id),
    ]);
    return (await this.isKeeper(tx, caller, customer))
      ? toCustomer(customer, facts, crmIds)
      : toCustomerSummary(customer, facts, crmIds);
  }
}
