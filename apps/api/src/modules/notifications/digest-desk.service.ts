import { Injectable } from '@nestjs/common';
import {
  BUNDLE_MINUTES,
  isQuietAt,
  leavesAt,
  NOTIFICATION_CHANNELS,
  type NotificationChannel,
  type Pace,
  PROMPT_SECONDS,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { PluggedChat } from './chat.js';
import { DigestsRepository } from './digests.repository.js';
import type { Leaving } from './notification.records.js';
import { NotificationsRepository } from './notifications.repository.js';
import { RhythmsRepository } from './rhythms.repository.js';

/** Timers and messages of e-mails had their names before there was Slack. */
const NAMES = { email: 'mail', slack: 'slack' } as const satisfies Record<NotificationChannel, string>;

/** When word leaves by each channel; puts what is due into one message for each, and sets when to look again. */
@Injectable()
export class DigestDesk {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly digests: DigestsRepository,
    private readonly rhythms: RhythmsRepository,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly chat: PluggedChat,
  ) {}

  /** `joins`: it is one more of what is bundled. `isQuiet`: a page may only count it. */
  async leaving(
    tx: Tx,
    userId: UserId,
    pace: Pace,
    joins: boolean,
  ): Promise<{ readonly leaving: Leaving; readonly isQuiet: boolean }> {
    const [{ rhythm, lastAt }, hasChat] = await Promise.all([this.rhythms.get(tx, userId), this.chat.isConnected(tx)]);
    // of what is bundled a first message has left already when it is urgent: the rest follows together
    const isAfter = joins && pace.urgency === 'urgent';
    const due = isAfter
      ? tx.now.add(pace.isPrompt ? { seconds: PROMPT_SECONDS } : { minutes: BUNDLE_MINUTES })
      : tx.now;
    const leaving = {
      email: leavesAt('email', pace, due, rhythm, lastAt.email),
      slack: hasChat ? leavesAt('slack', pace, due, rhythm, lastAt.slack) : null,
    };
    return { leaving, isQuiet: pace.isQuiet && isQuietAt(tx.now, rhythm) };
  }

  /** The earliest counts. */
  async schedule(tx: Tx, userId: UserId, leaving: Leaving): Promise<void> {
    for (const channel of NOTIFICATION_CHANNELS) {
      const dueAt = leaving[channel];
      if (dueAt === null) continue;
      const [set] = await this.timers.list(tx, timerOf(channel, userId).key);
      if (set && Temporal.Instant.compare(set.dueAt, dueAt) <= 0) continue;
      await this.set(tx, channel, userId, dueAt);
    }
  }

  async gather(tx: Tx, channel: NotificationChannel, userId: UserId): Promise<void> {
    await this.notifications.lockPerson(tx, userId);
    const id = await this.digests.gather(tx, channel, userId);
    if (id !== null) await this.outbox.add(tx, { type: `notifications.${NAMES[channel]}-due`, mail_id: id });
    const dueAt = await this.digests.nextAt(tx, channel, userId);
    if (dueAt !== null) await this.set(tx, channel, userId, dueAt);
  }

  private async set(tx: Tx, channel: NotificationChannel, userId: UserId, dueAt: Temporal.Instant): Promise<void> {
    await this.timers.set(tx, { ...timerOf(channel, userId), dueAt, payload: { user_id: userId } });
  }
}

const timerOf = (channel: NotificationChannel, userId: UserId): { key: string; kind: string } => ({
  key: `notifications:${userId}:${NAMES[channel]}`,
  kind: `notifications.${NAMES[channel]}`,
});
