import type {
  ConversationId,
  ConversationStatus,
  CustomerId,
  EscalationId,
  EscalationStatus,
  UserId,
} from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

export interface Participant {
  readonly email: string;
  readonly name?: string | undefined;
}

export interface ConversationRecord {
  readonly id: ConversationId;
  readonly channel: string;
  readonly externalId: string | null;
  readonly subject: string;
  readonly status: ConversationStatus;
  readonly customerId: CustomerId | null;
  readonly requesterEmail: string;
  /** null for somebody outside the organisation. */
  readonly requester: PersonName | null;
  readonly participants: readonly Participant[];
  readonly createdAt: Temporal.Instant;
  readonly escalatedAt: Temporal.Instant | null;
  readonly completedAt: Temporal.Instant | null;
  /** The newest one of it. */
  readonly escalation: {
    readonly id: EscalationId;
    readonly status: EscalationStatus;
    readonly owner: PersonName | null;
    /** Instants inside jsonb are text. */
    readonly assignedAt: string | null;
    /** How many wait before it; null once somebody has it. */
    readonly ahead: number | null;
  } | null;
}

export interface NewConversation {
  readonly channel: string;
  readonly externalId: string | null;
  readonly customerId: CustomerId | null;
  readonly subject: string;
  readonly requesterEmail: string;
  readonly participants: readonly Participant[];
}

export interface MessageRecord {
  readonly id: string;
  readonly author: PersonName | null;
  readonly authorEmail: string | null;
  readonly fromRequester: boolean;
  readonly body: string;
  readonly sentAt: Temporal.Instant;
}

/** Exactly one of the two says who wrote it. */
export interface NewMessage {
  readonly authorUserId: UserId | null;
  readonly authorEmail: string | null;
  readonly fromRequester: boolean;
  readonly body: string;
}
