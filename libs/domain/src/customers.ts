import type { ActivityId, CustomerId, MeetingId, RiskId, StakeholderId, TaskId, UserId } from './ids.js';

export const STAGES = ['onboarding', 'adoption', 'value', 'renewal', 'at_risk'] as const;
export type Stage = (typeof STAGES)[number];

/** True for a stage the product knows; a CRM may bring others. */
export const isStage = (text: string): text is Stage => STAGES.some((stage) => stage === text);

export const CRM_SYSTEMS = ['salesforce', 'hubspot', 'zendesk', 'pipedrive', 'zoho', 'dynamics', 'demo'] as const;
export type CrmSystem = (typeof CRM_SYSTEMS)[number];

export interface CrmId {
  readonly system: CrmSystem;
  readonly recordId: string;
}

export interface Customer {
  readonly id: CustomerId;
  readonly name: string;
  /** The owner; null while nobody has been named. */
  readonly csmId: UserId | null;
  /** Whole euros a year; null when the CRM does not say. */
  readonly arr: number | null;
  /** 0-100; null when not measured. */
  readonly healthScore: number | null;
  readonly healthChange30d: number | null;
  readonly stage: Stage | null;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly renewalOn: Temporal.PlainDate | null;
  /** BCP 47, for texts to the customer. */
  readonly language: string | null;
  /** What everybody who writes to them has to know. Internal. */
  readonly specialHandling: string | null;
  readonly domains: readonly string[];
  readonly crmIds: readonly CrmId[];
  /** What they need from whoever looks after them: "migration", "german". */
  readonly needs: readonly string[];
}

export interface Stakeholder {
  readonly id: StakeholderId;
  readonly customerId: CustomerId;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly isPrimary: boolean;
  /** What they mean to us: "decides", "daily contact". */
  readonly role: string;
}

export type TaskStatus = 'open' | 'done' | 'cancelled';

export interface Task {
  readonly id: TaskId;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly kind: string;
  readonly dueAt: Temporal.Instant | null;
  readonly status: TaskStatus;
  readonly assigneeId: UserId | null;
}

export interface Activity {
  readonly id: ActivityId;
  readonly customerId: CustomerId;
  /** Who of ours did it; null for what the customer did alone. */
  readonly userId: UserId | null;
  readonly kind: string;
  readonly summary: string;
  readonly occurredAt: Temporal.Instant;
  /** How the customer felt about it, -1 to 1; null or missing when nobody said. */
  readonly sentiment?: number | null;
}

export const SENTIMENT_WORDS = ['positive', 'neutral', 'negative'] as const;
export type SentimentWord = (typeof SENTIMENT_WORDS)[number];
const SENTIMENTS = { positive: 1, neutral: 0, negative: -1 } as const satisfies Record<SentimentWord, number>;

/** A sentiment as a number from -1 to 1, whichever way it was said. */
export const sentimentOf = (said: SentimentWord | number): number =>
  typeof said === 'number' ? said : SENTIMENTS[said];

/** What becomes of a meeting while its owner is away: the backup joins, the backup leads it, or it waits for the owner. */
export const MEETING_HANDLINGS = ['attend', 'hand_over', 'move'] as const;
export type MeetingHandling = (typeof MEETING_HANDLINGS)[number];

export interface Meeting {
  readonly id: MeetingId;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly organizerId: UserId | null;
  /** False for what we do among ourselves about the customer; with the customer when not said. */
  readonly isCustomerFacing?: boolean;
  /** What the owner wants to become of it while away; null or missing while undecided. */
  readonly handling?: MeetingHandling | null;
}

export type RiskSeverity = 'low' | 'medium' | 'high';

export interface Risk {
  readonly id: RiskId;
  readonly customerId: CustomerId;
  readonly kind: string;
  readonly description: string;
  readonly severity: RiskSeverity;
  readonly openedAt: Temporal.Instant;
  readonly resolvedAt?: Temporal.Instant | null;
}
