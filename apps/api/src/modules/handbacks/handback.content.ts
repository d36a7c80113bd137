import type {
  ChangedBy,
  CustomerHandback,
  CustomerId,
  Evidence,
  Facts,
  HandbackItem,
  Recommendation,
  UserId,
} from '@understudy/domain';
import type { StateRecord } from './customer-state.repository.js';
import { changeLabel, recommendationText } from './handback.words.js';
import type { Content } from './handbacks.repository.js';

/** One customer at the return beside how it stood at the departure. */
export interface ComparedCustomer {
  readonly state: StateRecord;
  readonly before: Facts;
  readonly after: Facts;
  readonly handback: CustomerHandback;
  readonly departedAt: Temporal.Instant;
}

/** On the wire: the rule, what it saw, and the sentence. */
export const toRecommendation = (
  { rule, evidence, withinDays }: Pick<Recommendation, 'rule' | 'evidence' | 'withinDays'>,
  { id, name }: { readonly id: CustomerId; readonly name: string },
): Content['recommendations'][number] => ({
  customer: { customer_id: id, name },
  rule,
  text: recommendationText({ rule, evidence }),
  evidence: [...evidence],
  within_days: withinDays,
});

/** The handback of all customers as it is stored and sent: names are those of that day. */
export function toContent(
  customers: readonly ComparedCustomer[],
  recommendations: Content['recommendations'],
  nameOf: (id: UserId | null) => string | null,
): Content {
  const byName = (by: ChangedBy | undefined): string | null =>
    by === undefined ? null : by.kind === 'user' ? nameOf(by.userId) : 'Understudy';
  const by = (evidence: Evidence | null) => ({ by: byName(evidence?.by), at: evidence?.at ?? null });
  const refOf = ({ state }: ComparedCustomer) => ({ customer_id: state.id, name: state.name });
  const item = (customer: ComparedCustomer, one: HandbackItem) => ({
    customer: refOf(customer),
    kind: one.kind,
    id: one.id,
    title: one.title,
    severity: one.severity,
    due_at: one.dueAt,
    was_there_before: one.wasThere,
    ...by(one.evidence),
  });
  const each = <Row>(rowsOf: (customer: ComparedCustomer) => readonly Row[]): Row[] => customers.flatMap(rowsOf);
  return {
    activities_during_absence: each((customer) =>
      customer.handback.activities.map((activity) => ({
        customer: refOf(customer),
        activity_type: activity.kind,
        description: activity.summary,
        outcome: activity.outcome,
        by: nameOf(activity.userId),
        at: activity.occurredAt,
      })),
    ).toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)),
    resolved_issues: each((customer) => customer.handback.resolved.map((one) => item(customer, one))),
    outstanding_issues: each((customer) => customer.handback.outstanding.map((one) => item(customer, one))),
    health_changes: each((customer) => {
      const { health, changes } = customer.handback;
      if (health === null) return [];
      const change = changes.find(({ path }) => path === 'customer.health_score');
      const who = byName(change?.evidence?.by);
      const evidence = change?.evidence ? [`${who ?? 'Somebody'}: ${change.evidence.what}`] : [];
      return [{ customer: refOf(customer), from: health.from, to: health.to, evidence }];
    }),
    sentiment_changes: each((customer) => {
      const { sentiment } = customer.handback;
      return sentiment === null ? [] : [{ customer: refOf(customer), ...sentiment, evidence: [...sentiment.evidence] }];
    }),
    changes: each((customer) =>
      customer.handback.changes.map((change) => ({
        customer: refOf(customer),
        path: change.path,
        what: changeLabel(change, customer.before, customer.after),
        ...(change.from !== undefined && { from: change.from }),
        ...(change.to !== undefined && { to: change.to }),
        ...by(change.evidence),
      })),
    ),
    recommendations: recommendations.toSorted((a, b) => a.within_days - b.within_days),
  };
}
