import type { EscalationId, TenantId } from '@understudy/domain';

/** The service will never do this, however often it is asked: a missing right, a name it does not take. Everything else is tried again. */
export class WarRoomRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'WarRoomRefused';
  }
}

export interface WarRoomPerson {
  readonly name: string;
  readonly email: string;
}

export interface WarRoomWish {
  readonly tenantId: TenantId;
  /** One escalation, one room: asking again for what was made answers the same room and posts nothing twice. */
  readonly escalationId: EscalationId;
  readonly name: string;
  readonly people: readonly WarRoomPerson[];
  /** The first message. */
  readonly brief: string;
}

export interface WarRoom {
  readonly tenantId: TenantId;
  readonly channelId: string;
}

/**
 * A channel where people meet about one escalation (PRD-243 FR-4.2). Used by the worker only, after COMMIT. Every call may be repeated
 * after it worked, because its answer was lost: `key` tells a service what it has done already.
 */
export abstract class WarRooms {
  /** False where there is no such service: the thread of the escalation is the war room then. */
  abstract isConnected(tenantId: TenantId): Promise<boolean>;

  /** Makes the room, brings people in and posts the brief. Throws WarRoomRefused. */
  abstract open(wish: WarRoomWish): Promise<{ readonly channelId: string; readonly url: string }>;

  /** Brings more people in; who is there already stays there. */
  abstract invite(room: WarRoom, people: readonly WarRoomPerson[]): Promise<void>;

  /** Posts a message once per key. */
  abstract tell(room: WarRoom, message: { readonly key: string; readonly text: string }): Promise<void>;

  /** Closes it for good; what was said stays readable. */
  abstract archive(room: WarRoom): Promise<void>;
}

/** Where no such service is connected. */
export class NoWarRooms extends WarRooms {
  async isConnected(): Promise<boolean> {
    return false;
  }

  async open(): Promise<never> {
    throw new WarRoomRefused('no service for war rooms is connected');
  }

  async invite(): Promise<never> {
    return this.open();
  }

  async tell(): Promise<never> {
    return this.open();
  }

  async archive(): Promise<never> {
    return this.open();
  }
}
