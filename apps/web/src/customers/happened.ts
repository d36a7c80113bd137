import type { Brief, Customer } from './customer-page.js';

/** One entry of the customer's timeline. */
export interface Happened {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly text: string;
  /** Who of ours; null when it came from the customer. */
  readonly by: string | null;
  /** Who of theirs. */
  readonly from: string | null;
}

/** Activities and what was said, once each, newest first. The brief repeats the customer's own activities. */
export function happenedAt(
  customer: Pick<Customer, 'activities'>,
  brief: Pick<Brief, 'recent_activity' | 'communication_history'> | null,
): readonly Happened[] {
  const activities = [...customer.activities, ...(brief?.recent_activity.value ?? [])].map((activity) => ({
    id: activity.id,
    kind: activity.kind,
    at: activity.occurred_at,
    text: activity.summary,
    by: activity.by?.name ?? null,
    from: null,
  }));
  const said = (brief?.communication_history.value ?? []).map((exchange) => ({
    id: exchange.id,
    kind: exchange.channel,
    at: exchange.at,
    text: exchange.summary,
    by: exchange.by?.name ?? null,
    from: exchange.requester,
  }));
  const once = new Map<string, Happened>([...said, ...activities].map((entry) => [entry.id, entry]));
  return [...once.values()].toSorted((a, b) => b.at.localeCompare(a.at));
}

/** The kinds that are there, each with how many, the most frequent first. */
export function kindsOf(entries: readonly Happened[]): readonly { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
}
