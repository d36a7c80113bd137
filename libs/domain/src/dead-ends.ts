import { stepsOf, type CategoryOwners } from './escalation-routing.js';
import { RESPONSE_MINUTES, type Severity, SEVERITIES } from './escalations.js';
import { dayOf } from './days.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import { chooseOwner, type OwnerWhy } from './owner-choice.js';
import { daysToRenewal } from './priorities.js';
import { type Horizon, intersectAll, Reach } from './reach.js';
import { isAbsentAt, type Roster } from './roster.js';
import { matchingRule, routingConditionHolds, type RoutingFacts, ruleMatches, weekHourOf } from './routing-match.js';
import type { RoutingRule } from './routing-rules.js';
import { compareInstants, contains, type Span, union } from './spans.js';

/** How far ahead the check looks. */
export const DEAD_END_DAYS = 90;

export interface CheckedCustomer {
  readonly id: CustomerId;
  readonly csmId: UserId | null;
  /** Of the CSM: hours and weekdays of rules are theirs. */
  readonly timeZone: string;
  /** The CSM's team by what a rule may call it. */
  readonly csmTeam: readonly string[];
  readonly arr: number | null;
  readonly healthScore: number | null;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly stage: string | null;
  readonly renewalOn: Temporal.PlainDate | null;
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
  /** One of them, and how many there are with the same category and severity. */
  readonly customerId: CustomerId;
  readonly customers: number;
  readonly ruleId: string | null;
  readonly why: readonly OwnerWhy[];
}

/** Customers between whom no rule and no coverage makes a difference. */
interface CustomerClass {
  readonly one: CheckedCustomer;
  readonly covers: string;
  readonly ids: readonly CustomerId[];
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
const CHANGING_FIELDS: ReadonlySet<string> = new Set(['hour', 'weekday', 'csm.absent', 'customer.days_to_renewal']);

const factsOf = (
  customer: CheckedCustomer,
  asked: { readonly category: string; readonly severity: Severity; readonly arrAtRisk: number | null },
  at: Temporal.Instant,
  all: Roster,
): RoutingFacts => ({
  ...asked,
  customer: { ...customer, daysToRenewal: daysToRenewal(customer, dayOf(at, customer.timeZone)) },
  csm: { team: customer.csmTeam, isAbsent: customer.csmId === null ? null : isAbsentAt(customer.csmId, at, all) },
  ...weekHourOf(at, customer.timeZone),
});

/** The coverage of single customers that each customer is in. */
const coversByCustomer = (all: Roster): ReadonlyMap<CustomerId, string> => {
  const covers = new Map<CustomerId, string>();
  for (const group of all.covers.values())
    for (const { id, customerIds } of group)
      for (const customerId of customerIds ?? []) covers.set(customerId, `${covers.get(customerId) ?? ''} ${id}`);
  return covers;
};

const classesOf = ({ book, customers, roster, from }: DeadEndInput): CustomerClass[] => {
  const conditions = book.flatMap((rule) => rule.conditions).filter(({ field }) => CUSTOMER_FIELDS.has(field));
  const asksRenewal = book.some((rule) => rule.conditions.some(({ field }) => field === 'customer.days_to_renewal'));
  const covers = coversByCustomer(roster);
  const groups = Map.groupBy(customers, (customer) => {
    const facts = factsOf(customer, { category: '', severity: 'P0', arrAtRisk: customer.arr }, from, roster);
    const answers = conditions.map((condition) => Number(routingConditionHolds(condition, facts))).join('');
    const renewal = asksRenewal ? String(customer.renewalOn) : '';
    return [customer.csmId, answers, renewal, covers.get(customer.id) ?? ''].join('|');
  });
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    return one ? [{ one, covers: covers.get(one.id) ?? '', ids: group.map(({ id }) => id) }] : [];
  });
};

/** ARR at risk is typed by whoever escalates: the customer's own, and one on each side of every bound that a rule names. */
const amountsOf = (book: readonly RoutingRule[], { arr }: CheckedCustomer): (number | null)[] => {
  const bounds = book.flatMap(({ conditions }) =>
    conditions.flatMap(({ field, value }) => (field === 'escalation.arr_at_risk' ? [value].flat() : [])),
  );
  const amounts = bounds.flatMap((bound) => (typeof bound === 'number' ? [bound - 1, bound, bound + 1] : []));
  return [...new Set([arr, ...amounts.filter((amount) => amount >= 0)])];
};

const HOUR_MS = 3_600_000;

/** The start of a span and every full hour of the zone inside it: where the hour, the weekday or the day may be another one. */
function* hoursIn(span: Span & { endsAt: Temporal.Instant }, timeZone: string): Generator<Temporal.Instant> {
  yield span.startsAt;
  const firstHour = span.startsAt.toZonedDateTimeISO(timeZone).round({ smallestUnit: 'hour', roundingMode: 'floor' });
  for (let ms = firstHour.epochMilliseconds + HOUR_MS; ms < span.endsAt.epochMilliseconds; ms += HOUR_MS)
    yield Temporal.Instant.fromEpochMilliseconds(ms);
}

/** One question of the check: this category and severity, for these customers. */
class Cell {
  private readonly steps = new Map<RoutingRule | null, readonly Span[]>();

  constructor(
    private readonly input: DeadEndInput,
    private readonly reach: Reach,
    private readonly category: DeadEndInput['categories'][number],
    private readonly severity: Severity,
    private readonly who: CustomerClass,
    private readonly horizon: Horizon,
  ) {}

  /** The first instant at which nobody would be found in time, by whichever rule then matches. */
  find(): DeadEnd | null {
    // without a rule there are the fewest ways: when these always give somebody, every rule does
    const base = this.gapsOf(null);
    if (base.length === 0) return null;
    let first: DeadEnd | null = null;
    for (const arrAtRisk of amountsOf(this.input.book, this.who.one)) {
      const found = this.findFor(arrAtRisk, base);
      if (found && (first === null || compareInstants(found.at, first.at) < 0)) first = found;
    }
    return first;
  }

  private findFor(arrAtRisk: number | null, base: readonly Span[]): DeadEnd | null {
    const { book, roster } = this.input;
    const asked = { category: this.category.name, severity: this.severity, arrAtRisk };
    const factsAt = (at: Temporal.Instant) => factsOf(this.who.one, asked, at, roster);
    const possible = book.filter((rule) => ruleMatches(withoutChanging(rule), factsAt(this.horizon.startsAt)));
    const changes = possible.some(({ conditions }) => conditions.some(({ field }) => CHANGING_FIELDS.has(field)));
    const spans = changes
      ? union(this.selected(possible, factsAt(this.horizon.startsAt)).flatMap((rule) => this.gapsOf(rule)))
      : this.gapsOf(possible[0] ?? null);
    for (const span of intersectAll(base, spans)) {
      const bounded = { startsAt: span.startsAt, endsAt: span.endsAt ?? this.horizon.endsAt };
      // with one rule at all times, a gap is as bad at its start as it ever is
      for (const at of changes ? hoursIn(bounded, this.who.one.timeZone) : [span.startsAt]) {
        const rule = matchingRule(possible, factsAt(at));
        const dead = this.gapsOf(rule).find((one) => contains(one, at));
        if (dead && this.isTooLong(at, dead)) return this.deadEnd(at, dead, rule);
      }
    }
    return null;
  }

  /** The rules that are the first at some hour of the week, whether the CSM is there or not; all of them where days count. */
  private selected(possible: readonly RoutingRule[], facts: RoutingFacts): readonly (RoutingRule | null)[] {
    if (possible.some(({ conditions }) => conditions.some(({ field }) => field === 'customer.days_to_renewal')))
      return [...possible, null];
    const rules = new Set<RoutingRule | null>();
    for (const isAbsent of [true, false])
      for (let cell = 0; cell < 168; cell += 1) {
        const csm = { ...facts.csm, isAbsent: facts.csm.isAbsent === null ? null : isAbsent };
        rules.add(matchingRule(possible, { ...facts, csm, hour: cell % 24, weekday: Math.floor(cell / 24) + 1 }));
      }
    return [...rules];
  }

  /** Longer than the response clock: whoever comes back before it runs out is reachable in time. */
  private isTooLong(at: Temporal.Instant, { endsAt }: Span): boolean {
    const limit = at.add({ minutes: RESPONSE_MINUTES[this.severity] });
    return endsAt === null || compareInstants(endsAt, limit) >= 0;
  }

  private gapsOf(rule: RoutingRule | null): readonly Span[] {
    const known = this.steps.get(rule);
    if (known) return known;
    const gaps = this.reach.gapsOf(this.stepsFor(rule), this.who.one.id, this.who.covers);
    this.steps.set(rule, gaps);
    return gaps;
  }

  private stepsFor(rule: RoutingRule | null) {
    const { book, roster, members } = this.input;
    const known = { people: roster.people, teams: members };
    return stepsOf(rule, book, { category: this.category, csmId: this.who.one.csmId, known });
  }

  private deadEnd(at: Temporal.Instant, dead: Span, rule: RoutingRule | null): DeadEnd {
    const { roster, members } = this.input;
    const { why } = chooseOwner({
      steps: this.stepsFor(rule),
      at,
      customerId: this.who.one.id,
      roster,
      teams: new Map(
        [...members].map(([id, ids]) => [id, ids.map((userId) => ({ userId, openEscalations: 0, cap: null }))]),
      ),
    });
    const isOpen = dead.endsAt === null || compareInstants(dead.endsAt, this.horizon.endsAt) >= 0;
    return {
      category: this.category.name,
      severity: this.severity,
      ...weekHourOf(at, this.who.one.timeZone),
      at,
      until: isOpen ? null : dead.endsAt,
      customerId: this.who.one.id,
      customers: this.who.ids.length,
      ruleId: rule?.id ?? null,
      why,
    };
  }
}

const withoutChanging = (rule: RoutingRule): RoutingRule => ({
  ...rule,
  conditions: rule.conditions.filter(({ field }) => !CHANGING_FIELDS.has(field)),
});

/** The response clock of P3 is a day: a gap that begins at the end of the horizon is seen whole. */
const BEYOND_HOURS = 48;

/**
 * Where an escalation would find nobody in time (product.md, "escalation policy check"; PRD-243 FR-2): for every category, severity and
 * hour of the coming days, and every customer there is, with absences, coverage and managers as they are known now. Somebody who is
 * back before the response clock runs out counts as reachable; hours off work do not make anybody unreachable. One dead end for each
 * category and severity, the earliest; none is the promise that there is none.
 */
export const deadEnds = (input: DeadEndInput): readonly DeadEnd[] => {
  const { from, days = DEAD_END_DAYS } = input;
  const endsAt = from.add({ hours: days * 24 });
  const horizon: Horizon = { startsAt: from, endsAt: endsAt.add({ hours: BEYOND_HOURS }) };
  const reach = new Reach(input.roster, input.members, horizon);
  const classes = classesOf(input);
  return input.categories.flatMap((category) =>
    SEVERITIES.flatMap((severity) => {
      const found = classes
        .flatMap((who) => new Cell(input, reach, category, severity, who, horizon).find() ?? [])
        .filter(({ at }) => compareInstants(at, endsAt) < 0)
        .toSorted((a, b) => compareInstants(a.at, b.at));
      const [first] = found;
      return first ? [{ ...first, customers: found.reduce((sum, { customers }) => sum + customers, 0) }] : [];
    }),
  );
};
