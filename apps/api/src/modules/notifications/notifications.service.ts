import { Injectable } from '@nestjs/common';
import type {
  InputOf,
  ListNotifications,
  OutputOf,
  ReadAllNotifications,
  ReadNotification,
} from '@understudy/contracts';
import { type AssignmentId, DomainError, isOpenAt, type NotificationId, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { toNotification } from './notification.mapper.js';
import type { NotificationRecord } from './notification.records.js';
import { NotificationsRepository, type Reached } from './notifications.repository.js';
import { unreadKey } from './telling.service.js';

const MOST_ITEMS = 20;

/** What somebody was told: everybody reads their own. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly notifications: NotificationsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly timers: Timers,
  ) {}

  async list(
    caller: CallerContext,
    input: InputOf<typeof ListNotifications>,
  ): Promise<OutputOf<typeof ListNotifications>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['at', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [rows, unread] = await Promise.all([
        this.notifications.listPage(tx, caller.userId, {
          unread: input.unread === undefined ? null : input.unread === 'true',
          kind: input.kind ?? null,
          urgency: input.urgency ?? null,
          after,
          limit: input.limit,
        }),
        this.notifications.countUnread(tx, caller.userId),
      ]);
      const shown = rows.slice(0, input.limit);
      const last = shown.at(-1);
      const hasMore = rows.length > input.limit;
      return {
        items: await this.describe(tx, caller.userId, shown),
        next_cursor: hasMore && last ? encodeCursor({ at: String(last.lastAt), id: last.id }) : null,
        unread_count: unread,
      };
    });
  }

  /** Again is fine. Throws notifications.not-found, also for somebody else's. */
  async read(caller: CallerContext, id: NotificationId): Promise<OutputOf<typeof ReadNotification>> {
    return this.tenancy.run(caller, async (tx) => {
      await this.markRead(tx, caller.userId, { id });
      const row = await this.notifications.find(tx, id);
      const [described] = row?.userId === caller.userId ? await this.describe(tx, caller.userId, [row]) : [];
      if (!described) throw new DomainError('notifications.not-found');
      return described;
    });
  }

  async readAll(
    caller: CallerContext,
    { until }: InputOf<typeof ReadAllNotifications>,
  ): Promise<OutputOf<typeof ReadAllNotifications>> {
    return this.tenancy.run(caller, async (tx) => ({
      read: await this.markRead(tx, caller.userId, { until: until ?? tx.now }),
      unread_count: await this.notifications.countUnread(tx, caller.userId),
    }));
  }

  /** How many notifications each coverage brought, counted from the rows: what `notifications_received` must say. */
  recount(tx: Tx, ids: readonly AssignmentId[]): Promise<ReadonlyMap<AssignmentId, number>> {
    return this.notifications.countOfAssignments(tx, ids);
  }

  /** Whom these causes have reached, and how. */
  reachedBy(tx: Tx, causeKeys: readonly string[]): Promise<Reached[]> {
    return this.notifications.listReached(tx, causeKeys);
  }

  /** What was read goes to nobody else. */
  private async markRead(
    tx: Tx,
    userId: UserId,
    which: Parameters<NotificationsRepository['markRead']>[2],
  ): Promise<number> {
    await this.notifications.lockPerson(tx, userId);
    const read = await this.notifications.markRead(tx, userId, which);
    for (const id of read) await this.timers.cancel(tx, unreadKey(id));
    return read.length;
  }

  /** Of a coverage that is over nothing of the customer is shown: by the clock, whatever the jobs have done. */
  private async describe(tx: Tx, userId: UserId, rows: readonly NotificationRecord[]) {
    const [open, causes] = await Promise.all([
      this.assignments.listOfBackup(tx, userId, ['accepted', 'active']),
      this.notifications.listCauses(
        tx,
        rows.map(({ id }) => id),
        MOST_ITEMS,
      ),
    ]);
    const openIds = new Set(open.filter((row) => isOpenAt(row, tx.now)).map(({ id }) => id));
    const causesOf = Map.groupBy(causes, ({ notificationId }) => notificationId);
    return rows.map((row) =>
      toNotification(row, causesOf.get(row.id) ?? [], row.assignmentId !== null && !openIds.has(row.assignmentId)),
    );
  }
}
