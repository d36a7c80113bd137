import type { BriefView, ChangeKind, FactsView } from '@understudy/cards';
import type { CoverageBrief } from '@understudy/contracts';
import type { z } from 'zod';

const CURRENCY = 'EUR';
const PRIORITIES = { high: 'High', medium: 'Medium', low: 'Low' } as const;
type Brief = z.output<typeof CoverageBrief>;

export const factsOf = (customer: {
  arr: number;
  health_score: number;
  renewal_on: Temporal.PlainDate | null;
}): FactsView => ({
  arr: customer.arr,
  currency: CURRENCY,
  healthScore: customer.health_score,
  renewalOn: customer.renewal_on && String(customer.renewal_on),
});

function changeKind(text: string): ChangeKind {
  const [, was, is] = /^Health (\d+) → (\d+)$/.exec(text) ?? [];
  if (was !== undefined && is !== undefined) return Number(is) < Number(was) ? 'health-down' : 'health-up';
  if (text.startsWith('Escalat')) return 'escalation';
  return 'other';
}

/** A brief as the card beside the e-mail shows it. */
export function briefView(brief: Brief, publicUrl: string): BriefView {
  const last = brief.recent_activity.value[0];
  return {
    id: brief.id,
    acknowledgedAt: brief.acknowledged_at && String(brief.acknowledged_at),
    priority: `${PRIORITIES[brief.priority]}: ${brief.priority_reason}`,
    lastLookedAt: brief.viewed_at && String(brief.viewed_at),
    changes: brief.changed_since_viewed.map((text) => ({ kind: changeKind(text), text })),
    urgent: [
      ...brief.open_escalations.value.map((row) => ({
        title: row.title,
        dueAt: String(row.due_at),
        taskId: null,
        escalation: { severity: row.severity, url: `${publicUrl}/escalations/${row.id}` },
      })),
      ...brief.urgent_items.value.map((item) => ({
        title: item.description,
        dueAt: String(item.due_date),
        taskId: item.task_id,
        escalation: null,
      })),
    ],
    facts: factsOf({ ...brief.customer, renewal_on: brief.customer.renewal_date }),
    handleWithCare: brief.special_handling.value,
    risks: brief.risk_flags.value.map((risk) => risk.description),
    people: brief.key_contacts.value.map((row) => ({
      name: row.name,
      role: row.role,
      detail: row.title,
      email: row.email,
    })),
    meetings: brief.scheduled_events.value.map((row) => ({
      title: row.title,
      startsAt: String(row.starts_at),
      detail: row.organizer?.name ?? null,
    })),
    lastActivity: last ? { summary: last.summary, at: String(last.occurred_at) } : null,
    tasks: brief.pending_tasks.value.map((row) => ({
      id: row.id,
      title: row.title,
      dueAt: row.due_at && String(row.due_at),
    })),
    said: brief.communication_history.value.map((row) => ({
      summary: row.summary,
      at: String(row.at),
      by: row.by?.name ?? row.requester,
    })),
    ownerNote: brief.special_notes.value || null,
    notes: brief.notes_added || null,
  };
}
