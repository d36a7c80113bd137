import { Injectable } from '@nestjs/common';
import type { InputOf, ListAlerts, ListTasks, OutputOf } from '@understudy/contracts';
import {
  alertsOf,
  dayOf,
  LOW_HEALTH,
  NEAR_RENEWAL_DAYS,
  roster,
  type Routed,
  routeAlert,
  routeTask,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import { type OpenTask, RoutedWorkRepository } from './routed-work.repository.js';

type Show = 'mine' | 'covered' | 'both';

/** The undated come last; a page goes on behind the last row of the one before. */
const LAST_OF_ALL = '9999-12-31T00:00:00Z';
const placeOf = ({ dueAt, id }: Pick<OpenTask, 'dueAt' | 'id'>) => ({ at: String(dueAt ?? LAST_OF_ALL), id });

/** Tasks and alerts with whoever has them at the moment: redirected when something happens, never moved (product.md 11). */
@Injectable()
export class RoutedWork {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly work: RoutedWorkRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  async listTasks(caller: CallerContext, input: InputOf<typeof ListTasks>): Promise<OutputOf<typeof ListTasks>> {
    const after = input.cursor === undefined ? null : decodeCursor(input.cursor, ['at', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const tasks = await this.work.listTasks(tx, caller.userId);
      const { loaded, all, customers } = await this.load(
        tx,
        tasks.map(({ customerId }) => customerId),
        tasks.flatMap(({ assigneeId }) => assigneeId ?? []),
      );

      const mine = tasks.flatMap((task) => {
        const customer = customers.get(task.customerId);
        const routed = customer && routeTask({ ...task, customer }, tx.now, all);
        return customer && routed?.userId === caller.userId ? [{ task, customer, routed }] : [];
      });
      const shown = mine.filter(({ routed }) => isShown(routed, input.show));
      const rest = after === null ? shown : shown.filter(({ task }) => isBehind(task, after));
      const page = rest.slice(0, input.limit);
      const last = page.at(-1);
      return {
        items: page.map(({ task, customer, routed }) => ({
          id: task.id,
          customer: { customer_id: customer.id, name: customer.name },
          title: task.title,
          kind: task.kind,
          due_at: task.dueAt,
          overdue: task.dueAt !== null && Temporal.Instant.compare(task.dueAt, tx.now) < 0,
          ...toRouted(customer.csmId, routed, loaded),
        })),
        next_cursor: rest.length > page.length && last ? encodeCursor(placeOf(last.task)) : null,
        counts: countsOf(mine),
      };
    });
  }

  async listAlerts(caller: CallerContext, { show }: InputOf<typeof ListAlerts>): Promise<OutputOf<typeof ListAlerts>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const watched = await this.work.listWatched(tx, caller.userId, {
        lowHealth: LOW_HEALTH,
        // a day more than near: whose zone it is, is looked at below
        until: dayOf(tx.now, 'UTC').add({ days: NEAR_RENEWAL_DAYS + 1 }),
      });
      const { loaded, all } = await this.load(
        tx,
        watched.map(({ id }) => id),
        [],
      );

      const mine = watched.flatMap((customer) => {
        const routed = routeAlert(customer, tx.now, all);
        const zone = (customer.csmId && loaded.names.get(customer.csmId)?.timeZone) || 'UTC';
        return routed?.userId === caller.userId
          ? alertsOf(customer, dayOf(tx.now, zone)).map((alert) => ({ customer, alert, routed }))
          : [];
      });
      return {
        items: mine
          .filter(({ routed }) => isShown(routed, show))
          .map(({ customer, alert, routed }) => ({
            ...alert,
            customer: { customer_id: customer.id, name: customer.name },
            ...toRouted(customer.csmId, routed, loaded),
          })),
        counts: countsOf(mine),
      };
    });
  }

  private async load(tx: Tx, customerIds: readonly OpenTask['customerId'][], userIds: readonly UserId[]) {
    const loaded = await this.responsible.load(tx, [...new Set(customerIds)], tx.now, {
      userIds: [...new Set(userIds)],
    });
    const customers = new Map(loaded.customers.map((customer) => [customer.id, customer]));
    return { loaded, all: roster(loaded.rows), customers };
  }
}

const isShown = ({ forUserId }: Routed, show: Show): boolean =>
  show === 'both' || (show === 'covered') === (forUserId !== null);

const countsOf = (rows: readonly { readonly routed: Routed }[]) => ({
  mine: rows.filter(({ routed }) => isShown(routed, 'mine')).length,
  covered: rows.filter(({ routed }) => isShown(routed, 'covered')).length,
});

const isBehind = (task: OpenTask, after: { readonly at: string; readonly id: string }): boolean => {
  const [at, last] = [task.dueAt ?? Temporal.Instant.from(LAST_OF_ALL), Temporal.Instant.from(after.at)];
  const order = Temporal.Instant.compare(at, last);
  return order > 0 || (order === 0 && task.id > after.id);
};

function toRouted(csmId: UserId | null, { userId, forUserId, because }: Routed, { names }: LoadedRoster) {
  const ref = (id: UserId | null) => {
    const found = id === null ? undefined : names.get(id);
    return found ? toPersonRef(found) : null;
  };
  return { owner: ref(csmId), with: ref(userId), for: ref(forUserId), because };
}
