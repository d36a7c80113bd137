import type { EscalationId, TenantId, UserId, WarRoomBrief } from '@understudy/domain';

/** The service will never do this, however often it is asked: a missing right, a name it does not take. Everything else is tried again. */
export class WarRoomRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'WarRoomRefused';
  }
}

export interface WarRoomPerson {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
}

export interface WarRoomWish {
  readonly tenantId: TenantId;
  /** One escalation, one room: asking again for what was made answers the same room and posts nothing twice. */
  readonly escalationId: EscalationId;
  readonly name: string;
  readonly people: readonly WarRoomPerson[];
  /** What stands above the room, one line. */
  readonly topic: string;
  /** What the first message says; the service writes it, `warRoomBrief`. */
  readonly brief: WarRoomBrief;
}

export interface WarRoom {
  readonly tenantId: TenantId;
  readonly escalationId: EscalationId;
  readonly channelId: string;
}

export interface OpenedRoom {
  readonly channelId: string;
  readonly url: string;
  /** As it is called there, when another one had the name. */
  readonly name?: string;
  /** What people should know of it; null: nothing special. */
  readonly note?: string | null;
}

export interface RoomMessage {
  readonly key: string;
  readonly text: string;
  /** Who said it; missing: the product. */
  readonly by?: string | undefined;
}

/**
 * A channel where people meet about one escalation (PRD-243 FR-4.2). Used by the worker only, after COMMIT. Every call may be repeated
 * after it worked, because its answer was lost: `key` tells a service what it has done already.
 */
export abstract class WarRooms {
  /** False where there is no such service: the thread of the escalation is the war room then. */
  abstract isConnected(tenantId: TenantId): Promise<boolean>;

  /** Makes the room, brings people in and posts the brief. Throws WarRoomRefused. */
  abstract open(wish: WarRoomWish): Promise<OpenedRoom>;

  /** Brings more people in; who is there already stays there. */
  abstract invite(room: WarRoom, people: readonly WarRoomPerson[]): Promise<void>;

  /** Posts a message once per key. */
  abstract tell(room: WarRoom, message: RoomMessage): Promise<void>;

  /** Closes it for good; what was said stays readable. */
  abstract archive(room: WarRoom): Promise<void>;

  /** Closes the room that may have been made although nobody ever got the answer; does nothing where none was. */
  abstract abandon(wish: Pick<WarRoomWish, 'tenantId' | 'escalationId' | 'name'>): Promise<void>;
}

/** Whatever service is plugged in, else none: the module of a vendor knows this one, and not the other way round. */
export class PluggedWarRooms extends WarRooms {
  private service: WarRooms | null = null;

  /** Once, before the worker begins. */
  plug(service: WarRooms): void {
    this.service = service;
  }

  async isConnected(tenantId: TenantId): Promise<boolean> {
    return this.service?.isConnected(tenantId) ?? false;
  }

  async open(wish: WarRoomWish): Promise<OpenedRoom> {
    return this.plugged().open(wish);
  }

  async invite(room: WarRoom, people: readonly WarRoomPerson[]): Promise<void> {
    return this.plugged().invite(room, people);
  }

  async tell(room: WarRoom, message: RoomMessage): Promise<void> {
    return this.plugged().tell(room, message);
  }

  async archive(room: WarRoom): Promise<void> {
    return this.plugged().archive(room);
  }

  async abandon(wish: Pick<WarRoomWish, 'tenantId' | 'escalationId' | 'name'>): Promise<void> {
    return this.service?.abandon(wish);
  }

  private plugged(): WarRooms {
    if (this.service === null) throw new WarRoomRefused('no service for war rooms is connected');
    return this.service;
  }
}
