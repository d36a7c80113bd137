import { Injectable } from '@nestjs/common';
import type { EscalationId, EscalationUpdateId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Where people meet about an escalation: a channel of its own, or a thread where none could be made. */
export interface SlackRoom {
  readonly escalationId: EscalationId;
  readonly channelId: string;
  readonly threadTs: string | null;
  /** Of a thread: the channel's name. */
  readonly threadIn: string | null;
}

export interface RoomSettings {
  readonly fallbackChannelId: string | null;
  readonly fallbackChannelName: string | null;
  readonly customerChannelPattern: string;
  readonly version: number;
}

export const DEFAULT_SETTINGS: RoomSettings = {
  fallbackChannelId: null,
  fallbackChannelName: null,
  customerChannelPattern: 'acct-{customer}',
  version: 0,
};

const ROOM = `escalation_id as "escalationId", channel_id as "channelId", thread_ts as "threadTs", thread_in as "threadIn"`;

@Injectable()
export class SlackRoomsRepository {
  async find(tx: Tx, id: EscalationId): Promise<SlackRoom | null> {
    const [row] = await tx.query<SlackRoom>(
      `select ${ROOM} from slack_rooms where tenant_id = $1 and escalation_id = $2`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** The first one stays. */
  async add(tx: Tx, { escalationId, channelId, threadTs, threadIn }: SlackRoom): Promise<void> {
    await tx.query(
      `insert into slack_rooms (tenant_id, escalation_id, channel_id, thread_ts, thread_in) values ($1, $2, $3, $4, $5)
       on conflict on constraint slack_rooms_pkey do nothing`,
      [tx.tenantId, escalationId, channelId, threadTs, threadIn],
    );
  }

  /** Which escalation is spoken of there; of a room that is a thread only inside it. */
  async findByPlace(tx: Tx, channelId: string, threadTs: string | null): Promise<SlackRoom | null> {
    const [row] = await tx.query<SlackRoom>(
      `select ${ROOM} from slack_rooms where tenant_id = $1 and channel_id = $2 and (thread_ts is null or thread_ts = $3)
        order by thread_ts nulls last limit 1`,
      [tx.tenantId, channelId, threadTs],
    );
    return row ?? null;
  }

  async isRoom(tx: Tx, channelId: string): Promise<boolean> {
    const rows = await tx.query('select 1 from slack_rooms where tenant_id = $1 and channel_id = $2 limit 1', [
      tx.tenantId,
      channelId,
    ]);
    return rows.length > 0;
  }

  async wasHeard(tx: Tx, channelId: string, ts: string): Promise<boolean> {
    const rows = await tx.query('select 1 from slack_heard where tenant_id = $1 and channel_id = $2 and ts = $3', [
      tx.tenantId,
      channelId,
      ts,
    ]);
    return rows.length > 0;
  }

  /** In the transaction that writes the comment: the same message twice breaks the second one off. */
  async addHeard(tx: Tx, channelId: string, ts: string, updateId: EscalationUpdateId): Promise<void> {
    await tx.query('insert into slack_heard (tenant_id, channel_id, ts, update_id) values ($1, $2, $3, $4)', [
      tx.tenantId,
      channelId,
      ts,
      updateId,
    ]);
  }

  async settings(tx: Tx): Promise<RoomSettings> {
    const [row] = await tx.query<RoomSettings>(
      `select fallback_channel_id as "fallbackChannelId", fallback_channel_name as "fallbackChannelName",
              customer_channel_pattern as "customerChannelPattern", version from slack_room_settings where tenant_id = $1`,
      [tx.tenantId],
    );
    return row ?? DEFAULT_SETTINGS;
  }

  async saveSettings(tx: Tx, userId: UserId, settings: Omit<RoomSettings, 'version'>): Promise<void> {
    await tx.query(
      `insert into slack_room_settings as s (tenant_id, fallback_channel_id, fallback_channel_name, customer_channel_pattern, updated_by_user_id, updated_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint slack_room_settings_pkey do update
          set fallback_channel_id = excluded.fallback_channel_id, fallback_channel_name = excluded.fallback_channel_name,
              customer_channel_pattern = excluded.customer_channel_pattern, version = s.version + 1,
              updated_by_user_id = excluded.updated_by_user_id, updated_at = excluded.updated_at`,
      [
        tx.tenantId,
        settings.fallbackChannelId,
        settings.fallbackChannelName,
        settings.customerChannelPattern,
        userId,
        tx.now,
      ],
    );
  }

  /** Whether a workspace is connected, as the database has it. */
  async isConnected(tx: Tx): Promise<boolean> {
    const rows = await tx.query(`select 1 from slack_connections where tenant_id = $1 and state = 'connected'`, [
      tx.tenantId,
    ]);
    return rows.length > 0;
  }
}
