import type { CoveredAccount } from '@understudy/contracts';
import type { BriefId, CustomerId, PortfolioRow, SummaryRow } from '@understudy/domain';
import type { z } from 'zod';
import type { BriefContent } from './brief-content.js';

interface Page {
  readonly customerId: CustomerId;
  readonly content: BriefContent;
}

const byTime = (a: Temporal.Instant, b: Temporal.Instant): number => Temporal.Instant.compare(a, b);

/** What decides where a written brief stands among others. */
export function toOrderRow({ customerId, content }: Page): PortfolioRow {
  const { name, arr, health_score: healthScore } = content.customer;
  const escalations = content.open_escalations.value;
  const [nextDueAt = null] = [
    ...content.urgent_items.value.map((item) => item.due_date),
    ...escalations.map((row) => row.due_at),
  ].toSorted(byTime);
  const [worstSeverity = null] = escalations.map(({ severity }) => severity).toSorted();
  return { customer: { id: customerId, name, arr, healthScore }, priority: content.priority, worstSeverity, nextDueAt };
}

export function toSummaryRow(content: BriefContent): SummaryRow {
  const { customer } = content;
  const meetings = content.scheduled_events.value;
  return {
    name: customer.name,
    priority: content.priority,
    reason: content.priority_reason,
    arr: customer.arr,
    healthScore: customer.health_score,
    healthChange30d: customer.health_change_30d,
    renewalOn: customer.renewal_date,
    urgent: content.urgent_items.value.map((item) => ({
      what: item.description,
      dueAt: item.due_date,
      isOverdue: item.overdue,
    })),
    openSeverities: content.open_escalations.value.map(({ severity }) => severity),
    risks: content.risk_flags.value.length,
    meetings: meetings.length,
    meetingsToLead: meetings.filter((row) => (row.handling ?? row.recommendation) === 'hand_over').length,
  };
}

/** PRD-131's CoveredAccount from a brief. */
export const toCoveredAccount = (
  { customerId, content }: Page,
  briefId: BriefId | null,
): z.output<typeof CoveredAccount> => ({
  customer_id: customerId,
  name: content.customer.name,
  priority: content.priority,
  priority_reason: content.priority_reason,
  health_score: content.customer.health_score,
  active_issues: [
    ...content.open_escalations.value.map(({ severity, title }) => `${severity}: ${title}`),
    ...content.risk_flags.value.map(({ description }) => description),
  ],
  upcoming_meetings: content.scheduled_events.value,
  pending_tasks: [
    ...content.urgent_items.value.map((item) => ({ id: item.task_id, title: item.description, due_at: item.due_date })),
    ...content.pending_tasks.value.map(({ id, title, due_at }) => ({ id, title, due_at })),
  ],
  key_contacts: content.key_contacts.value.map(({ name, title, email }) =>
    [name, ...(title ? [title] : []), ...(email ? [email] : [])].join(', '),
  ),
  context_notes: [
    content.special_handling.value ?? '',
    content.special_notes.value,
    ...content.ongoing_conversations.value.map(
      ({ subject, requester }) => `Open conversation: ${subject} (${requester})`,
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n'),
  brief_id: briefId,
});
