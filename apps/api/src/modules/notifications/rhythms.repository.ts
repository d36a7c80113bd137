import { Injectable } from '@nestjs/common';
import {
  DEFAULT_PREFERENCES,
  DomainError,
  type MailChoice,
  type NotificationChannel,
  type NotificationPreferences,
  type QuietHours,
  type Rhythm,
  type UserId,
  type WorkingHours,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

interface Row {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
  readonly email: MailChoice | null;
  readonly slack: MailChoice | null;
  readonly quietHours: QuietHours | null;
  readonly version: number | null;
  readonly lastMailAt: Temporal.Instant | null;
  readonly lastSlackAt: Temporal.Instant | null;
}

const LAST = (channel: NotificationChannel): string =>
  `(select max(m.created_at) from notification_mails m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.channel = '${channel}')`;

/** When somebody works and how they want to be told. */
@Injectable()
export class RhythmsRepository {
  /** With what was chosen, or the defaults (version 0). Throws users.not-found. */
  async get(
    tx: Tx,
    userId: UserId,
  ): Promise<{
    rhythm: Rhythm;
    version: number;
    /** When the last message was put together. */
    lastAt: Readonly<Record<NotificationChannel, Temporal.Instant | null>>;
  }> {
    const [row] = await tx.query<Row>(
      `select u.time_zone as "timeZone", u.working_hours as "workingHours", p.email, p.slack, p.quiet_hours as "quietHours", p.version,
              ${LAST('email')} as "lastMailAt", ${LAST('slack')} as "lastSlackAt"
         from users u left join notification_preferences p on (p.tenant_id, p.user_id) = (u.tenant_id, u.id)
        where u.tenant_id = $1 and u.id = $2`,
      [tx.tenantId, userId],
    );
    if (!row) throw new DomainError('users.not-found');
    const { timeZone, workingHours, email, slack, quietHours, version, lastMailAt, lastSlackAt } = row;
    return {
      rhythm: {
        timeZone,
        workingHours,
        email: email ?? DEFAULT_PREFERENCES.email,
        slack: slack ?? DEFAULT_PREFERENCES.slack,
        quietHours: quietHours ?? DEFAULT_PREFERENCES.quietHours,
      },
      version: version ?? 0,
      lastAt: { email: lastMailAt, slack: lastSlackAt },
    };
  }

  /** Answers the new version, null when somebody wrote `before` + 1 meanwhile. */
  async save(
    tx: Tx,
    userId: UserId,
    { email, slack, quietHours }: NotificationPreferences,
    before: number,
  ): Promise<number | null> {
    const [row] = await tx.query<{ version: number }>(
      `insert into notification_preferences as p (tenant_id, user_id, email, quiet_hours, version, updated_at, slack) values ($1, $2, $3, $4::jsonb, $5::int + 1, $6, $7)
       on conflict on constraint notification_preferences_pkey do update
          set email = excluded.email, slack = excluded.slack, quiet_hours = excluded.quiet_hours, version = excluded.version, updated_at = excluded.updated_at
        where p.version = $5
       returning version`,
      [tx.tenantId, userId, email, JSON.stringify(quietHours), before, tx.now, slack],
    );
    return row?.version ?? null;
  }
}
