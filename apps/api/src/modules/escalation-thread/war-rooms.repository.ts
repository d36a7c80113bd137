import { Injectable } from '@nestjs/common';
import type { EscalationId, UserId, WarRoomBecause, WarRoomState } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { RoomMessage, WarRoomPerson } from './war-rooms.js';

export interface WarRoomRecord {
  readonly escalationId: EscalationId;
  readonly state: WarRoomState;
  readonly name: string;
  readonly channelId: string | null;
  readonly because: WarRoomBecause;
}

@Injectable()
export class WarRoomsRepository {
  /** Locked, for the decision that follows. */
  async lock(tx: Tx, id: EscalationId): Promise<WarRoomRecord | null> {
    const [row] = await tx.query<WarRoomRecord>(
      `select escalation_id as "escalationId", state, name, channel_id as "channelId", because
         from escalation_war_rooms where tenant_id = $1 and escalation_id = $2 for update`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  async isTaken(tx: Tx, name: string): Promise<boolean> {
    const rows = await tx.query('select 1 from escalation_war_rooms where tenant_id = $1 and name = $2', [
      tx.tenantId,
      name,
    ]);
    return rows.length > 0;
  }

  /** False when there is one already. */
  async add(
    tx: Tx,
    row: Pick<WarRoomRecord, 'escalationId' | 'name' | 'because'> & { readonly note: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into escalation_war_rooms (tenant_id, escalation_id, name, because, note, wanted_at) values ($1, $2, $3, $4, $5, $6)
           on conflict on constraint escalation_war_rooms_pkey do nothing returning 1`,
      [tx.tenantId, row.escalationId, row.name, row.because, row.note, tx.now],
    );
    return rows.length > 0;
  }

  /** False when it was open before; the escalation carries the channel's id (PRD-243: slack_channel_id). */
  async setOpen(
    tx: Tx,
    id: EscalationId,
    open: { readonly channelId: string; readonly url: string; readonly name: string | null; readonly note: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `with opened as (
         update escalation_war_rooms set state = 'open', channel_id = $3, url = $4, note = $5, opened_at = $6, name = coalesce($7, name)
          where tenant_id = $1 and escalation_id = $2 and state in ('wanted', 'missing') returning 1
       ), named as (
         update escalations set slack_channel_id = $3 where tenant_id = $1 and id = $2 and exists (select from opened)
       )
       select 1 from opened`,
      [tx.tenantId, id, open.channelId, open.url, open.note, tx.now, open.name],
    );
    return rows.length > 0;
  }

  async setMissing(tx: Tx, id: EscalationId, note: string): Promise<boolean> {
    return this.leave(tx, id, 'wanted', { state: 'missing', note });
  }

  async setClosed(tx: Tx, id: EscalationId, note: string): Promise<boolean> {
    return this.leave(tx, id, 'open', { state: 'closed', note });
  }

  /** Its end came first; false when it was open, or closed already. */
  async setNeverOpened(tx: Tx, id: EscalationId, note: string): Promise<boolean> {
    return this.leave(tx, id, 'wanted', { state: 'closed', note });
  }

  /** Said while there is no room yet; once per key. */
  async keep(tx: Tx, id: EscalationId, { key, text, by }: RoomMessage): Promise<void> {
    await tx.query(
      `insert into escalation_war_room_words (tenant_id, escalation_id, key, words, said_by, said_at) values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint escalation_war_room_words_pkey do nothing`,
      [tx.tenantId, id, key, text, by ?? null, tx.now],
    );
  }

  /** In the order in which they were said. */
  async listUntold(tx: Tx, id: EscalationId): Promise<RoomMessage[]> {
    const rows = await tx.query<{ key: string; text: string; by: string | null }>(
      `select key, words as text, said_by as by from escalation_war_room_words
        where tenant_id = $1 and escalation_id = $2 and told_at is null order by said_at, key`,
      [tx.tenantId, id],
    );
    return rows.map(({ key, text, by }) => ({ key, text, by: by ?? undefined }));
  }

  async setTold(tx: Tx, id: EscalationId, key: string): Promise<void> {
    await tx.query(
      'update escalation_war_room_words set told_at = $4 where tenant_id = $1 and escalation_id = $2 and key = $3',
      [tx.tenantId, id, key, tx.now],
    );
  }

  private async leave(
    tx: Tx,
    id: EscalationId,
    from: WarRoomState,
    to: { readonly state: WarRoomState; readonly note: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update escalation_war_rooms set state = $4, note = $5, closed_at = case when $4 = 'closed' then $6::timestamptz else closed_at end
        where tenant_id = $1 and escalation_id = $2 and state = $3 returning 1`,
      [tx.tenantId, id, from, to.state, to.note, tx.now],
    );
    return rows.length > 0;
  }

  /** Those who are still with the organisation, by name. */
  listPeople(tx: Tx, ids: readonly UserId[]): Promise<WarRoomPerson[]> {
    return tx.query(
      'select id as "userId", name, email from users where tenant_id = $1 and id = any($2::uuid[]) and active order by name, id',
      [tx.tenantId, ids],
    );
  }
}
