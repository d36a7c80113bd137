import type {
  CategoryId,
  ConversationId,
  CustomerId,
  Discreet,
  EscalationId,
  EscalationOutcome,
  EscalationStatus,
  Severity,
  TeamId,
  UserId,
  WarRoomState,
} from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';
import type { PersonName } from '../customers/index.js';

export interface CategoryRecord {
  readonly id: CategoryId;
  readonly name: string;
  readonly description: string | null;
  readonly defaultOwnerId: UserId | null;
  readonly defaultTeamId: TeamId | null;
  readonly defaultSecondaryId: UserId | null;
  readonly slaHours: Readonly<Record<Severity, number>>;
}

/** Why this person owns it; stored as it was decided, and never worked out again. */
export interface OwnerBecause {
  readonly rule:
    | 'hand-picked'
    | 'rule'
    | 'category-owner'
    | 'category-team'
    | 'catch-all'
    | 'manager-chain'
    | 'supporter'
    | 'override'
    | 'climbed'
    | 'transferred'
    | 'nobody';
  readonly explanation: string;
  readonly skipped: readonly {
    readonly user: { user_id: string; name: string; place: string | null };
    readonly reason: string;
  }[];
}

/** The wire form of the frozen customer context, instants and days as text (it is stored as JSON). */
export type StoredContext = Readonly<Record<string, unknown>>;

export type StakeholderRole = 'owner' | 'watcher' | 'approver' | 'informed';

export interface EscalationRecord {
  readonly id: EscalationId;
  /** null where it came from a conversation of nobody's customer (product.md 1). */
  readonly customer: ({ readonly id: CustomerId } & Discreet) | null;
  readonly conversationId: ConversationId | null;
  /** Handed to a human from a conversation, past rules and categories; a category that it gets later changes nothing about that. */
  readonly isForSupporters: boolean;
  /** The customer's owner. */
  readonly csmId: UserId | null;
  readonly category: string | null;
  readonly categoryId: CategoryId | null;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly status: EscalationStatus;
  readonly primaryOwner: PersonName | null;
  readonly secondaryOwner: PersonName | null;
  readonly createdBy: PersonName;
  readonly ownerBecause: OwnerBecause;
  readonly expectedResolution: string | null;
  readonly exitCriteria: string | null;
  readonly targetResolutionAt: Temporal.Instant | null;
  readonly customerImpact: string | null;
  /** null without a customer. */
  readonly customerContext: StoredContext | null;
  readonly arrAtRisk: number;
  readonly slackChannel: string | null;
  readonly source: { readonly surface: string; readonly url: string | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly customMessage: string | null;
  readonly resolutionSummary: string | null;
  readonly rootCause: string | null;
  readonly outcome: EscalationOutcome | null;
  readonly voidedReason: string | null;
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly slaPolicy: JsonObject;
  /** Calendars that count instead of the policy's since an admin applied them; null: none. */
  readonly slaCalendars: JsonObject | null;
  /** Minutes of the clock that were used at `countedAt`; null: nothing happened to it since it was opened. */
  readonly consumedMinutes: number;
  readonly countedAt: Temporal.Instant | null;
  /** The highest warning that was told, 0 for none. */
  readonly warnedPercent: number;
  readonly routing: JsonObject;
  readonly pausedSince: Temporal.Instant | null;
  readonly breachedAt: Temporal.Instant | null;
  readonly responseBreachedAt: Temporal.Instant | null;
  readonly snoozedUntil: Temporal.Instant | null;
  readonly climbLevel: number;
  readonly assignedAt: Temporal.Instant | null;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  readonly version: number;
  readonly stakeholders: readonly { readonly user: PersonName; readonly role: StakeholderRole }[];
  /** null while none was asked for. */
  readonly warRoom: {
    readonly state: WarRoomState;
    readonly name: string;
    readonly url: string | null;
    readonly note: string;
  } | null;
}

/** The last time each status was entered; a status it never had is missing. */
export type StatusTimes = Readonly<Partial<Record<EscalationStatus, Temporal.Instant>>>;

export interface NewEscalation {
  readonly customerId: CustomerId | null;
  readonly conversationId: ConversationId | null;
  readonly createdByUserId: UserId;
  readonly categoryId: CategoryId | null;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly primaryOwnerId: UserId | null;
  readonly secondaryOwnerId: UserId | null;
  readonly ownerBecause: OwnerBecause;
  /** Told of it from the start, beside owners and creator. */
  readonly informedIds: readonly UserId[];
  readonly expectedResolution: string | null;
  readonly exitCriteria: string | null;
  readonly targetResolutionAt: Temporal.Instant | null;
  readonly customerImpact: string | null;
  readonly customerContext: StoredContext | null;
  readonly arrAtRisk: number;
  readonly source: { readonly surface: string; readonly url: string | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly customMessage: string | null;
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly slaPolicy: JsonObject;
  readonly routing: JsonObject;
}

/** What may be edited; what is left out stays. */
export interface EscalationEdit {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly category?: CategoryRecord | undefined;
  readonly severity?: Severity | undefined;
  readonly expectedResolution?: string | null | undefined;
  readonly exitCriteria?: string | null | undefined;
  readonly targetResolutionAt?: Temporal.Instant | null | undefined;
  readonly customerImpact?: string | null | undefined;
  readonly arrAtRisk?: number | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly resolutionSummary?: string | undefined;
  readonly rootCause?: string | undefined;
  readonly outcome?: EscalationOutcome | undefined;
}
