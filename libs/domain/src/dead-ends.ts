import { stepsOf, type CategoryOwners } from './escalation-routing.js';
import { RESPONSE_MINUTES, type Severity, SEVERITIES } from './escalations.js';
import { dayOf } from './days.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import { chooseOwner, type OwnerWhy } from './owner-choice.js';
import { daysToRenewal } from './priorities.js';
import { LocalHours, WeekMatches } from './local-hours.js';
import { type Horizon, intersectAll, Reach } from './reach.js';
import { isAbsentAt, type Roster } from './roster.js';
import { matchingRule, routingConditionHolds, type RoutingFacts, ruleMatches, weekHourOf } from './routing-match.js';
import type { RoutingField, RoutingRule } from './routing-rules.js';
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
  /** One of them, and how many there are for whom exactly the same holds. */
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

/** What one search found: not yet told as people read it. */
interface Found {
  readonly at: Temporal.Instant;
  readonly dead: Span;
  readonly rule: RoutingRule | null;
}

/** One question of the check: this category and severity, for these customers. */
interface Question {
  readonly category: DeadEndInput['categories'][number];
  readonly severity: Severity;
  readonly who: CustomerClass;
}

/** Searches for dead ends; what does not depend on who asks is worked out once. */
class Search {
  private readonly reach: Reach;
  private readonly hours: LocalHours;
  private readonly matches = new WeekMatches();
  private readonly answers = new Map<string, Found | null>();

  constructor(
    private readonly input: DeadEndInput,
    private readonly horizon: Horizon,
  ) {
    this.reach = new Reach(input.roster, input.members, horizon);
    this.hours = new LocalHours(horizon);
  }

  /** The first instant before `best` at which nobody would be found in time, by whichever rule then matches. */
  find(question: Question, best: Temporal.Instant | null): Found | null {
    // without a rule there are the fewest ways: when these always give somebody, every rule does
    const base = this.gapsOf(question, null);
    const [first] = base;
    if (!first || (best && compareInstants(first.startsAt, best) >= 0)) return null;
    return amountsOf(this.input.book, question.who.one)
      .map((arrAtRisk) => this.findFor(question, arrAtRisk, base))
      .reduce(earlier, null);
  }

  private findFor(question: Question, arrAtRisk: number | null, base: readonly Span[]): Found | null {
    const { category, severity, who } = question;
    const asked = { category: category.name, severity, arrAtRisk };
    const facts = factsOf(who.one, asked, this.horizon.startsAt, this.input.roster);
    const possible = this.input.book.filter((rule) => ruleMatches(withoutChanging(rule), facts));
    const order = possible.map(({ id }) => id).join();
    const key = [who.one.csmId, who.covers, String(who.one.renewalOn), category.name, severity, order].join('|');
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const found = possible.some(isChanging)
      ? this.walk(question, { facts, possible, order }, base)
      : this.atStarts(question, possible[0] ?? null, base);
    this.answers.set(key, found);
    return found;
  }

  /** With one rule at all times, a gap is as bad at its start as it ever is. */
  private atStarts(question: Question, rule: RoutingRule | null, base: readonly Span[]): Found | null {
    const dead = intersectAll(base, this.gapsOf(question, rule)).find((gap) => isTooLong(gap.startsAt, gap, question));
    return dead ? { at: dead.startsAt, dead, rule } : null;
  }

  /** Hour by hour through what is a gap of any rule that may be the first at some time. */
  private walk(
    question: Question,
    { facts, possible, order }: { facts: RoutingFacts; possible: readonly RoutingRule[]; order: string },
    base: readonly Span[],
  ): Found | null {
    const { one } = question.who;
    const away = possible.some(asks('csm.absent')) && one.csmId !== null ? this.reach.away(one.csmId) : [];
    const asksDays = possible.some(asks('customer.days_to_renewal'));
    const selected = asksDays ? [...possible, null] : this.matches.selected(possible, order, facts);
    const spans = union(selected.flatMap((rule) => this.gapsOf(question, rule)));
    for (const span of intersectAll(base, spans))
      for (const { at, on, hour, weekday } of this.hours.in(span, one.timeZone)) {
        const then: RoutingFacts = {
          ...facts,
          customer: { ...facts.customer, daysToRenewal: asksDays ? daysToRenewal(one, on) : null },
          csm: { ...facts.csm, isAbsent: one.csmId === null ? null : away.some((part) => contains(part, at)) },
          hour,
          weekday,
        };
        const rule = asksDays ? matchingRule(possible, then) : this.matches.at(possible, order, then);
        const dead = this.gapsOf(question, rule).find((gap) => contains(gap, at));
        if (dead && isTooLong(at, dead, question)) return { at, dead, rule };
      }
    return null;
  }

  private gapsOf(question: Question, rule: RoutingRule | null): readonly Span[] {
    const { who, category } = question;
    const key = [rule?.id, category.name, who.one.csmId, who.covers].join('|');
    return this.reach.once(key, () => this.reach.gapsOf(this.stepsFor(question, rule), who.one.id, who.covers));
  }

  private stepsFor({ category, who }: Question, rule: RoutingRule | null) {
    const { book, roster, members } = this.input;
    return stepsOf(rule, book, { category, csmId: who.one.csmId, known: { people: roster.people, teams: members } });
  }

  /** As people read it: with everything that was tried. */
  tell(question: Question, { at, dead, rule }: Found): DeadEnd {
    const { roster, members } = this.input;
    const { one, ids } = question.who;
    const { why } = chooseOwner({
      steps: this.stepsFor(question, rule),
      at,
      customerId: one.id,
      roster,
      teams: new Map(
        [...members].map(([id, all]) => [id, all.map((userId) => ({ userId, openEscalations: 0, cap: null }))]),
      ),
    });
    const isOpen = dead.endsAt === null || compareInstants(dead.endsAt, this.horizon.endsAt) >= 0;
    return {
      category: question.category.name,
      severity: question.severity,
      ...weekHourOf(at, one.timeZone),
      at,
      until: isOpen ? null : dead.endsAt,
      customerId: one.id,
      customers: ids.length,
      ruleId: rule?.id ?? null,
      why,
    };
  }
}

const earlier = (a: Found | null, b: Found | null): Found | null =>
  a === null || (b !== null && compareInstants(b.at, a.at) < 0) ? b : a;

const asks =
  (wanted: RoutingField) =>
  ({ conditions }: RoutingRule): boolean =>
    conditions.some(({ field }) => field === wanted);

const isChanging = ({ conditions }: RoutingRule): boolean => conditions.some(({ field }) => CHANGING_FIELDS.has(field));

const withoutChanging = (rule: RoutingRule): RoutingRule =>
  isChanging(rule) ? { ...rule, conditions: rule.conditions.filter(({ field }) => !CHANGING_FIELDS.has(field)) } : rule;

/** Longer than the response clock: whoever comes back before it runs out is reachable in time. */
const isTooLong = (at: Temporal.Instant, { endsAt }: Span, { severity }: Question): boolean =>
  endsAt === null || compareInstants(endsAt, at.add({ minutes: RESPONSE_MINUTES[severity] })) >= 0;

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
  const search = new Search(input, { startsAt: from, endsAt: endsAt.add({ hours: BEYOND_HOURS }) });
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
      return first ? [search.tell(first.question, first.found)] : [];
    }),
  );
};
