import type { CategoryOwners } from './escalation-routing.js';
import { type Severity, SEVERITIES } from './escalations.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import type { OwnerWhy } from './owner-choice.js';
import type { Roster } from './roster.js';
import { routingConditionHolds, type RoutedCustomer, routingFactsAt } from './routing-match.js';
import type { RoutingRule } from './routing-rules.js';
import { compareInstants } from './spans.js';
import { type CustomerClass, DeadEndSearch, type Found, type Question } from './dead-end-search.js';

/** How far ahead the check looks. */
export const DEAD_END_DAYS = 90;

export interface CheckedCustomer extends RoutedCustomer {
  readonly id: CustomerId;
}

export interface DeadEndInput {
  readonly book: readonly RoutingRule[];
  readonly categories: readonly (CategoryOwners & { readonly name: string })[];
  readonly customers: readonly CheckedCustomer[];
  /** Of every team that a rule or a category names: whoever is in it and active. */
  readonly members: ReadonlyMap<TeamId, readonly UserId[]>;
  readonly roster: Roster;
  readonly from: Temporal.Instant;
  readonly days?: number;
  /** The book as it stands: what is a dead end by it already is left out, so that what remains is what the change adds. */
  readonly before?: readonly RoutingRule[];
}

/** An escalation that would find nobody in time: when, for whom, and what was tried. */
export interface DeadEnd {
  readonly category: string;
  readonly severity: Severity;
  /** In the zone of the customer's CSM. */
  readonly hour: number;
  readonly weekday: number;
  readonly at: Temporal.Instant;
  /** When somebody is there again; null when not within the horizon. */
  readonly until: Temporal.Instant | null;
  /** One of those who are first, and for how many customers there is any dead end of this category and severity. */
  readonly customerId: CustomerId;
  readonly customers: number;
  readonly ruleId: string | null;
  readonly why: readonly OwnerWhy[];
}

const CUSTOMER_FIELDS: ReadonlySet<string> = new Set([
  'customer.arr',
  'customer.health_score',
  'customer.segment',
  'customer.industry',
  'customer.stage',
  'csm.team',
  'escalation.arr_at_risk',
]);
/** The coverage of single customers that each customer is in. */
const coversByCustomer = (all: Roster): ReadonlyMap<CustomerId, string> => {
  const covers = new Map<CustomerId, string>();
  for (const group of all.covers.values())
    for (const { id, customerIds } of group)
      for (const customerId of customerIds ?? []) covers.set(customerId, `${covers.get(customerId) ?? ''} ${id}`);
  return covers;
};

const classesOf = ({ customers, roster, from, ...given }: DeadEndInput): CustomerClass[] => {
  const book = [...given.book, ...(given.before ?? [])];
  const conditions = book.flatMap((rule) => rule.conditions).filter(({ field }) => CUSTOMER_FIELDS.has(field));
  const asksRenewal = book.some((rule) => rule.conditions.some(({ field }) => field === 'customer.days_to_renewal'));
  const covers = coversByCustomer(roster);
  const groups = Map.groupBy(customers, (customer) => {
    const facts = routingFactsAt(customer, { category: '', severity: 'P0', arrAtRisk: customer.arr }, from, roster);
    const answers = conditions.map((condition) => Number(routingConditionHolds(condition, facts))).join('');
    const renewal = asksRenewal ? String(customer.renewalOn) : '';
    return [customer.csmId, answers, renewal, covers.get(customer.id) ?? ''].join('|');
  });
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    return one ? [{ one, covers: covers.get(one.id) ?? '', ids: group.map(({ id }) => id) }] : [];
  });
};

/** The response clock of P3 is a day: a gap that begins at the end of the horizon is seen whole. */
const BEYOND_HOURS = 48;

/**
 * Where an escalation would find nobody in time (product.md, "escalation policy check"; PRD-243 FR-2): for every category, severity and
 * hour of the coming days, and every customer there is, with absences, coverage and managers as they are known now. Somebody who is
 * back before the response clock runs out counts as reachable; hours off work do not make anybody unreachable. One dead end for each
 * category and severity, the earliest; none is the promise that there is none, or with `before` none that was not there.
 */
export const deadEnds = (input: DeadEndInput): readonly DeadEnd[] => {
  const { from, days = DEAD_END_DAYS } = input;
  const endsAt = from.add({ hours: days * 24 });
  const search = new DeadEndSearch(input, { startsAt: from, endsAt: endsAt.add({ hours: BEYOND_HOURS }) });
  const classes = classesOf(input);
  return input.categories.flatMap((category) =>
    SEVERITIES.flatMap((severity) => {
      let first: { readonly question: Question; readonly found: Found } | null = null;
      for (const who of classes) {
        const question = { category, severity, who };
        const found = search.find(question, first && first.found.at);
        const isFirst = found && (first === null || compareInstants(found.at, first.found.at) < 0);
        if (isFirst && compareInstants(found.at, endsAt) < 0) first = { question, found };
      }
      if (!first) return [];
      const concerned = classes.filter((who) => {
        const found = search.find({ category, severity, who }, null);
        return found && compareInstants(found.at, endsAt) < 0;
      });
      const customers = concerned.reduce((sum, { ids }) => sum + ids.length, 0);
      return [search.tell(first.question, first.found, customers)];
    }),
  );
};
