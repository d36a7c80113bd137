import { Injectable } from '@nestjs/common';
import type { MailChoice, NotificationBecause, NotificationKind, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface Digest {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly address: string;
  readonly isActive: boolean;
  readonly email: MailChoice;
  readonly items: readonly {
    readonly kind: NotificationKind;
    readonly because: NotificationBecause;
    readonly title: string;
    /** What else happened, the latest first, where several things became one. */
    readonly also: readonly string[];
    readonly details: string | null;
    readonly link: string;
  }[];
}

/** Of what happened beside the latest, so much stands in the e-mail. */
const MOST_ALSO = 10;
const ASKING = ['coverage.requested', 'coverage.answer-due', 'briefs.written'] satisfies NotificationKind[];

/** E-mails to our people, and which notifications stand in which. */
@Injectable()
export class MailsRepository {
  /**
   * Puts everything unread whose time has come into a new e-mail; null when there is nothing. When one that is not urgent leaves, all
   * others that wait leave with it: their time is a moment later only because they happened a moment later.
   */
  async gather(tx: Tx, userId: UserId): Promise<string | null> {
    await this.dropPointless(tx, userId);
    const [mail] = await tx.query<{ id: string }>(
      `insert into notification_mails (tenant_id, user_id, created_at)
       select $1, $2, $3 where exists (select from notifications where tenant_id = $1 and user_id = $2 and read_at is null and mail_id is null and mail_at <= $3)
       returning id`,
      [tx.tenantId, userId, tx.now],
    );
    if (!mail) return null;
    await tx.query(
      `update notifications n set mail_id = $4
        where n.tenant_id = $1 and n.user_id = $2 and n.read_at is null and n.mail_id is null
          and (n.mail_at <= $3 or (n.mail_at is not null and n.urgency = 'normal' and exists (
                select from notifications d where d.tenant_id = $1 and d.user_id = $2 and d.urgency = 'normal' and d.read_at is null and d.mail_id is null and d.mail_at <= $3)))`,
      [tx.tenantId, userId, tx.now, mail.id],
    );
    return mail.id;
  }

  /** What a backup was asked, and the briefs that came along, are no news once they said no or somebody else does it: seen, not mailed. */
  private async dropPointless(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(
      `update notifications n set mail_at = null
        where n.tenant_id = $1 and n.user_id = $2 and n.kind = any($3) and n.read_at is null and n.mail_id is null and n.mail_at is not null
          and n.absence_id is not null
          and not exists (select from coverage_assignments s where s.tenant_id = $1 and s.absence_id = n.absence_id
                             and s.backup_user_id = $2 and s.status in ('pending', 'accepted', 'active'))`,
      [tx.tenantId, userId, ASKING],
    );
  }

  /** When the next one is due; null when nothing waits. */
  async nextAt(tx: Tx, userId: UserId): Promise<Temporal.Instant | null> {
    const [row] = await tx.query<{ at: Temporal.Instant | null }>(
      'select min(mail_at) as at from notifications where tenant_id = $1 and user_id = $2 and read_at is null and mail_id is null',
      [tx.tenantId, userId],
    );
    return row?.at ?? null;
  }

  /** With what is still unread, the urgent first; null when it has been dealt with. */
  async findWaiting(tx: Tx, id: string): Promise<Digest | null> {
    const [row] = await tx.query<Digest>(
      `select m.id, m.user_id as "userId", u.name, u.email as address, u.active as "isActive", coalesce(p.email, 'all') as email,
              (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'because', n.because, 'link', n.link, 'details', n.details,
                        'title', n.title || case when n.happened > 1 then ' (and ' || (n.happened - 1) || ' more)' else '' end,
                        'also', (select coalesce(jsonb_agg(k.title order by k.happened_at desc, k.cause_key), '[]') from (
                                   select * from notification_causes k
                                    where k.tenant_id = n.tenant_id and k.notification_id = n.id and k.title <> n.title
                                    order by k.happened_at desc, k.cause_key limit ${MOST_ALSO}) k))
                        order by n.urgency = 'urgent' desc, n.last_at desc, n.id), '[]')
                 from notifications n where n.tenant_id = m.tenant_id and n.mail_id = m.id and n.read_at is null) as items
         from notification_mails m
         join users u on (u.tenant_id, u.id) = (m.tenant_id, m.user_id)
         left join notification_preferences p on (p.tenant_id, p.user_id) = (m.tenant_id, m.user_id)
        where m.tenant_id = $1 and m.id = $2 and m.state = 'waiting'`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  async settle(tx: Tx, id: string, state: 'sent' | 'not_connected' | 'suppressed' | 'failed'): Promise<void> {
    await tx.query(
      `update notification_mails set state = $3, sent_at = case when $3 = 'sent' then $4::timestamptz end
        where tenant_id = $1 and id = $2 and state = 'waiting'`,
      [tx.tenantId, id, state, tx.now],
    );
  }
}
