import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** The calendar that is read of each person. */
export const CALENDAR = 'primary';
/** Under ten minutes with the look every 15 s that finds it due. */
export const POLL_EVERY = '9 minutes 30 seconds';

export interface CalendarStream {
  readonly userId: UserId;
  readonly active: boolean;
  readonly syncToken: string | null;
  /** When all of the calendar was read last, in product time; null: not yet. */
  readonly fullSyncedAt: Temporal.Instant | null;
  readonly channelId: string | null;
  readonly channelTokenHash: string | null;
  readonly resourceId: string | null;
  readonly channelExpiresAt: Temporal.Instant | null;
  readonly failures: number;
  readonly failure: string | null;
}
export interface Channel {
  readonly channelId: string;
  readonly channelTokenHash: string;
  readonly resourceId: string;
  readonly channelExpiresAt: Temporal.Instant;
}

const COLUMNS = `user_id as "userId", active, sync_token as "syncToken", full_synced_at as "fullSyncedAt", channel_id as "channelId", channel_token_hash as "channelTokenHash",
  resource_id as "resourceId", channel_expires_at as "channelExpiresAt", failures, failure`;

/** Streams and the sightings taken from them. Polls are due by machine time; everything else is product time. */
@Injectable()
export class CalendarStreamsRepository {
  async find(tx: Tx, userId: UserId): Promise<CalendarStream | null> {
    const [row] = await tx.query<CalendarStream>(
      `select ${COLUMNS} from calendar_streams where tenant_id = $1 and user_id = $2 and calendar_id = $3`,
      [tx.tenantId, userId, CALENDAR],
    );
    return row ?? null;
  }

  /** Locks the stream for the decision that follows. */
  async lock(tx: Tx, userId: UserId): Promise<CalendarStream | null> {
    const [row] = await tx.query<CalendarStream>(
      `select ${COLUMNS} from calendar_streams where tenant_id = $1 and user_id = $2 and calendar_id = $3 for update`,
      [tx.tenantId, userId, CALENDAR],
    );
    return row ?? null;
  }

  async findByChannel(tx: Tx, channelId: string): Promise<CalendarStream | null> {
    const [row] = await tx.query<CalendarStream>(
      `select ${COLUMNS} from calendar_streams where tenant_id = $1 and channel_id = $2 and active`,
      [tx.tenantId, channelId],
    );
    return row ?? null;
  }

  /** Makes the streams of these people active and every other inactive. Answers whose are new or active again, and whose ended. */
  async keepOnly(tx: Tx, userIds: readonly UserId[]): Promise<{ begun: UserId[]; ended: UserId[] }> {
    const begun = await tx.query<{ userId: UserId }>(
      `insert into calendar_streams as s (tenant_id, user_id, calendar_id, poll_due_at)
       select $1, u, $3, clock_timestamp() + $4::interval from unnest($2::uuid[]) u
       on conflict on constraint calendar_streams_pkey do update set active = true, sync_token = null where not s.active
       returning s.user_id as "userId"`,
      [tx.tenantId, userIds, CALENDAR, POLL_EVERY],
    );
    const ended = await tx.query<{ userId: UserId }>(
      `update calendar_streams set active = false where tenant_id = $1 and active and user_id <> all($2::uuid[]) returning user_id as "userId"`,
      [tx.tenantId, userIds],
    );
    return { begun: begun.map(({ userId }) => userId), ended: ended.map(({ userId }) => userId) };
  }

  async listActive(tx: Tx): Promise<UserId[]> {
    const rows = await tx.query<{ userId: UserId }>(
      'select user_id as "userId" from calendar_streams where tenant_id = $1 and active order by user_id',
      [tx.tenantId],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Takes the streams whose poll is due; each is due again just under ten minutes later. Two workers never take the same one. */
  async takeDue(tx: Tx): Promise<UserId[]> {
    const rows = await tx.query<{ userId: UserId }>(
      `update calendar_streams set poll_due_at = clock_timestamp() + $2::interval
        where tenant_id = $1 and active and poll_due_at <= clock_timestamp() returning user_id as "userId"`,
      [tx.tenantId, POLL_EVERY],
    );
    return rows.map(({ userId }) => userId);
  }

  async synced(
    tx: Tx,
    userId: UserId,
    { syncToken, isFull }: { readonly syncToken: string; readonly isFull: boolean },
  ): Promise<void> {
    await tx.query(
      `update calendar_streams set sync_token = $4, full_synced_at = case when $6 then app_now() else full_synced_at end, polled_at = clock_timestamp(), poll_due_at = clock_timestamp() + $5::interval, failures = 0, failure = null
        where tenant_id = $1 and user_id = $2 and calendar_id = $3`,
      [tx.tenantId, userId, CALENDAR, syncToken, POLL_EVERY, isFull],
    );
  }

  /** Notes what went wrong; the next try is `waitSeconds` away. */
  async failed(tx: Tx, userId: UserId, failure: string, waitSeconds: number): Promise<void> {
    await tx.query(
      `update calendar_streams set failure = $4, failures = failures + 1, poll_due_at = clock_timestamp() + $5 * interval '1 second'
        where tenant_id = $1 and user_id = $2 and calendar_id = $3`,
      [tx.tenantId, userId, CALENDAR, failure.slice(0, 300), waitSeconds],
    );
  }

  async setChannel(tx: Tx, userId: UserId, channel: Channel | null): Promise<void> {
    await tx.query(
      `update calendar_streams set channel_id = $4, channel_token_hash = $5, resource_id = $6, channel_expires_at = $7
        where tenant_id = $1 and user_id = $2 and calendar_id = $3`,
      [
        tx.tenantId,
        userId,
        CALENDAR,
        channel?.channelId ?? null,
        channel?.channelTokenHash ?? null,
        channel?.resourceId ?? null,
        channel?.channelExpiresAt ?? null,
      ],
    );
  }

  /** Events of the calendar that are taken as absences now. */
  async seen(tx: Tx, userId: UserId): Promise<Set<string>> {
    const rows = await tx.query<{ externalId: string }>(
      'select external_id as "externalId" from calendar_sightings where tenant_id = $1 and user_id = $2 and calendar_id = $3 and not is_gone',
      [tx.tenantId, userId, CALENDAR],
    );
    return new Set(rows.map(({ externalId }) => externalId));
  }

  async remember(tx: Tx, userId: UserId, externalId: string, isGone: boolean): Promise<void> {
    await tx.query(
      `insert into calendar_sightings (tenant_id, user_id, calendar_id, external_id, is_gone) values ($1, $2, $3, $4, $5)
       on conflict on constraint calendar_sightings_pkey do update set is_gone = excluded.is_gone, seen_at = app_now()`,
      [tx.tenantId, userId, CALENDAR, externalId, isGone],
    );
  }
}
