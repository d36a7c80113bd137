import type {
  ConversationId,
  EscalationId,
  EscalationStatus,
  Severity,
  Supporter,
  SupporterId,
  UserId,
} from '@understudy/domain';

/** A supporter as they stand at the instant of the transaction. */
export interface SupporterRecord extends Supporter {
  readonly id: SupporterId;
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  /** Active, and with the role. */
  readonly serves: boolean;
  /** As they set it, whatever else holds. */
  readonly isSwitchedOn: boolean;
  readonly isAbsent: boolean;
  /** Of an absence that counts now; null when they are not absent or it is open-ended. */
  readonly absentUntil: Temporal.Instant | null;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

/** An escalation in the words of the supporter document. */
export interface SupportEscalation {
  readonly id: EscalationId;
  readonly conversationId: ConversationId | null;
  readonly status: EscalationStatus;
  readonly severity: Severity;
  readonly owner: {
    readonly supporterId: SupporterId | null;
    readonly userId: UserId;
    readonly email: string;
    readonly name: string;
    readonly isAvailable: boolean;
  } | null;
  readonly createdAt: Temporal.Instant;
  readonly assignedAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly notes: string | null;
  readonly customMessage: string | null;
  /** Instants inside jsonb are text. */
  readonly moves: readonly { readonly from: string | null; readonly to: string; readonly at: string }[];
}
