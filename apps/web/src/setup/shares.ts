import type { Proposal } from './setup-draft.js';

export type SharedCustomer = Proposal['customers'][number];

/** Somebody who shares, with what they would have. */
export interface Lane {
  readonly userId: string;
  readonly name: string;
  readonly customers: readonly SharedCustomer[];
  readonly arr: number;
  /** What they carry without this absence, with their share, and at most. */
  readonly load: number;
  readonly loadAfter: number;
  readonly capacity: number;
}
export interface Shares {
  readonly lanes: readonly Lane[];
  readonly unplaced: readonly SharedCustomer[];
}

const round = (value: number): number => Math.round(value * 10) / 10;
const byWorth = (a: SharedCustomer, b: SharedCustomer) => b.arr - a.arr || a.name.localeCompare(b.name);

/**
 * Who has which customers by the proposal, and over it what was placed by hand since: what is drawn while the server works the same
 * out. Lanes of those who are chosen, also of whoever has nothing yet; the one with most first.
 */
export function sharesOf(
  { customers, people, shares }: Proposal,
  byHand: Readonly<Record<string, string>>,
  among: readonly string[] | null,
): Shares {
  const chosen = among ?? shares.map(({ backup }) => backup.user_id);
  const holderOf = (customer: SharedCustomer): string | null => {
    const holder = byHand[customer.customer_id] ?? customer.backup_user_id;
    return holder !== null && chosen.includes(holder) ? holder : null;
  };
  const groups = Map.groupBy(customers, holderOf);
  const lanes = chosen.flatMap((userId): Lane[] => {
    const person = people.find((each) => each.user_id === userId);
    const share = shares.find(({ backup }) => backup.user_id === userId);
    const name = person?.name ?? share?.backup.name;
    if (name === undefined) return [];
    const own = (groups.get(userId) ?? []).toSorted(byWorth);
    const load = share?.load ?? (person ? person.load.customers + person.load.coverage : 0);
    return [
      {
        userId,
        name,
        customers: own,
        arr: own.reduce((sum, { arr }) => sum + arr, 0),
        load: round(load),
        loadAfter: round(load + own.reduce((sum, { points }) => sum + points, 0)),
        capacity: share?.capacity_points ?? person?.load.capacity_points ?? 0,
      },
    ];
  });
  return { lanes, unplaced: (groups.get(null) ?? []).toSorted(byWorth) };
}

/** Why this person must not have the customer; null when they may. */
export const whyNot = (customer: SharedCustomer, userId: string): string | null =>
  customer.not.find((each) => each.user_id === userId)?.reason ?? null;

/** What letting go over this lane would come to: "Drop here: Eva 13, Ben 16", or why it cannot be. */
export function dropWords({ lanes }: Shares, customer: SharedCustomer, targetId: string): string {
  const target = lanes.find(({ userId }) => userId === targetId);
  const from = lanes.find((lane) => lane.customers.some((each) => each.customer_id === customer.customer_id));
  if (!target) return '';
  const first = (name: string) => name.split(' ')[0] ?? name;
  const reason = whyNot(customer, targetId);
  if (reason) return `${first(target.name)} ${reason}`;
  if (from?.userId === targetId) return `Stays with ${first(target.name)}`;
  const over = target.loadAfter + customer.points - target.capacity;
  const after = [`${first(target.name)} ${target.customers.length + 1}`];
  if (from) after.push(`${first(from.name)} ${from.customers.length - 1}`);
  return `Drop here: ${after.join(', ')}${over > 0 ? `, ${round(over)} over capacity` : ''}`;
}
