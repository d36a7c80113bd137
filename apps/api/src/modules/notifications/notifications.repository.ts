import { Injectable } from '@nestjs/common';
import {
  isQuestion,
  type AbsenceId,
  type AssignmentId,
  type NotificationId,
  type NotificationKind,
  type Recent,
  type Urgency,
  type UserId,
} from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import type { CauseRecord, NewNotification, NotificationRecord } from './notification.records.js';

const SELECT = `
  select n.id, n.user_id as "userId", n.kind, n.urgency, n.title, n.link, n.because, n.for_user_id as "forUserId", f.name as "forName",
         n.assignment_id as "assignmentId", case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as customer,
         n.absence_id as "absenceId", n.escalation_id as "escalationId", n.bundle_key as "bundleKey", n.happened, n.details,
         n.first_at as "firstAt", n.last_at as "lastAt", n.read_at as "readAt"
    from notifications n
    left join users f on (f.tenant_id, f.id) = (n.tenant_id, n.for_user_id)
    left join customers c on (c.tenant_id, c.id) = (n.tenant_id, n.customer_id)`;

type ReachedBy = 'waiting' | 'sent' | 'failed' | 'not_wanted' | 'read_before' | 'not_connected';

/** What became of one cause for one person. */
export interface Reached {
  readonly causeKey: string;
  readonly userId: UserId;
  readonly toldAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
  readonly email: ReachedBy;
  readonly emailedAt: Temporal.Instant | null;
  readonly slack: ReachedBy;
  readonly slackedAt: Temporal.Instant | null;
}

/** `alias` is the message of a channel, `at` the notification's column that says when it leaves by it. */
const reachedBy = (alias: string, at: string): string => `
  case when ${alias}.state in ('waiting', 'sent', 'failed', 'not_connected') then ${alias}.state
       when n.read_at is not null then 'read_before' when n.${at} is null or ${alias}.state is not null then 'not_wanted' else 'waiting' end`;

export interface NotificationFilter {
  readonly unread: boolean | null;
  readonly kind: NotificationKind | null;
  readonly urgency: Urgency | null;
  readonly after?: { readonly at: string; readonly id: string } | undefined;
  readonly limit: number;
}

@Injectable()
export class NotificationsRepository {
  /** Whatever is decided about somebody's notifications is decided one after the other. Take several people in the order of ids. */
  async lockPerson(tx: Tx, userId: UserId): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4712))', [`${tx.tenantId} ${userId}`]);
  }

  /** Before rows that name it and its assignments: the absence comes first, as for everybody who changes them. */
  async shareAbsence(tx: Tx, id: AbsenceId): Promise<void> {
    await tx.query('select 1 from csm_absences where tenant_id = $1 and id = $2 for key share', [tx.tenantId, id]);
  }

  async wasTold(tx: Tx, userId: UserId, causeKey: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from notification_causes where tenant_id = $1 and user_id = $2 and cause_key = $3',
      [tx.tenantId, userId, causeKey],
    );
    return rows.length > 0;
  }

  /** What they got in the last hour. */
  listRecent(tx: Tx, userId: UserId): Promise<Recent[]> {
    return tx.query<Recent>(
      `select bundle_key as "bundleKey", first_at as "firstAt", urgency = 'urgent' as "isUrgent", read_at is not null as "isRead"
         from notifications where tenant_id = $1 and user_id = $2 and last_at > $3 and first_at > $4`,
      [tx.tenantId, userId, tx.now.subtract({ hours: 1 }), tx.now.subtract({ hours: 1 })],
    );
  }

  async add(tx: Tx, row: NewNotification): Promise<NotificationId> {
    const id = newId<NotificationId>();
    await tx.query(
      `insert into notifications (tenant_id, id, user_id, kind, urgency, title, link, because, for_user_id, assignment_id, customer_id,
                                  absence_id, escalation_id, bundle_key, first_at, last_at, mail_at, details, slack_at, about_assignment_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19)`,
      [
        tx.tenantId,
        id,
        row.userId,
        row.kind,
        row.urgency,
        row.title,
        row.link,
        row.because,
        row.forUserId,
        row.assignmentId,
        row.customerId,
        row.absenceId,
        row.escalationId,
        row.bundleKey,
        tx.now,
        row.leavesAt.email,
        row.details,
        row.leavesAt.slack,
        row.aboutAssignmentId,
      ],
    );
    return id;
  }

  /**
   * Puts one more thing into the latest unread one with that key, above it where it `leads`. An e-mail that left is followed by another; a
   * message in Slack is too where it is urgent, else it is changed: `changesId` says which.
   */
  async join(
    tx: Tx,
    userId: UserId,
    row: Pick<NewNotification, 'bundleKey' | 'kind' | 'title' | 'details' | 'link' | 'leavesAt' | 'urgency'>,
    leads: boolean,
  ): Promise<{ id: NotificationId; changesId: string | null }> {
    const [joined] = await tx.query<{ id: NotificationId; changesId: string | null }>(
      `update notifications n
          set happened = happened + 1, last_at = $7,
              kind = case when $9 then $4 else kind end, title = case when $9 then $5 else title end, link = case when $9 then $6 else link end,
              details = case when $9 then $10 else details end,
              mail_at = case when mail_id is null and mail_at is not null then mail_at else $8::timestamptz end, mail_id = null,
              slack_at = case when slack_id is null and slack_at is not null then slack_at when slack_id is not null and not $12 then slack_at else $11::timestamptz end,
              slack_id = case when $12 then null else slack_id end
        where n.tenant_id = $1 and n.id = (select id from notifications where tenant_id = $1 and user_id = $2 and bundle_key = $3 and read_at is null
                                            order by first_at desc, id desc limit 1)
       returning n.id, n.slack_id as "changesId"`,
      [
        tx.tenantId,
        userId,
        row.bundleKey,
        row.kind,
        row.title,
        row.link,
        tx.now,
        row.leavesAt.email,
        leads,
        row.details,
        row.leavesAt.slack,
        row.urgency === 'urgent' || isQuestion(row.kind),
      ],
    );
    if (!joined) throw new Error(`no open notification with the key ${row.bundleKey}`);
    return joined;
  }

  async addCause(
    tx: Tx,
    userId: UserId,
    causeKey: string,
    { notificationId, kind, title }: Omit<CauseRecord, 'happenedAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into notification_causes (tenant_id, user_id, cause_key, notification_id, kind, title, happened_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.tenantId, userId, causeKey, notificationId, kind, title, tx.now],
    );
  }

  async find(tx: Tx, id: NotificationId): Promise<NotificationRecord | null> {
    const [row] = await tx.query<NotificationRecord>(`${SELECT} where n.tenant_id = $1 and n.id = $2`, [
      tx.tenantId,
      id,
    ]);
    return row ?? null;
  }

  /** One more than `limit` says that there is a next page. */
  listPage(tx: Tx, userId: UserId, filter: NotificationFilter): Promise<NotificationRecord[]> {
    return tx.query<NotificationRecord>(
      `${SELECT} where n.tenant_id = $1 and n.user_id = $2
          and ($3::boolean is null or (n.read_at is null) = $3) and ($4::text is null or n.kind = $4) and ($5::text is null or n.urgency = $5)
          and ($6::timestamptz is null or (n.last_at, n.id) < ($6, $7::uuid))
        order by n.last_at desc, n.id desc limit $8`,
      [
        tx.tenantId,
        userId,
        filter.unread,
        filter.kind,
        filter.urgency,
        filter.after?.at ?? null,
        filter.after?.id ?? null,
        filter.limit + 1,
      ],
    );
  }

  /** The latest of each, at most `most`. */
  listCauses(tx: Tx, ids: readonly NotificationId[], most: number): Promise<CauseRecord[]> {
    return tx.query<CauseRecord>(
      `select k.notification_id as "notificationId", k.kind, k.title, k.happened_at as "happenedAt"
         from unnest($2::uuid[]) n (id)
        cross join lateral (
          select * from notification_causes k where k.tenant_id = $1 and k.notification_id = n.id
           order by k.happened_at desc, k.cause_key limit $3) k
        order by k.happened_at desc, k.cause_key`,
      [tx.tenantId, ids, most],
    );
  }

  async countUnread(tx: Tx, userId: UserId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from notifications where tenant_id = $1 and user_id = $2 and read_at is null',
      [tx.tenantId, userId],
    );
    return row?.count ?? 0;
  }

  /** Answers which of them were unread. `until` comes back from a client, who knows milliseconds; the row knows more. */
  async markRead(
    tx: Tx,
    userId: UserId,
    which: { readonly id: NotificationId } | { readonly until: Temporal.Instant },
  ): Promise<NotificationId[]> {
    const rows = await tx.query<{ id: NotificationId }>(
      `update notifications set read_at = $3
        where tenant_id = $1 and user_id = $2 and read_at is null and ($4::uuid is null or id = $4) and ($5::timestamptz is null or date_trunc('milliseconds', last_at) <= $5)
       returning id`,
      [tx.tenantId, userId, tx.now, 'id' in which ? which.id : null, 'until' in which ? which.until : null],
    );
    return rows.map(({ id }) => id);
  }

  /** Whoever was told one of the things the notification holds, and the keys of those things. */
  async listTold(tx: Tx, id: NotificationId): Promise<{ userIds: UserId[]; causeKeys: string[] }> {
    const rows = await tx.query<{ userId: UserId; causeKey: string }>(
      `select k.user_id as "userId", k.cause_key as "causeKey" from notification_causes k
        where k.tenant_id = $1 and k.cause_key in (select cause_key from notification_causes where tenant_id = $1 and notification_id = $2)`,
      [tx.tenantId, id],
    );
    return {
      userIds: [...new Set(rows.map(({ userId }) => userId))],
      causeKeys: [...new Set(rows.map(({ causeKey }) => causeKey))].toSorted(),
    };
  }

  /** Who was told of these causes, and what became of it in the app, by e-mail and in Slack. */
  listReached(tx: Tx, causeKeys: readonly string[]): Promise<Reached[]> {
    return tx.query(
      `select k.cause_key as "causeKey", k.user_id as "userId", k.happened_at as "toldAt", n.read_at as "readAt", m.sent_at as "emailedAt",
              ${reachedBy('m', 'mail_at')} as email, s.sent_at as "slackedAt", ${reachedBy('s', 'slack_at')} as slack
         from notification_causes k
         join notifications n on (n.tenant_id, n.id) = (k.tenant_id, k.notification_id)
         left join notification_mails m on (m.tenant_id, m.id) = (n.tenant_id, n.mail_id)
         left join notification_mails s on (s.tenant_id, s.id) = (n.tenant_id, n.slack_id)
        where k.tenant_id = $1 and k.cause_key = any($2::text[])`,
      [tx.tenantId, causeKeys],
    );
  }

  /** How many each coverage brought: what its counter must say. */
  async countOfAssignments(tx: Tx, ids: readonly AssignmentId[]): Promise<ReadonlyMap<AssignmentId, number>> {
    const rows = await tx.query<{ id: AssignmentId; count: number }>(
      'select assignment_id as id, count(*)::int as count from notifications where tenant_id = $1 and assignment_id = any($2::uuid[]) group by 1',
      [tx.tenantId, ids],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
