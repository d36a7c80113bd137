import { awaySpans } from './absences.js';
import type { CustomerId, UserId } from './ids.js';
import { daysToRenewal, LOW_HEALTH, NEAR_RENEWAL_DAYS } from './priorities.js';
import { availableInstead, type Because, responsibleIn } from './responsible.js';
import { absencesAt, isAbsentAt, type Roster } from './roster.js';
import { compareEnds, compareInstants } from './spans.js';

/** With whom something is at an instant, and why. */
export interface Routed {
  /** null: nobody is there. */
  readonly userId: UserId | null;
  /** In whose place; null when it is their own. */
  readonly forUserId: UserId | null;
  readonly because: Because | 'assignee';
}

interface OfCustomer {
  readonly id: CustomerId;
  readonly csmId: UserId | null;
}

export interface TaskToRoute {
  readonly customer: OfCustomer;
  /** null: whoever looks after the customer. */
  readonly assigneeId: UserId | null;
  readonly dueAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

/** Whoever looks after the customer at that instant. */
export const routeAlert = (customer: OfCustomer, at: Temporal.Instant, all: Roster): Routed => {
  const { responsible, because } = responsibleIn(all, { customer, at });
  return { userId: responsible, forUserId: responsible === customer.csmId ? null : customer.csmId, because };
};

/** The person is away in parts of a day only, or for a long time: what counts is what they are away by at that instant. */
const waitsForReturn = (userId: UserId, task: TaskToRoute, at: Temporal.Instant, all: Roster): boolean =>
  absencesAt(userId, at, all).every((absence) => {
    const current = awaySpans(absence).find(
      ({ startsAt, endsAt }) => compareInstants(startsAt, at) <= 0 && compareEnds(at, endsAt) < 0,
    );
    const backAt = current?.endsAt ?? absence.during.endsAt;
    const isDueBefore = task.dueAt !== null && compareEnds(task.dueAt, backAt) < 0;
    const isNew = compareInstants(task.createdAt, absence.during.startsAt) >= 0;
    return !isDueBefore && !isNew;
  });

/**
 * With whom a task is at an instant (product.md 11, PRD-131 FR-5): with its assignee, without one with whoever looks after the
 * customer. While that person is away it is redirected when it is due before they are back (also when it was overdue already) or came
 * up in that time; everything else waits for them.
 */
export const routeTask = (task: TaskToRoute, at: Temporal.Instant, all: Roster): Routed => {
  const { customer } = task;
  const personId = task.assigneeId ?? customer.csmId;
  if (personId === null) return routeAlert(customer, at, all);
  const because = task.assigneeId === null || task.assigneeId === customer.csmId ? 'owner' : 'assignee';
  const leftAt = all.people.get(personId)?.leftAt ?? null;
  const hasLeft = leftAt !== null && compareInstants(leftAt, at) <= 0;
  const isHere = !hasLeft && !isAbsentAt(personId, at, all);
  if (isHere || (!hasLeft && waitsForReturn(personId, task, at, all)))
    return { userId: personId, forUserId: null, because };
  if (because === 'owner') return routeAlert(customer, at, all);
  const { userId } = availableInstead(all, personId, at, customer.id);
  return userId === null
    ? { ...routeAlert(customer, at, all), forUserId: personId }
    : { userId, forUserId: personId, because: 'coverage' };
};

export interface Watched {
  readonly id: CustomerId;
  readonly healthScore: number;
  readonly healthChange30d: number;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly risks: readonly { readonly id: string; readonly description: string; readonly openedAt: string }[];
}

export interface RaisedAlert {
  readonly id: string;
  readonly kind: 'risk-opened' | 'health-dropped' | 'renewal-near';
  readonly title: string;
  readonly since: Temporal.Instant | null;
}

/** A fall of so many points in thirty days is worth a look, whatever is left. */
const STEEP_FALL = -15;

/** What needs a look at a customer today (product.md 18's thresholds): every open risk, low or falling health, a renewal within thirty days. */
export const alertsOf = (customer: Watched, on: Temporal.PlainDate): RaisedAlert[] => {
  const { id, healthScore, healthChange30d, risks } = customer;
  const alerts: RaisedAlert[] = risks.map((risk) => ({
    id: `risk:${risk.id}`,
    kind: 'risk-opened',
    title: risk.description,
    since: Temporal.Instant.from(risk.openedAt),
  }));
  if (healthScore < LOW_HEALTH || healthChange30d <= STEEP_FALL) {
    const change =
      healthChange30d === 0 ? '' : `, ${healthChange30d > 0 ? 'up' : 'down'} ${Math.abs(healthChange30d)} in 30 days`;
    alerts.push({
      id: `health:${id}`,
      kind: 'health-dropped',
      title: `Health ${healthScore} of 100${change}`,
      since: null,
    });
  }
  const days = daysToRenewal(customer, on);
  if (days !== null && days >= 0 && days <= NEAR_RENEWAL_DAYS) {
    const title = days === 0 ? 'Renews today' : `Renews in ${days} ${days === 1 ? 'day' : 'days'}`;
    alerts.push({ id: `renewal:${id}`, kind: 'renewal-near', title, since: null });
  }
  return alerts;
};
