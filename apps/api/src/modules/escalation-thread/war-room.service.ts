import { Inject, Injectable } from '@nestjs/common';
import {
  discreetChannelName,
  discreetName,
  type EscalationId,
  type EscalationStatus,
  isUnresolved,
  type UserId,
  WAR_ROOM_NEVER_OPENED,
  WAR_ROOM_NOTES,
  type WarRoomBecause,
  warRoomName,
  warRoomWanted,
} from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { type JsonObject, Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { type Actor, EscalationNews, type EscalationRecord, EscalationsRepository } from '../escalations/index.js';
import {
  type OpenedRoom,
  type RoomMessage,
  type WarRoom,
  type WarRoomPerson,
  WarRoomRefused,
  WarRooms,
  type WarRoomWish,
} from './war-rooms.js';
import { type WarRoomRecord, WarRoomsRepository } from './war-rooms.repository.js';

const HOST: Actor = { system: 'war-rooms' };

type Due = Pick<Message, 'id' | 'tenantId' | 'confirm'>;
type Said = Omit<RoomMessage, 'key'>;

const isOver = (status: EscalationStatus): boolean => status === 'closed' || status === 'void';

/**
 * The war room of an escalation (PRD-243 FR-4.2). The row says what is wanted before anything leaves the house, and what became of it
 * afterwards; a worker that dies in between asks for the same room again.
 */
@Injectable()
export class WarRoomService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly rows: WarRoomsRepository,
    private readonly rooms: WarRooms,
    private readonly news: EscalationNews,
  ) {}

  /** Opens it where one is wanted and none is there; nobody who came meanwhile is left outside, and nothing said meanwhile is lost. */
  async provide(message: Due, id: EscalationId): Promise<void> {
    const wish = await this.tenancy.run(message.tenantId, (tx) => this.want(tx, id));
    if (wish === null) await this.abandon(message, id);
    else await this.open(message, id, wish);
    await this.catchUp(message, id, wish?.people ?? []);
  }

  private async open(message: Due, id: EscalationId, wish: WarRoomWish): Promise<void> {
    const { tenantId } = message;
    if (!(await this.rooms.isConnected(tenantId))) {
      await this.tenancy.run(tenantId, (tx) => this.giveUp(tx, id, WAR_ROOM_NOTES.missing));
      return;
    }
    await message.confirm();
    try {
      const room = await this.rooms.open(wish);
      const isWelcome = await this.tenancy.run(tenantId, (tx) => this.noteOpen(tx, id, room));
      if (!isWelcome) await this.rooms.archive({ tenantId, escalationId: id, channelId: room.channelId });
    } catch (error) {
      if (!(error instanceof WarRoomRefused)) throw error;
      const note = `It could not be opened (${error.message}): the discussion of this escalation is the war room.`;
      await this.tenancy.run(tenantId, (tx) => this.giveUp(tx, id, note));
    }
  }

  /** It ended before anybody knew of a room: one whose answer was lost is not left behind. */
  private async abandon(message: Due, id: EscalationId): Promise<void> {
    const { tenantId } = message;
    const known = await this.tenancy.run(tenantId, async (tx) => {
      const room = await this.rows.lock(tx, id);
      const isPending = room?.channelId === null && (room.state === 'wanted' || room.state === 'closed');
      return isPending && isOver((await this.escalations.getById(tx, id)).status) ? room : null;
    });
    if (known === null) return;
    if (await this.rooms.isConnected(tenantId)) {
      await message.confirm();
      await this.rooms.abandon({ tenantId, escalationId: id, name: known.name });
    }
    await this.tenancy.run(tenantId, (tx) => this.rows.setNeverOpened(tx, id, WAR_ROOM_NEVER_OPENED));
  }

  /** What happened while the room was being made found none: whoever came is let in, and what is over for good is closed. */
  private async catchUp(message: Due, id: EscalationId, invited: readonly WarRoomPerson[]): Promise<void> {
    const known = await this.openRoom(message, id, async (tx) => {
      const row = await this.escalations.getById(tx, id);
      return {
        status: row.status,
        people: await this.peopleOf(tx, row),
        untold: await this.rows.listUntold(tx, id),
      };
    });
    if (known === null) return;
    const { status, people, untold } = known.value;
    for (const said of untold) {
      await message.confirm();
      await this.rooms.tell(known.room, said);
      await this.tenancy.run(message.tenantId, (tx) => this.rows.setTold(tx, id, said.key));
    }
    if (isOver(status)) return this.archive(message, id, known.room);
    const missing = people.filter(({ userId }) => !invited.some((one) => one.userId === userId));
    if (missing.length === 0) return;
    await message.confirm();
    await this.rooms.invite(known.room, missing);
  }

  /** Whoever comes onto the escalation comes into the room. */
  async bring(message: Due, id: EscalationId, userIds: readonly UserId[]): Promise<void> {
    const known = await this.openRoom(message, id, (tx) => this.rows.listPeople(tx, userIds));
    if (known === null || known.value.length === 0) return;
    await message.confirm();
    await this.rooms.invite(known.room, known.value);
  }

  /** What happened is said in the room, once for each message; while the room is being made it is kept until there is one. */
  async tell(
    message: Due,
    id: EscalationId,
    wordsOf: (row: EscalationRecord, tx: Tx) => Said | Promise<Said>,
  ): Promise<void> {
    const known = await this.tenancy.run(message.tenantId, async (tx) => {
      const row = await this.escalations.lock(tx, id);
      const room = await this.wantedRow(tx, row);
      if (room === null || (room.state !== 'wanted' && room.state !== 'open')) return null;
      const said = { ...(await wordsOf(row, tx)), key: message.id };
      if (room.state === 'wanted') await this.rows.keep(tx, id, said);
      return { room: toRoom(tx, room), said };
    });
    if (!known?.room) return;
    await message.confirm();
    await this.rooms.tell(known.room, known.said);
  }

  /** The escalation is over for good. */
  async close(message: Due, id: EscalationId, wordsOf: (row: EscalationRecord) => Said): Promise<void> {
    await this.tell(message, id, wordsOf);
    const known = await this.openRoom(message, id, async () => null);
    if (known === null) await this.abandon(message, id);
    else await this.archive(message, id, known.room);
  }

  private async archive(message: Due, id: EscalationId, room: WarRoom): Promise<void> {
    await message.confirm();
    await this.rooms.archive(room);
    await this.tenancy.run(message.tenantId, async (tx) => {
      const row = await this.escalations.lock(tx, id);
      if (await this.rows.setClosed(tx, id, WAR_ROOM_NOTES.closed))
        await this.note(tx, row, 'war-room-closed', { note: WAR_ROOM_NOTES.closed });
    });
  }

  private async want(tx: Tx, id: EscalationId): Promise<WarRoomWish | null> {
    const row = await this.escalations.lock(tx, id);
    const room = await this.wantedRow(tx, row);
    return room?.state === 'wanted' && isUnresolved(row.status) ? this.wishOf(tx, row, room.name) : null;
  }

  /** As it stands, locked; it is asked for where one is wanted and nobody did. */
  private async wantedRow(tx: Tx, row: EscalationRecord): Promise<WarRoomRecord | null> {
    const known = await this.rows.lock(tx, row.id);
    if (known !== null) return known;
    const because = warRoomWanted({
      severity: row.severity,
      status: row.status,
      hasCustomer: row.customer !== null,
      isAskedByRule: row.routing['create_slack_channel'] === true,
    });
    if (because === null) return null;
    await this.wanted(tx, row, because, await this.nameOf(tx, row));
    return this.rows.lock(tx, row.id);
  }

  private async wanted(tx: Tx, row: EscalationRecord, because: WarRoomBecause, name: string): Promise<void> {
    await this.rows.add(tx, { escalationId: row.id, name, because, note: WAR_ROOM_NOTES.wanted });
    await this.note(tx, row, 'war-room-wanted', { name, because });
  }

  private async nameOf(tx: Tx, { id, customer }: EscalationRecord): Promise<string> {
    const about = customer ? discreetChannelName(customer) : '';
    for (let nth = 1; ; nth++) {
      const name = warRoomName(id, about, nth);
      if (!(await this.rows.isTaken(tx, name))) return name;
    }
  }

  private async wishOf(tx: Tx, row: EscalationRecord, name: string): Promise<WarRoomWish> {
    const people = await this.peopleOf(tx, row);
    const link = `${this.env.apiUrl}/escalations/${row.id}`;
    const customerName = row.customer ? discreetName(row.customer) : '';
    const brief = {
      severity: row.severity,
      title: row.title,
      customerName,
      category: row.category,
      ownerName: row.primaryOwner?.name ?? null,
      secondOwnerName: row.secondaryOwner?.name ?? null,
      dueAt: row.dueAt,
      expectedResolution: row.expectedResolution,
      description: row.description,
      link,
    };
    const topic = `${row.severity} at ${customerName}: ${link}`;
    return { tenantId: tx.tenantId, escalationId: row.id, name, people, topic, brief };
  }

  private peopleOf(tx: Tx, { stakeholders }: EscalationRecord): Promise<WarRoomPerson[]> {
    const ids = stakeholders.map(({ user }) => user.userId);
    return this.rows.listPeople(tx, ids);
  }

  /** False when nobody wants it any more: it was given up meanwhile. */
  private async noteOpen(tx: Tx, id: EscalationId, { channelId, url, name, note }: OpenedRoom): Promise<boolean> {
    const row = await this.escalations.lock(tx, id);
    const open = { channelId, url, name: name ?? null, note: note ?? WAR_ROOM_NOTES.open };
    if (!(await this.rows.setOpen(tx, id, open))) return (await this.rows.lock(tx, id))?.state === 'open';
    await this.note(tx, row, 'war-room-opened', { channel_id: channelId, url });
    return true;
  }

  private async giveUp(tx: Tx, id: EscalationId, note: string): Promise<void> {
    const row = await this.escalations.lock(tx, id);
    if (await this.rows.setMissing(tx, id, note)) await this.note(tx, row, 'war-room-missing', { note });
  }

  private async note(tx: Tx, row: EscalationRecord, what: string, said: JsonObject): Promise<void> {
    const type = `escalation.${what}`;
    const isTold = what === 'war-room-opened' || what === 'war-room-missing';
    await this.news.tell(tx, HOST, row, { type, said, messages: isTold ? { [type]: {} } : {} });
  }

  private openRoom<T>(
    { tenantId }: Due,
    id: EscalationId,
    load: (tx: Tx) => Promise<T>,
  ): Promise<{ readonly room: WarRoom; readonly value: T } | null> {
    return this.tenancy.run(tenantId, async (tx) => {
      const known = await this.rows.lock(tx, id);
      const room = known && toRoom(tx, known);
      return room && { room, value: await load(tx) };
    });
  }
}

const toRoom = (tx: Tx, { escalationId, state, channelId }: WarRoomRecord): WarRoom | null =>
  state === 'open' && channelId !== null ? { tenantId: tx.tenantId, escalationId, channelId } : null;
