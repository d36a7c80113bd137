import type { EscalationStatus, Severity } from './escalations.js';
import type { UserId } from './ids.js';
import { byText } from './ordering.js';

export type FactValue = string | number | boolean | null;

/**
 * What is known of one customer at an instant, flat: "customer.health_score" or "tasks.<id>.status" → a plain value. Flat, so that a
 * difference is a list of paths, and whoever reads it later needs no version of our types.
 */
export type Facts = Readonly<Record<string, FactValue>>;

/** One path that differs. Without `from` it was not there before, without `to` it is gone. */
export interface FactChange {
  readonly path: string;
  readonly from?: FactValue;
  readonly to?: FactValue;
}

/** What turned `before` into `after`, by path. `applyChanges(before, difference(before, after))` is `after`: the law of the handback. */
export const difference = (before: Facts, after: Facts): FactChange[] => {
  const changes: FactChange[] = [];
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [had, has] = [Object.hasOwn(before, path), Object.hasOwn(after, path)];
    const [from, to] = [before[path], after[path]];
    if (had && has && from === to) continue;
    changes.push({ path, ...(had && from !== undefined && { from }), ...(has && to !== undefined && { to }) });
  }
  return changes.toSorted((a, b) => byText(a.path, b.path));
};

/** The facts after the changes. Changes of paths that stand differently than `from` says are applied all the same. */
export const applyChanges = (before: Facts, changes: readonly FactChange[]): Facts => {
  const after = new Map(Object.entries(before));
  for (const { path, to } of changes) {
    if (to === undefined) after.delete(path);
    else after.set(path, to);
  }
  return Object.fromEntries(after);
};

/** What the flat facts are made from; `since` decides nothing here: the caller gives what belongs in. */
export interface CustomerState {
  readonly healthScore: number | null;
  readonly stage: string | null;
  readonly arr: number | null;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly csmId: UserId | null;
  readonly specialHandling: string | null;
  readonly tasks: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly dueAt: Temporal.Instant | null;
    readonly assigneeId: UserId | null;
  }[];
  readonly risks: readonly {
    readonly id: string;
    readonly description: string;
    readonly severity: string;
    readonly isResolved: boolean;
  }[];
  readonly escalations: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly status: EscalationStatus;
    readonly dueAt: Temporal.Instant | null;
  }[];
  readonly stakeholders: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly title: string | null;
    readonly isPrimary: boolean;
  }[];
}

/** A customer's state as flat facts: what the departure snapshot keeps. */
export const factsOf = (state: CustomerState): Facts => {
  const facts: Record<string, FactValue> = {
    'customer.health_score': state.healthScore,
    'customer.stage': state.stage,
    'customer.arr': state.arr,
    'customer.renewal_on': state.renewalOn === null ? null : String(state.renewalOn),
    'customer.csm_id': state.csmId,
    'customer.special_handling': state.specialHandling,
  };
  const put = (prefix: string, fields: Readonly<Record<string, FactValue>>): void => {
    for (const [name, value] of Object.entries(fields)) facts[`${prefix}.${name}`] = value;
  };
  const textOf = (at: Temporal.Instant | null): string | null => (at === null ? null : String(at));
  for (const { id, title, status, dueAt, assigneeId } of state.tasks)
    put(`tasks.${id}`, { title, status, due_at: textOf(dueAt), assignee_id: assigneeId });
  for (const { id, description, severity, isResolved } of state.risks)
    put(`risks.${id}`, { title: description, severity, status: isResolved ? 'resolved' : 'open' });
  for (const { id, title, severity, status, dueAt } of state.escalations)
    put(`escalations.${id}`, { title, severity, status, due_at: textOf(dueAt) });
  for (const { id, name, email, title, isPrimary } of state.stakeholders)
    put(`stakeholders.${id}`, { name, email, title, is_primary: isPrimary });
  return facts;
};
