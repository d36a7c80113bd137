import { DomainError } from './errors.js';
import type { Severity } from './escalations.js';
import type { CategoryId, PlaybookId, UserId } from './ids.js';

/** Who is meant to do a step; a person only once the escalation is there. */
export const PLAYBOOK_ROLES = ['owner', 'secondary_owner', 'csm', 'manager', 'creator'] as const;
export type PlaybookRole = (typeof PLAYBOOK_ROLES)[number];

/** One suggested action; `dueMinutes` after the escalation was opened, by the wall clock; null: whenever. */
export interface PlaybookStep {
  readonly title: string;
  readonly details: string | null;
  readonly role: PlaybookRole;
  readonly dueMinutes: number | null;
}

/** Suggested actions for a kind of escalation (PRD-243, Notes). */
export interface Playbook {
  readonly id: PlaybookId;
  readonly name: string;
  /** Null: any category. */
  readonly categoryId: CategoryId | null;
  /** Empty: any severity. */
  readonly severities: readonly Severity[];
  readonly steps: readonly PlaybookStep[];
  readonly version: number;
}

/**
 * The playbook of a new escalation: of those that fit, the one that says most about it (category before severity), then the one with
 * fewer severities, then by name; null when none fits. Whatever order they come in, the answer is the same.
 */
export function choosePlaybook<P extends Pick<Playbook, 'categoryId' | 'severities' | 'name' | 'id'>>(
  playbooks: readonly P[],
  of: { readonly categoryId: CategoryId | null; readonly severity: Severity },
): P | null {
  const fitting = playbooks.filter(
    ({ categoryId, severities }) =>
      (categoryId === null || categoryId === of.categoryId) &&
      (severities.length === 0 || severities.includes(of.severity)),
  );
  return fitting.sort(bySpecificity)[0] ?? null;
}

type Ranked = Pick<Playbook, 'categoryId' | 'severities' | 'name' | 'id'>;
const breadth = ({ severities }: Ranked): number => severities.length || Number.MAX_SAFE_INTEGER;
const bySpecificity = (one: Ranked, other: Ranked): number =>
  Number(one.categoryId === null) - Number(other.categoryId === null) ||
  breadth(one) - breadth(other) ||
  (one.name < other.name ? -1 : one.name > other.name ? 1 : one.id < other.id ? -1 : 1);

/** A step as it stands in an escalation: copied when it was opened, so that later changes of the playbook do not reach it. */
export interface PlannedAction {
  /** From 1. */
  readonly position: number;
  readonly title: string;
  readonly details: string | null;
  readonly role: PlaybookRole;
  readonly dueAt: Temporal.Instant | null;
}

/** The steps in their order, with their instants. */
export const plannedActions = (steps: readonly PlaybookStep[], openedAt: Temporal.Instant): PlannedAction[] =>
  steps.map(({ title, details, role, dueMinutes }, index) => ({
    position: index + 1,
    title,
    details,
    role,
    dueAt: dueMinutes === null ? null : openedAt.add({ minutes: dueMinutes }),
  }));

export const ACTION_STATES = ['open', 'done', 'skipped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** What became of an action. */
export interface ActionOutcome {
  readonly state: ActionState;
  readonly note: string | null;
  readonly settledBy: UserId | null;
  readonly settledAt: Temporal.Instant | null;
}

/**
 * Done, skipped, or open again. Skipping says why, so that it is a decision and not an omission: throws playbooks.reason-required. The state it
 * has already changes nothing: answers the same object.
 */
export function settleAction<A extends ActionOutcome>(
  action: A,
  to: { readonly state: ActionState; readonly note: string | null },
  by: UserId,
  now: Temporal.Instant,
): A {
  const note = to.note?.trim() || null;
  if (to.state === action.state && (note === null || note === action.note)) return action;
  if (to.state === 'skipped' && note === null) throw new DomainError('playbooks.reason-required');
  const isOpen = to.state === 'open';
  return { ...action, state: to.state, note, settledBy: isOpen ? null : by, settledAt: isOpen ? null : now };
}
