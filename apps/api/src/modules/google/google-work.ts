import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** Messages and timers of this module, by name. */
export const WORK = {
  sync: 'google.sync',
  watch: 'google.watch',
  pollAll: 'google.poll-all',
  renewal: 'google.channel-renewal',
  /** Look whether the connection, or one person's account, still works. */
  check: 'google.check',
  /** A connection, a consent or what they allow changed: whose calendars are read is decided again. */
  changed: 'google.connection-changed',
  /** Google's directory is applied. */
  directory: 'google.directory-sync',
  nightly: 'google.directory-nightly',
  /** A consent is to be given back to Google. */
  revoke: 'google.revoke-consent',
} as const;

const NIGHTLY_KEY = 'google:directory';
const renewalKey = (userId: UserId): string => `google:${userId}:channel-renewal`;

/** What is asked of the worker. Everything that talks to Google happens there, after the transaction that asked for it. */
@Injectable()
export class GoogleWork {
  constructor(
    private readonly outbox: Outbox,
    private readonly timers: Timers,
  ) {}

  sync(tx: Tx, userId: UserId): Promise<void> {
    return this.outbox.add(tx, { type: WORK.sync, userId });
  }

  watch(tx: Tx, userId: UserId): Promise<void> {
    return this.outbox.add(tx, { type: WORK.watch, userId });
  }

  /** `userId` null: about the whole connection. */
  check(tx: Tx, userId: UserId | null): Promise<void> {
    return this.outbox.add(tx, { type: WORK.check, userId });
  }

  /** Everybody's calendar, due or not. */
  pollAll(tx: Tx): Promise<void> {
    return this.outbox.add(tx, { type: WORK.pollAll });
  }

  changed(tx: Tx): Promise<void> {
    return this.outbox.add(tx, { type: WORK.changed });
  }

  directory(tx: Tx): Promise<void> {
    return this.outbox.add(tx, { type: WORK.directory });
  }

  /** The next night at two, UTC; null: no more nights. */
  nightlyAt(tx: Tx, after: Temporal.Instant | null): Promise<void> {
    if (after === null) return this.timers.cancel(tx, NIGHTLY_KEY);
    const night = after.toZonedDateTimeISO('UTC').add({ days: 1 }).withPlainTime('02:00');
    return this.timers.set(tx, { key: NIGHTLY_KEY, kind: WORK.nightly, dueAt: night.toInstant() });
  }

  /** `sealed`: the refresh token as it was stored. */
  revoke(tx: Tx, userId: UserId, sealed: string): Promise<void> {
    return this.outbox.add(tx, { type: WORK.revoke, userId, sealed });
  }

  /** What everybody concerned is told: it stopped working, or works again; for one person, or (`userId` null) for all. */
  tell(
    tx: Tx,
    userId: UserId | null,
    { type, what }: { type: `integration.${'lost' | 'restored'}`; what: string },
  ): Promise<void> {
    return this.outbox.add(tx, { type, integration: 'google', user_id: userId, what });
  }

  renewAt(tx: Tx, userId: UserId, dueAt: Temporal.Instant): Promise<void> {
    return this.timers.set(tx, { key: renewalKey(userId), kind: WORK.renewal, dueAt, payload: { userId } });
  }

  cancel(tx: Tx, userId: UserId): Promise<void> {
    return this.timers.cancel(tx, renewalKey(userId));
  }
}
