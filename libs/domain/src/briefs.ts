import { communicationHistory, type Exchange, type OpenedConversation } from './communication.js';
import type { Activity, Customer, Meeting, Risk, Stakeholder, Task } from './customers.js';
import { isUnresolved, type EscalationStatus, type Severity } from './escalations.js';
import type { CustomerId, EscalationId } from './ids.js';
import { meetingAdvice, type MeetingAdvice } from './meeting-advice.js';
import { type CustomerPriority, type PriorityReason, priorityOf } from './priorities.js';
import { compareInstants, overlaps, type Span } from './spans.js';
import { byText } from './ordering.js';

/** PRD-258: urgent is what is due, and recent what happened, within so many days of writing the brief. */
export const BRIEF_DAYS = 14;
export const BRIEF_CONTACTS = 3;
export const BRIEF_ACTIVITIES = 5;

/** Where a field comes from and when that was true: a brief is a copy, and says so. */
export interface Provenance {
  readonly source: string;
  readonly asOf: Temporal.Instant;
}

/** An escalation as a brief and a priority see it. */
export interface BriefEscalation {
  readonly id: EscalationId;
  readonly title: string;
  readonly severity: Severity;
  readonly status: EscalationStatus;
  readonly dueAt: Temporal.Instant;
}

/** A conversation that still goes on: context for whoever answers next. */
export interface BriefConversation {
  readonly subject: string;
  readonly lastMessageAt: Temporal.Instant;
  readonly isWaitingForUs: boolean;
}

const BRIEF_FIELDS = [
  'customer',
  'priority',
  'key_contacts',
  'urgent_items',
  'pending_tasks',
  'recent_activity',
  'communication_history',
  'scheduled_events',
  'risk_flags',
  'active_issues',
  'conversations',
  'special_handling',
  'special_notes',
] as const;
export type BriefField = (typeof BRIEF_FIELDS)[number];

/** PRD-258's CoverageBrief, with what PRD-131 FR-3 adds; the wire names are the same in snake_case. */
export interface CoverageBrief {
  readonly customer: Pick<
    Customer,
    | 'id'
    | 'name'
    | 'arr'
    | 'healthScore'
    | 'healthChange30d'
    | 'stage'
    | 'segment'
    | 'industry'
    | 'renewalOn'
    | 'language'
  >;
  readonly priority: CustomerPriority;
  readonly priorityReasons: readonly PriorityReason[];
  readonly keyContacts: readonly Pick<Stakeholder, 'id' | 'name' | 'email' | 'title' | 'role'>[];
  /** Open and due within 14 days; what is overdue stands first. */
  readonly urgentItems: readonly {
    readonly taskId: Task['id'];
    readonly type: string;
    readonly description: string;
    readonly dueAt: Temporal.Instant;
  }[];
  /** Open, but not urgent. */
  readonly pendingTasks: readonly Pick<Task, 'id' | 'kind' | 'title' | 'dueAt'>[];
  readonly recentActivity: readonly Pick<Activity, 'id' | 'userId' | 'kind' | 'summary' | 'occurredAt'>[];
  /** What was said between us and them, newest first. */
  readonly communicationHistory: readonly Exchange[];
  /** Meetings that touch the time of coverage, each with what to do about it. */
  readonly scheduledEvents: readonly (Pick<Meeting, 'id' | 'title' | 'startsAt' | 'endsAt' | 'organizerId'> &
    MeetingAdvice)[];
  readonly riskFlags: readonly Pick<Risk, 'id' | 'kind' | 'description' | 'severity' | 'openedAt'>[];
  readonly activeIssues: readonly BriefEscalation[];
  readonly conversations: readonly BriefConversation[];
  /** What always holds for this customer, then what holds for this time. */
  readonly specialHandling: string | null;
  /** What the absent CSM leaves for this time; empty until they write it. */
  readonly specialNotes: string;
  readonly sources: Readonly<Record<BriefField, Provenance>>;
  readonly generatedAt: Temporal.Instant;
}

export interface BriefInput {
  readonly customer: Customer;
  readonly stakeholders: readonly Stakeholder[];
  readonly tasks: readonly Task[];
  readonly activities: readonly Activity[];
  readonly meetings: readonly Meeting[];
  readonly risks: readonly Risk[];
  readonly escalations: readonly BriefEscalation[];
  readonly conversations: readonly BriefConversation[];
  /** Conversations of the past, for the communication history. */
  readonly opened?: readonly OpenedConversation[];
  readonly specialNotes: string;
  /** How to treat them in this time, beside what always holds. */
  readonly handlingNow?: string | null;
  /** What the owner set by hand. */
  readonly priorityOverride?: CustomerPriority | null;
  /** When the coverage runs. */
  readonly window: Span;
  /** The hours of a partial day; empty or missing when the whole time counts. */
  readonly hours?: readonly Span[];
  /** The owner's zone: decides what "today" is for renewals. */
  readonly timeZone: string;
  readonly now: Temporal.Instant;
  /** When each source was read; missing ones count as read now. */
  readonly sources?: Partial<Readonly<Record<BriefField, Provenance>>>;
}

const DEFAULT_SOURCES = {
  customer: 'crm',
  priority: 'understudy',
  key_contacts: 'crm',
  urgent_items: 'tasks',
  pending_tasks: 'tasks',
  recent_activity: 'activities',
  communication_history: 'activities',
  scheduled_events: 'calendar',
  risk_flags: 'risks',
  active_issues: 'escalations',
  conversations: 'conversations',
  special_handling: 'crm',
  special_notes: 'csm',
} as const satisfies Record<BriefField, string>;

const sourcesOf = ({ sources = {}, now }: BriefInput): CoverageBrief['sources'] => {
  const from = (field: BriefField): Provenance => sources[field] ?? { source: DEFAULT_SOURCES[field], asOf: now };
  return {
    customer: from('customer'),
    priority: from('priority'),
    key_contacts: from('key_contacts'),
    urgent_items: from('urgent_items'),
    pending_tasks: from('pending_tasks'),
    recent_activity: from('recent_activity'),
    communication_history: from('communication_history'),
    scheduled_events: from('scheduled_events'),
    risk_flags: from('risk_flags'),
    active_issues: from('active_issues'),
    conversations: from('conversations'),
    special_handling: from('special_handling'),
    special_notes: from('special_notes'),
  };
};

const RISK_ORDER = { high: 0, medium: 1, low: 2 } as const satisfies Record<Risk['severity'], number>;

/** Open and due by 14 days from now, overdue ones too, soonest first (PRD-258: urgent_items). */
export const urgentTasks = (tasks: readonly Task[], now: Temporal.Instant): (Task & { dueAt: Temporal.Instant })[] => {
  const limit = now.add({ hours: BRIEF_DAYS * 24 });
  const urgent: (Task & { dueAt: Temporal.Instant })[] = [];
  for (const task of tasks) {
    const { dueAt } = task;
    if (task.status === 'open' && dueAt !== null && compareInstants(dueAt, limit) <= 0) urgent.push({ ...task, dueAt });
  }
  return urgent.toSorted((a, b) => compareInstants(a.dueAt, b.dueAt) || byText(a.id, b.id));
};

const recent = (activities: readonly Activity[], now: Temporal.Instant): Activity[] => {
  const since = now.subtract({ hours: BRIEF_DAYS * 24 });
  return activities
    .filter(({ occurredAt }) => compareInstants(since, occurredAt) <= 0 && compareInstants(occurredAt, now) <= 0)
    .toSorted((a, b) => compareInstants(b.occurredAt, a.occurredAt) || byText(a.id, b.id))
    .slice(0, BRIEF_ACTIVITIES);
};

const bothOf = (always: string | null, now: string | null): string | null =>
  [always, now].filter((text) => text !== null && text.trim() !== '').join('\n\n') || null;

/**
 * One customer's brief from data that was read before (PRD-258 CoverageBrief, PRD-131 FR-3). At most 3 primary contacts in the
 * order given, urgent items within 14 days, the last 5 activities of 14 days, meetings that touch the window with advice, risks still
 * open (worst first), unresolved escalations, the notes. The lists may hold other customers' rows; those are left out.
 */
export const coverageBrief = (input: BriefInput): CoverageBrief => {
  const { customer, now, window, hours = [] } = input;
  const own = <Row extends { customerId: CustomerId }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.customerId === customer.id);
  const tasks = own(input.tasks).filter(({ status }) => status === 'open');
  const urgent = urgentTasks(tasks, now);
  const urgentIds = new Set(urgent.map(({ id }) => id));
  const risks = own(input.risks).filter(({ resolvedAt }) => !resolvedAt);
  const issues = input.escalations.filter(({ status }) => isUnresolved(status));
  const { priority, reasons } = priorityOf({
    customer,
    urgentItems: urgent.length,
    openSeverities: issues.map(({ severity }) => severity),
    activeRisks: risks.length,
    on: now.toZonedDateTimeISO(input.timeZone).toPlainDate(),
    override: input.priorityOverride ?? null,
  });

  const { id, name, arr, healthScore, healthChange30d, stage, segment, industry, renewalOn, language } = customer;
  return {
    customer: { id, name, arr, healthScore, healthChange30d, stage, segment, industry, renewalOn, language },
    priority,
    priorityReasons: reasons,
    keyContacts: own(input.stakeholders)
      .filter(({ isPrimary }) => isPrimary)
      .slice(0, BRIEF_CONTACTS)
      .map((one) => ({ id: one.id, name: one.name, email: one.email, title: one.title, role: one.role })),
    urgentItems: urgent.map((task) => ({
      taskId: task.id,
      type: task.kind,
      description: task.title,
      dueAt: task.dueAt,
    })),
    pendingTasks: tasks
      .filter((task) => !urgentIds.has(task.id))
      .map((task) => ({ id: task.id, kind: task.kind, title: task.title, dueAt: task.dueAt })),
    recentActivity: recent(own(input.activities), now).map((one) => ({
      id: one.id,
      userId: one.userId,
      kind: one.kind,
      summary: one.summary,
      occurredAt: one.occurredAt,
    })),
    communicationHistory: communicationHistory(own(input.activities), input.opened ?? [], now),
    scheduledEvents: own(input.meetings)
      .filter(
        (meeting) => overlaps(meeting, window) && (!hours.length || hours.some((part) => overlaps(meeting, part))),
      )
      .toSorted((a, b) => compareInstants(a.startsAt, b.startsAt) || byText(a.id, b.id))
      .map((one) => ({
        id: one.id,
        title: one.title,
        startsAt: one.startsAt,
        endsAt: one.endsAt,
        organizerId: one.organizerId,
        ...meetingAdvice({ meeting: one, absentId: customer.csmId, window, priority, priorityReasons: reasons }),
      })),
    riskFlags: risks
      .toSorted(
        (a, b) =>
          RISK_ORDER[a.severity] - RISK_ORDER[b.severity] ||
          compareInstants(b.openedAt, a.openedAt) ||
          byText(a.id, b.id),
      )
      .map((one) => ({
        id: one.id,
        kind: one.kind,
        description: one.description,
        severity: one.severity,
        openedAt: one.openedAt,
      })),
    activeIssues: issues.toSorted(
      (a, b) => byText(a.severity, b.severity) || compareInstants(a.dueAt, b.dueAt) || byText(a.id, b.id),
    ),
    conversations: input.conversations.toSorted(
      (a, b) =>
        Number(b.isWaitingForUs) - Number(a.isWaitingForUs) || compareInstants(b.lastMessageAt, a.lastMessageAt),
    ),
    specialHandling: bothOf(customer.specialHandling, input.handlingNow ?? null),
    specialNotes: input.specialNotes,
    sources: sourcesOf(input),
    generatedAt: now,
  };
};
