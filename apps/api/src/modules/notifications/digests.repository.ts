import { Injectable } from '@nestjs/common';
import type {
  AbsenceId,
  AssignmentId,
  EscalationId,
  MailChoice,
  NotificationBecause,
  NotificationChannel,
  NotificationKind,
  UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface DigestItem {
  readonly kind: NotificationKind;
  readonly because: NotificationBecause;
  readonly title: string;
  /** What else happened, the latest first, where several things became one. */
  readonly also: readonly string[];
  readonly details: string | null;
  readonly link: string;
  readonly assignmentId: AssignmentId | null;
  readonly absenceId: AbsenceId | null;
  readonly escalationId: EscalationId | null;
}

/** One message to one person by one channel. */
export interface Digest {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly address: string;
  readonly isActive: boolean;
  readonly choice: MailChoice;
  readonly items: readonly DigestItem[];
}

export type DigestState = 'waiting' | 'sent' | 'not_connected' | 'suppressed' | 'failed';

/** Where a notification says when it leaves by a channel, and with which message it did. */
const COLUMNS = {
  email: { at: 'mail_at', id: 'mail_id' },
  slack: { at: 'slack_at', id: 'slack_id' },
} as const satisfies Record<NotificationChannel, { at: string; id: string }>;

/** Of what happened beside the latest, so much stands in the message. */
const MOST_ALSO = 10;

const ASKING = ['coverage.requested', 'coverage.answer-due', 'briefs.written'] satisfies NotificationKind[];

/** Messages to our people by each channel, and which notifications stand in which. */
@Injectable()
export class DigestsRepository {
  /**
   * Puts everything unread whose time has come into a new message; null when there is nothing. When one that is not urgent leaves, all
   * others that wait leave with it: their time is a moment later only because they happened a moment later.
   */
  async gather(tx: Tx, channel: NotificationChannel, userId: UserId): Promise<string | null> {
    await this.dropPointless(tx, channel, userId);
    const { at, id } = COLUMNS[channel];
    const [made] = await tx.query<{ id: string }>(
      `insert into notification_mails (tenant_id, user_id, created_at, channel)
       select $1, $2, $3, $4 where exists (select from notifications where tenant_id = $1 and user_id = $2 and read_at is null and ${id} is null and ${at} <= $3)
       returning id`,
      [tx.tenantId, userId, tx.now, channel],
    );
    if (!made) return null;
    await tx.query(
      `update notifications n set ${id} = $4
        where n.tenant_id = $1 and n.user_id = $2 and n.read_at is null and n.${id} is null
          and (n.${at} <= $3 or (n.${at} is not null and n.urgency = 'normal' and exists (
                select from notifications d where d.tenant_id = $1 and d.user_id = $2 and d.urgency = 'normal' and d.read_at is null and d.${id} is null and d.${at} <= $3)))`,
      [tx.tenantId, userId, tx.now, made.id],
    );
    return made.id;
  }

  /** What a backup was asked, and the briefs that came along, are no news once they said no or somebody else does it: seen, not sent. */
  private async dropPointless(tx: Tx, channel: NotificationChannel, userId: UserId): Promise<void> {
    const { at, id } = COLUMNS[channel];
    await tx.query(
      `update notifications n set ${at} = null
        where n.tenant_id = $1 and n.user_id = $2 and n.kind = any($3) and n.read_at is null and n.${id} is null and n.${at} is not null
          and n.absence_id is not null
          and not exists (select from coverage_assignments s where s.tenant_id = $1 and s.absence_id = n.absence_id
                             and s.backup_user_id = $2 and s.status in ('pending', 'accepted', 'active'))`,
      [tx.tenantId, userId, ASKING],
    );
  }

  /** When the next one is due; null when nothing waits. */
  async nextAt(tx: Tx, channel: NotificationChannel, userId: UserId): Promise<Temporal.Instant | null> {
    const { at, id } = COLUMNS[channel];
    const [row] = await tx.query<{ at: Temporal.Instant | null }>(
      `select min(${at}) as at from notifications where tenant_id = $1 and user_id = $2 and read_at is null and ${id} is null`,
      [tx.tenantId, userId],
    );
    return row?.at ?? null;
  }

  /** With what is still unread, the urgent first; null when it has been dealt with. */
  async findWaiting(tx: Tx, channel: NotificationChannel, id: string): Promise<Digest | null> {
    return this.find(tx, channel, id, { state: 'waiting', withRead: false });
  }

  /** As it was posted, with all that stands in it; null for one that never was. */
  async findSent(tx: Tx, channel: NotificationChannel, id: string): Promise<Digest | null> {
    return this.find(tx, channel, id, { state: 'sent', withRead: true });
  }

  async settle(tx: Tx, id: string, state: Exclude<DigestState, 'waiting'>): Promise<void> {
    await tx.query(
      `update notification_mails set state = $3, sent_at = case when $3 = 'sent' then $4::timestamptz end
        where tenant_id = $1 and id = $2 and state = 'waiting'`,
      [tx.tenantId, id, state, tx.now],
    );
  }

  private async find(
    tx: Tx,
    channel: NotificationChannel,
    id: string,
    { state, withRead }: { readonly state: DigestState; readonly withRead: boolean },
  ): Promise<Digest | null> {
    const [row] = await tx.query<Digest>(
      `select m.id, m.user_id as "userId", u.name, u.email as address, u.active as "isActive", coalesce(p.${channel}, 'all') as choice,
              (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'because', n.because, 'link', n.link, 'details', n.details,
                        'title', n.title || case when n.happened > 1 then ' (and ' || (n.happened - 1) || ' more)' else '' end,
                        'assignmentId', n.about_assignment_id, 'absenceId', n.absence_id, 'escalationId', n.escalation_id,
                        'also', (select coalesce(jsonb_agg(k.title order by k.happened_at desc, k.cause_key), '[]') from (
                                   select * from notification_causes k
                                    where k.tenant_id = n.tenant_id and k.notification_id = n.id and k.title <> n.title
                                    order by k.happened_at desc, k.cause_key limit ${MOST_ALSO}) k))
                        order by n.urgency = 'urgent' desc, n.last_at desc, n.id), '[]')
                 from notifications n where n.tenant_id = m.tenant_id and n.${COLUMNS[channel].id} = m.id and ($4 or n.read_at is null)) as items
         from notification_mails m
         join users u on (u.tenant_id, u.id) = (m.tenant_id, m.user_id)
         left join notification_preferences p on (p.tenant_id, p.user_id) = (m.tenant_id, m.user_id)
        where m.tenant_id = $1 and m.id = $2 and m.state = $3`,
      [tx.tenantId, id, state, withRead],
    );
    return row ?? null;
  }
}
