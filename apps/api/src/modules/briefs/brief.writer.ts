import {
  asId,
  byRisk,
  type CoverageBrief as Brief,
  coverageBrief,
  type CustomerId,
  type CustomerPriority,
  isStage,
  type Provenance,
  type Span,
} from '@understudy/domain';
import {
  type CustomerFacts,
  type CustomerRecord,
  factsByCustomer,
  toActivity,
  toMeeting,
  toPersonRefOrNull,
  toRisk,
  toStakeholder,
  toTask,
} from '../customers/index.js';
import type { BriefContent } from './brief-content.js';
import { meetingWords, priorityWords } from './brief-words.js';

export interface WrittenBrief {
  readonly customerId: CustomerId;
  readonly content: BriefContent;
  readonly order: { readonly brief: Brief; readonly dueAt: Temporal.Instant | null };
}

/** What the owner left for one customer before leaving. */
export interface DepartureNote {
  readonly note: string;
  readonly handling: string | null;
  /** Overrules the computed priority. */
  readonly priority: CustomerPriority | null;
  readonly writtenAt: Temporal.Instant;
}

export interface BriefContext {
  readonly window: Span;
  /** The hours of a partial day; none when the whole time counts. */
  readonly hours?: readonly Span[];
  readonly timeZone: string;
  readonly now: Temporal.Instant;
  /** What the owner wrote for this absence, for all customers; a customer's own notes stand before it. */
  readonly instructions: string | null;
  readonly notes?: ReadonlyMap<CustomerId, DepartureNote>;
}

/** Our own rows are true as they are read; a customer's facts as of their last change, a note as of when it was written. */
const sourcesOf = (
  customer: CustomerRecord,
  left: DepartureNote | undefined,
  now: Temporal.Instant,
): Partial<Record<'customer' | 'special_handling' | 'special_notes', Provenance>> => {
  const facts = { source: customer.isFromCrm ? 'crm' : 'understudy', asOf: customer.updatedAt };
  return {
    customer: facts,
    special_handling: left?.handling ? { source: 'csm', asOf: left.writtenAt } : facts,
    special_notes: { source: 'csm', asOf: left?.writtenAt ?? now },
  };
};

/** The domain's brief of one customer from records; `facts` are that customer's. */
export function decideBrief(customer: CustomerRecord, facts: CustomerFacts, context: BriefContext): Brief {
  const left = context.notes?.get(customer.id);
  return coverageBrief({
    customer: {
      ...customer,
      csmId: customer.csm?.userId ?? null,
      stage: isStage(customer.stage) ? customer.stage : null,
      crmIds: [],
    },
    stakeholders: facts.stakeholders.map((row) => ({
      ...row,
      email: row.email ?? '',
      title: row.title ?? '',
      role: row.role ?? '',
    })),
    tasks: facts.tasks.map((row) => ({ ...row, assigneeId: row.assignee?.userId ?? null })),
    activities: facts.activities.map((row) => ({ ...row, userId: row.by?.userId ?? null })),
    meetings: facts.meetings.map((row) => ({ ...row, organizerId: row.organizer?.userId ?? null })),
    risks: facts.risks.map((row) => ({ ...row, resolvedAt: null })),
    escalations: facts.escalations.map((row) => ({ ...row, id: asId(row.id), status: 'open' as const })),
    conversations: [],
    opened: facts.conversations,
    specialNotes: [customer.ownerNotes, left?.note ?? '', context.instructions ?? '']
      .filter((text) => text.trim() !== '')
      .join('\n\n'),
    handlingNow: left?.handling ?? null,
    priorityOverride: left?.priority ?? null,
    sources: sourcesOf(customer, left, context.now),
    hours: context.hours ?? [],
    window: context.window,
    timeZone: context.timeZone,
    now: context.now,
  });
}

/** Briefs of all customers, most pressing first (PRD-131 FR-6). */
export function writeBriefs(
  customers: readonly CustomerRecord[],
  facts: CustomerFacts,
  context: BriefContext,
): WrittenBrief[] {
  const factsOf = factsByCustomer(facts);
  return customers
    .map((customer) => {
      const own = factsOf(customer.id);
      const brief = decideBrief(customer, own, context);
      return {
        customerId: customer.id,
        content: toContent(customer, own, brief, context),
        order: { brief, dueAt: nextDue(brief) },
      };
    })
    .toSorted((a, b) => byRisk(toOrder(a.order), toOrder(b.order)));
}

/** The soonest thing due of a brief: a task or an escalation. */
export function nextDue({ urgentItems, activeIssues }: Brief): Temporal.Instant | null {
  const dues = [...urgentItems, ...activeIssues]
    .map(({ dueAt }) => dueAt)
    .toSorted((a, b) => Temporal.Instant.compare(a, b));
  return dues[0] ?? null;
}

export const toOrder = ({ brief, dueAt }: WrittenBrief['order']) => ({
  customer: brief.customer,
  priority: brief.priority,
  worstSeverity: brief.activeIssues[0]?.severity ?? null,
  nextDueAt: dueAt,
});

function toContent(customer: CustomerRecord, facts: CustomerFacts, brief: Brief, { now }: BriefContext): BriefContent {
  const from = (field: keyof Brief['sources']) => ({
    source: brief.sources[field].source,
    as_of: brief.sources[field].asOf,
  });
  const pick = <Row extends { readonly id: string }>(
    rows: readonly Row[],
    wanted: readonly { readonly id: string }[],
  ): Row[] => wanted.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []);
  return {
    priority: brief.priority,
    priority_reason: priorityWords(brief.priorityReasons),
    customer: {
      name: customer.name,
      arr: customer.arr,
      health_score: customer.healthScore,
      health_change_30d: customer.healthChange30d,
      stage: customer.stage,
      segment: customer.segment,
      renewal_date: customer.renewalOn,
      ...from('customer'),
    },
    key_contacts: { value: pick(facts.stakeholders, brief.keyContacts).map(toStakeholder), ...from('key_contacts') },
    urgent_items: {
      value: brief.urgentItems.map((item) => ({
        type: item.type,
        description: item.description,
        due_date: item.dueAt,
        task_id: item.taskId,
        overdue: Temporal.Instant.compare(item.dueAt, now) < 0,
      })),
      ...from('urgent_items'),
    },
    pending_tasks: { value: pick(facts.tasks, brief.pendingTasks).map(toTask), ...from('pending_tasks') },
    recent_activity: {
      value: pick(facts.activities, brief.recentActivity).map(toActivity),
      ...from('recent_activity'),
    },
    communication_history: {
      value: brief.communicationHistory.map(({ id, channel, at, summary, requester }) => ({
        id,
        channel,
        at,
        summary,
        by: toPersonRefOrNull(facts.activities.find((row) => row.id === id)?.by ?? null),
        requester,
      })),
      ...from('communication_history'),
    },
    scheduled_events: {
      value: brief.scheduledEvents.flatMap(({ id, recommendation, reason }) =>
        pick(facts.meetings, [{ id }]).map((row) => ({
          ...toMeeting(row),
          recommendation,
          recommendation_reason: meetingWords(reason),
        })),
      ),
      ...from('scheduled_events'),
    },
    risk_flags: { value: pick(facts.risks, brief.riskFlags).map(toRisk), ...from('risk_flags') },
    open_escalations: {
      value: brief.activeIssues.map(({ id, title, severity, dueAt }) => ({ id, title, severity, due_at: dueAt })),
      ...from('active_issues'),
    },
    ongoing_conversations: {
      value: facts.conversations
        .filter(({ status }) => status !== 'completed')
        .map(({ id, subject, status, requester }) => ({ id, subject, status, requester })),
      ...from('conversations'),
    },
    special_notes: { value: brief.specialNotes, ...from('special_notes') },
    special_handling: { value: brief.specialHandling, ...from('special_handling') },
  };
}
