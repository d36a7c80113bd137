import type {
  Activity,
  CategoryId,
  ConversationId,
  Customer,
  CustomerId,
  Meeting,
  MessageId,
  Risk,
  SlaHours,
  Stakeholder,
  Task,
  Team,
  TeamId,
  TenantId,
  ThreadId,
  User,
  UserId,
} from '@understudy/domain';

export interface DemoUser extends User {
  /** Whom they would like to stand in for them. */
  readonly preferredBackupUserId: UserId | null;
  /** What is on their business card. */
  readonly title: string;
}

export interface DemoCustomer extends Customer {
  readonly csmId: UserId;
  readonly arr: number;
  readonly healthScore: number;
  readonly healthChange30d: number;
  readonly stage: NonNullable<Customer['stage']>;
  readonly segment: string;
  readonly industry: string;
  readonly renewalOn: Temporal.PlainDate;
  readonly language: string;
}

export interface DemoCategory {
  readonly id: CategoryId;
  readonly name: string;
  readonly description: string;
  readonly defaultOwnerId: UserId | null;
  readonly defaultTeamId: TeamId | null;
  readonly slaHours: SlaHours;
}

export interface DemoMessage {
  readonly id: MessageId;
  readonly fromName: string;
  readonly fromEmail: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly at: Temporal.Instant;
  readonly body: string;
}

/** A thread in one person's mailbox; null customer: nobody we know. */
export interface DemoThread {
  readonly id: ThreadId;
  readonly ownerEmail: string;
  readonly customerId: CustomerId | null;
  readonly subject: string;
  readonly messages: readonly DemoMessage[];
}

export interface DemoConversation {
  readonly id: ConversationId;
  readonly customerId: CustomerId | null;
  /** Whose conversation it is: only they, admins and managers may hand it to a supporter. */
  readonly requesterEmail: string;
  readonly status: 'open';
  readonly channel: 'chat' | 'email' | 'crm';
  readonly subject: string;
}

/** One organisation with everything in it, one array per table. */
export interface DemoTenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  /** E-mail domains of its people. */
  readonly domains: readonly string[];
  readonly teams: readonly Team[];
  readonly users: readonly DemoUser[];
  readonly customers: readonly DemoCustomer[];
  readonly stakeholders: readonly Stakeholder[];
  readonly tasks: readonly Task[];
  readonly activities: readonly Activity[];
  readonly meetings: readonly Meeting[];
  readonly risks: readonly Risk[];
  readonly categories: readonly DemoCategory[];
  readonly threads: readonly DemoThread[];
  readonly conversations: readonly DemoConversation[];
}

export interface DemoWorld {
  readonly startedOn: Temporal.PlainDate;
  readonly tenants: readonly DemoTenant[];
}
