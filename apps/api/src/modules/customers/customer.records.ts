import type {
  ActivityId,
  CustomerId,
  MeetingHandling,
  MeetingId,
  RiskId,
  StakeholderId,
  TaskId,
  TaskStatus,
  UserId,
} from '@understudy/domain';

/** A person as other rows name them. */
export interface PersonName {
  readonly userId: UserId;
  readonly name: string;
  readonly place: string | null;
}

export interface CustomerRecord {
  readonly id: CustomerId;
  readonly name: string;
  readonly csm: PersonName | null;
  readonly arr: number;
  readonly healthScore: number;
  readonly healthChange30d: number;
  readonly stage: string;
  readonly segment: string;
  readonly industry: string;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly language: string | null;
  readonly specialHandling: string | null;
  readonly isConfidential: boolean;
  readonly codeName: string | null;
  readonly ownerNotes: string;
  readonly needs: readonly string[];
  readonly domains: readonly string[];
  /** True when a CRM record is linked: that is where its facts come from. */
  readonly isFromCrm: boolean;
  readonly updatedAt: Temporal.Instant;
  readonly version: number;
}

export interface StakeholderRecord {
  readonly id: StakeholderId;
  readonly customerId: CustomerId;
  readonly name: string;
  readonly email: string | null;
  readonly title: string | null;
  readonly role: string | null;
  readonly isPrimary: boolean;
}

export interface TaskRecord {
  readonly id: TaskId;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly kind: string;
  readonly dueAt: Temporal.Instant | null;
  readonly status: TaskStatus;
  readonly assignee: PersonName | null;
}

export interface ActivityRecord {
  readonly id: ActivityId;
  readonly customerId: CustomerId;
  readonly kind: string;
  readonly summary: string;
  readonly occurredAt: Temporal.Instant;
  readonly by: PersonName | null;
  readonly sentiment: number | null;
}

export interface MeetingRecord {
  readonly id: MeetingId;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly organizer: PersonName | null;
  readonly isCustomerFacing: boolean;
  readonly handling: MeetingHandling | null;
}

export interface RiskRecord {
  readonly id: RiskId;
  readonly customerId: CustomerId;
  readonly kind: string;
  readonly description: string;
  readonly severity: 'high' | 'medium' | 'low';
  readonly openedAt: Temporal.Instant;
}

export interface OpenEscalationRecord {
  readonly id: string;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly severity: 'P0' | 'P1' | 'P2' | 'P3';
  readonly dueAt: Temporal.Instant;
}

export interface ConversationRecord {
  readonly id: string;
  readonly customerId: CustomerId;
  readonly subject: string;
  readonly status: string;
  readonly requester: string;
  readonly channel: string;
  readonly createdAt: Temporal.Instant;
}

/** Everything known of some customers, by kind: what a brief, a detail page and a dashboard are made of. */
export interface CustomerFacts {
  readonly stakeholders: readonly StakeholderRecord[];
  readonly tasks: readonly TaskRecord[];
  readonly activities: readonly ActivityRecord[];
  readonly meetings: readonly MeetingRecord[];
  readonly risks: readonly RiskRecord[];
  readonly escalations: readonly OpenEscalationRecord[];
  readonly conversations: readonly ConversationRecord[];
}

/** The facts of each customer for itself, orders kept: so that a portfolio of hundreds is gone through once. */
export function factsByCustomer(facts: CustomerFacts): (id: CustomerId) => CustomerFacts {
  const [stakeholders, tasks, activities, meetings, risks, escalations, conversations] = [
    Map.groupBy(facts.stakeholders, ofCustomer),
    Map.groupBy(facts.tasks, ofCustomer),
    Map.groupBy(facts.activities, ofCustomer),
    Map.groupBy(facts.meetings, ofCustomer),
    Map.groupBy(facts.risks, ofCustomer),
    Map.groupBy(facts.escalations, ofCustomer),
    Map.groupBy(facts.conversations, ofCustomer),
  ];
  return (id) => ({
    stakeholders: stakeholders.get(id) ?? [],
    tasks: tasks.get(id) ?? [],
    activities: activities.get(id) ?? [],
    meetings: meetings.get(id) ?? [],
    risks: risks.get(id) ?? [],
    escalations: escalations.get(id) ?? [],
    conversations: conversations.get(id) ?? [],
  });
}

const ofCustomer = ({ customerId }: { readonly customerId: CustomerId }): CustomerId => customerId;
