import type { AbsenceId, AssignmentId, EscalationId, NotificationKind, TenantId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** The service will never take this message, however often it is tried. Everything else is tried again. */
export class ChatRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ChatRefused';
  }
}

export interface ChatItem {
  readonly title: string;
  /** What else happened beside it, the latest first. */
  readonly also: readonly string[];
  readonly details: string | null;
  /** Absolute. */
  readonly link: string;
  /** What it is, and of what: some can be answered where they are read. */
  readonly kind: NotificationKind;
  readonly assignmentId: AssignmentId | null;
  readonly absenceId: AbsenceId | null;
  readonly escalationId: EscalationId | null;
}

export interface ChatMessage {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  /** One message, one key, also over tries. */
  readonly key: string;
  readonly items: readonly ChatItem[];
}

/** Where our people are written to directly, beside e-mail. Used by the worker only, after COMMIT, except for `isConnected`. */
export abstract class Chat {
  /** As it stands in the database: inside a transaction nobody else is asked. */
  abstract isConnected(tx: Tx): Promise<boolean>;

  /** Posts a message once per key. Throws ChatRefused, also for somebody who is not there. */
  abstract send(message: ChatMessage): Promise<void>;

  /** Makes the message with that key say this; does nothing where none was posted. */
  abstract change(message: ChatMessage): Promise<void>;
}

/** Whatever service is plugged in, else none: the module of a vendor knows this one, and not the other way round. */
export class PluggedChat extends Chat {
  private service: Chat | null = null;

  /** Once, before the worker begins. */
  plug(service: Chat): void {
    this.service = service;
  }

  async isConnected(tx: Tx): Promise<boolean> {
    return this.service?.isConnected(tx) ?? false;
  }

  async send(message: ChatMessage): Promise<void> {
    if (this.service === null) throw new ChatRefused('no service is connected');
    return this.service.send(message);
  }

  async change(message: ChatMessage): Promise<void> {
    return this.service?.change(message);
  }
}
