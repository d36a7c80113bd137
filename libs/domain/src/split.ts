import type { CustomerId, UserId } from './ids.js';
import { placeAtLeastCost } from './min-cost-flow.js';
import {
  exclusionOf,
  fitTenths,
  type SplitBackup,
  type SplitCustomer,
  type SplitExclusion,
  splitLoad,
} from './split-rows.js';
import { placeWeighted } from './split-weighted.js';

export * from './split-rows.js';

export type Unplaced = 'nobody_eligible' | 'no_capacity';

/** Why a customer went to somebody else: the answer to "why not Dana?". */
export type WhyNot =
  | { readonly because: 'chosen' | 'unknown_person' | 'full' | 'spread' | SplitExclusion }
  | {
      readonly because: 'fits_less';
      readonly fit: number;
      readonly chosen: UserId;
      readonly chosenFit: number;
    };

export interface Split {
  readonly placed: ReadonlyMap<CustomerId, UserId>;
  /** In the order of their ids. */
  readonly unplaced: readonly { readonly customerId: CustomerId; readonly reason: Unplaced }[];
  whyNot(customerId: CustomerId, userId: UserId): WhyNot;
}

export interface SplitInput {
  readonly customers: readonly SplitCustomer[];
  readonly backups: readonly SplitBackup[];
}

/** What spreading is counted in: so fine that rounding never makes a later place of one backup cheaper than an earlier one. */
const SPREAD = 1_000;

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a.id > b.id) - Number(a.id < b.id));

/** The cost of each next place of a backup with so many: the sum of them grows with the square of their share of what is free. */
export const spreadSteps = (places: number, wanted: number): number[] =>
  Array.from({ length: Math.min(places, wanted) }, (_, index) => Math.round((SPREAD * (2 * index + 1)) / places));

/** All customers weigh the same: places can be counted, and the flow is the optimum. */
const placeEqual = (customers: readonly SplitCustomer[], backups: readonly SplitBackup[]): (number | null)[] => {
  const load = customers[0] === undefined ? 1 : splitLoad(customers[0]);
  const placesOf = ({ capacity }: SplitBackup) =>
    load === 0 ? customers.length : Math.max(0, Math.floor(capacity / load + 1e-9));
  const best = customers.reduce(
    (most, one) => backups.reduce((so, { id }) => Math.max(so, fitTenths(one, id)), most),
    0,
  );
  // one tenth of fit outweighs all spreading, and one customer more outweighs all fit
  const tenth = SPREAD * customers.length + 1;
  const costs = customers.map((customer) =>
    backups.map((backup) =>
      exclusionOf(customer, backup) === null ? (best - fitTenths(customer, backup.id)) * tenth : null,
    ),
  );
  const leaveOut = (best + 1) * tenth * (customers.length + 1);
  return placeAtLeastCost({
    costs,
    steps: backups.map((backup) => spreadSteps(placesOf(backup), customers.length)),
    leaveOut,
  });
};

/**
 * Splits a portfolio among backups (product.md 9): each customer to one eligible backup, nobody over their capacity. As many customers as
 * possible are placed; of those ways the total fit is the greatest; of those the load is spread most evenly over what each has
 * left; what is still equal goes by id, so that the order of the rows never matters.
 *
 * That is the optimum when all customers weigh the same (a minimum-cost flow, exact up to 10,000 customers). With different loads the
 * problem is the generalised assignment problem, which is NP-hard: the flow is repaired and improved by moving and swapping until
 * neither helps. No capacity is exceeded then either, and no customer is left out whom somebody has room for.
 */
export const splitPortfolio = (input: SplitInput): Split => {
  const customers = byId(input.customers);
  const backups = byId(input.backups);
  const isEqual = customers.every((one) => splitLoad(one) === splitLoad(customers[0] ?? one));
  const places = isEqual ? placeEqual(customers, backups) : placeWeighted(customers, backups, placeEqual);

  const placed = new Map<CustomerId, UserId>();
  const left = new Map(backups.map(({ id, capacity }) => [id, capacity]));
  customers.forEach((customer, index) => {
    const backup = backups[places[index] ?? -1];
    if (!backup) return;
    placed.set(customer.id, backup.id);
    left.set(backup.id, (left.get(backup.id) ?? 0) - splitLoad(customer));
  });
  const unplaced = customers
    .filter(({ id }) => !placed.has(id))
    .map((customer) => {
      const isEligible = backups.some((backup) => exclusionOf(customer, backup) === null);
      return { customerId: customer.id, reason: isEligible ? ('no_capacity' as const) : ('nobody_eligible' as const) };
    });
  return { placed, unplaced, whyNot: whyNotIn(customers, backups, placed, left) };
};

const whyNotIn = (
  customers: readonly SplitCustomer[],
  backups: readonly SplitBackup[],
  placed: ReadonlyMap<CustomerId, UserId>,
  left: ReadonlyMap<UserId, number>,
): Split['whyNot'] => {
  const customerOf = new Map(customers.map((customer) => [customer.id, customer]));
  const backupOf = new Map(backups.map((backup) => [backup.id, backup]));
  return (customerId, userId) => {
    const [customer, backup, chosen] = [customerOf.get(customerId), backupOf.get(userId), placed.get(customerId)];
    if (!customer || !backup) return { because: 'unknown_person' };
    if (chosen === userId) return { because: 'chosen' };
    const exclusion = exclusionOf(customer, backup);
    if (exclusion !== null) return { because: exclusion };
    if (chosen !== undefined && fitTenths(customer, userId) < fitTenths(customer, chosen)) {
      const [fit, chosenFit] = [customer.fit.get(userId) ?? 0, customer.fit.get(chosen) ?? 0];
      return { because: 'fits_less', fit, chosen, chosenFit };
    }
    return { because: (left.get(userId) ?? 0) < splitLoad(customer) ? 'full' : 'spread' };
  };
};
