import type { Customer } from './customers.js';
import type { Severity } from './escalations.js';
import type { CustomerId } from './ids.js';
import { compareInstants } from './spans.js';
import { byText } from './ordering.js';

export const CUSTOMER_PRIORITIES = ['high', 'medium', 'low'] as const;
export type CustomerPriority = (typeof CUSTOMER_PRIORITIES)[number];

export type PriorityReason = 'override' | 'health' | 'renewal' | 'escalation' | 'risk' | 'urgent-item';

/** Below it a customer needs care first. */
export const LOW_HEALTH = 50;
/** A renewal so near is looked at first. */
export const NEAR_RENEWAL_DAYS = 30;

export interface PriorityInput {
  readonly customer: Pick<Customer, 'healthScore' | 'renewalOn'>;
  readonly urgentItems: number;
  /** Severities of the escalations that are not resolved. */
  readonly openSeverities: readonly Severity[];
  readonly activeRisks: number;
  /** Today, in the owner's zone. */
  readonly on: Temporal.PlainDate;
  readonly override?: CustomerPriority | null;
}

/** Whole days until the renewal, negative when it is past; null without a date. */
export const daysToRenewal = (customer: Pick<Customer, 'renewalOn'>, on: Temporal.PlainDate): number | null =>
  customer.renewalOn === null ? null : on.until(customer.renewalOn, { largestUnit: 'days' }).days;

/**
 * Priority of a covered customer (product.md 18): high when health is under 50, the renewal is within 30 days, a P0 or P1 is open or
 * a risk is active; medium with an urgent item; else low; what the owner set wins. Unknown health and a renewal that is past count
 * for nothing. All reasons that apply are given, also those that the override overrules.
 */
export const priorityOf = (input: PriorityInput): { priority: CustomerPriority; reasons: PriorityReason[] } => {
  const { customer, urgentItems, openSeverities, activeRisks, on, override = null } = input;
  const days = daysToRenewal(customer, on);
  const high: PriorityReason[] = [];
  if (customer.healthScore !== null && customer.healthScore < LOW_HEALTH) high.push('health');
  if (days !== null && days >= 0 && days <= NEAR_RENEWAL_DAYS) high.push('renewal');
  if (openSeverities.some((severity) => severity === 'P0' || severity === 'P1')) high.push('escalation');
  if (activeRisks > 0) high.push('risk');
  const reasons: PriorityReason[] = urgentItems > 0 ? [...high, 'urgent-item'] : high;
  if (override !== null) return { priority: override, reasons: ['override', ...reasons] };
  if (high.length > 0) return { priority: 'high', reasons };
  return { priority: urgentItems > 0 ? 'medium' : 'low', reasons };
};

export interface PortfolioRow {
  readonly customer: Pick<Customer, 'id' | 'name' | 'healthScore' | 'arr'> & { readonly id: CustomerId };
  readonly priority: CustomerPriority;
  readonly worstSeverity: Severity | null;
  /** The soonest thing due, of tasks and escalations. */
  readonly nextDueAt: Temporal.Instant | null;
}

const nullsLast = <Value>(a: Value | null, b: Value | null, compare: (a: Value, b: Value) => number): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : compare(a, b);

/** What presses first (PRD-131 FR-6): priority, worst escalation, what is due soonest, lowest health, most ARR, then the name. */
export const byRisk = (a: PortfolioRow, b: PortfolioRow): number =>
  CUSTOMER_PRIORITIES.indexOf(a.priority) - CUSTOMER_PRIORITIES.indexOf(b.priority) ||
  nullsLast(a.worstSeverity, b.worstSeverity, byText) ||
  nullsLast(a.nextDueAt, b.nextDueAt, compareInstants) ||
  nullsLast(a.customer.healthScore, b.customer.healthScore, (x, y) => x - y) ||
  nullsLast(a.customer.arr, b.customer.arr, (x, y) => y - x) ||
  byText(a.customer.name, b.customer.name) ||
  byText(a.customer.id, b.customer.id);
