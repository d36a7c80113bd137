import { CoverageBrief } from '@understudy/contracts';
import {
  asId,
  byRisk,
  type CoverageBrief as Brief,
  coverageBrief,
  type CustomerId,
  isStage,
  type PriorityReason,
  type Span,
} from '@understudy/domain';
import { z } from 'zod';
import {
  type CustomerFacts,
  type CustomerRecord,
  factsByCustomer,
  toActivity,
  toMeeting,
  toRisk,
  toStakeholder,
  toTask,
} from '../customers/index.js';

/** The part of a brief that is written and kept; who read it and what was noted stands in its row. */
export const BriefContent = CoverageBrief.omit({
  id: true,
  coverage_assignment_id: true,
  customer_id: true,
  generated_at: true,
  frozen: true,
  notes_added: true,
  viewed_at: true,
  acknowledged_at: true,
  changed_since_viewed: true,
});
export type BriefContent = z.output<typeof BriefContent>;

export interface WrittenBrief {
  readonly customerId: CustomerId;
  readonly content: BriefContent;
  readonly order: { readonly brief: Brief; readonly dueAt: Temporal.Instant | null };
}

export interface BriefContext {
  readonly window: Span;
  readonly timeZone: string;
  readonly now: Temporal.Instant;
  /** What the owner wrote for this absence, for all customers; a customer's own notes stand before it. */
  readonly instructions: string | null;
}

const REASONS = {
  override: 'set by the owner',
  health: 'health under 50',
  renewal: 'renewal within 30 days',
  escalation: 'open P0 or P1',
  risk: 'active risk',
  'urgent-item': 'something urgent within 14 days',
} as const satisfies Record<PriorityReason, string>;

/** Priority reasons as one line; "nothing due within 14 days" when there is none. */
export const priorityWords = (reasons: readonly PriorityReason[]): string =>
  reasons.length === 0 ? 'nothing due within 14 days' : reasons.map((reason) => REASONS[reason]).join(', ');

/** The domain's brief of one customer from records; `facts` are that customer's. */
export function decideBrief(customer: CustomerRecord, facts: CustomerFacts, context: BriefContext): Brief {
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
    activities: facts.activities.map((row) => ({ ...row, id: asId(row.id), userId: row.by?.userId ?? null })),
    meetings: facts.meetings.map((row) => ({ ...row, id: asId(row.id), organizerId: row.organizer?.userId ?? null })),
    risks: facts.risks.map((row) => ({ ...row, id: asId(row.id), resolvedAt: null })),
    escalations: facts.escalations.map((row) => ({ ...row, id: asId(row.id), status: 'open' as const })),
    conversations: [],
    specialNotes: [customer.ownerNotes, context.instructions ?? ''].filter((text) => text !== '').join('\n\n'),
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
    scheduled_events: {
      value: pick(facts.meetings, brief.scheduledEvents).map(toMeeting),
      ...from('scheduled_events'),
    },
    risk_flags: { value: pick(facts.risks, brief.riskFlags).map(toRisk), ...from('risk_flags') },
    open_escalations: {
      value: brief.activeIssues.map(({ id, title, severity, dueAt }) => ({ id, title, severity, due_at: dueAt })),
      ...from('active_issues'),
    },
    ongoing_conversations: {
      value: facts.conversations.map(({ id, subject, status, requester }) => ({ id, subject, status, requester })),
      ...from('conversations'),
    },
    special_notes: { value: brief.specialNotes, ...from('special_notes') },
    special_handling: { value: brief.specialHandling, ...from('special_handling') },
  };
}
