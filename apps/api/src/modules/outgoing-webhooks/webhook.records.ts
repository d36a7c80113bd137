import type {
  DeliveryState,
  UserId,
  WebhookDeliveryId,
  WebhookEventType,
  WebhookId,
  WebhookState,
} from '@understudy/domain';

/** An endpoint of somebody else's, to which events are sent. */
export interface WebhookRecord {
  readonly id: WebhookId;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: WebhookEventType[];
  readonly state: WebhookState;
  readonly problem: string | null;
  readonly secretSealed: string;
  readonly previousSecretSealed: string | null;
  /** Machine time; over means that the previous secret signs no more. */
  readonly previousSecretUntil: Temporal.Instant | null;
  readonly isPreviousSecretOver: boolean;
  /** Machine time of the reading, in seconds: when a request that follows says it was sent. */
  readonly machineSeconds: number;
  readonly failuresInARow: number;
  readonly holdUntil: Temporal.Instant | null;
  readonly lastDeliveredAt: Temporal.Instant | null;
  readonly waiting: number;
  readonly createdBy: { readonly user_id: UserId; readonly name: string; readonly place: string | null };
  readonly createdAt: Temporal.Instant;
  readonly version: number;
}

/** One try, as the log keeps it. */
export interface Attempt {
  readonly at: string;
  readonly status: number | null;
  readonly duration_ms: number;
  readonly answer: string | null;
  readonly problem: string | null;
}

export interface DeliveryRecord {
  readonly id: WebhookDeliveryId;
  readonly webhookId: WebhookId;
  readonly messageId: string;
  readonly type: WebhookEventType;
  readonly state: DeliveryState;
  /** Since it was recorded, or sent again by hand. */
  readonly tries: number;
  readonly beganAt: Temporal.Instant;
  readonly nextTryAt: Temporal.Instant | null;
  readonly deliveredAt: Temporal.Instant | null;
  readonly lastStatus: number | null;
  readonly createdAt: Temporal.Instant;
}

export interface DeliveryDetails extends DeliveryRecord {
  readonly body: string;
  /** The newest first. */
  readonly attempts: readonly Attempt[];
}
