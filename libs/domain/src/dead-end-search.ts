import { stepsOf } from './escalation-routing.js';
import { RESPONSE_MINUTES, type Severity } from './escalations.js';
import type { CustomerId } from './ids.js';
import { chooseOwner } from './owner-choice.js';
import { daysToRenewal } from './priorities.js';
import { LocalHours, WeekMatches } from './local-hours.js';
import { type Horizon, intersectAll, Reach } from './reach.js';
import { matchingRule, type RoutingFacts, routingFactsAt, ruleMatches, weekHourOf } from './routing-match.js';
import type { RoutingField, RoutingRule } from './routing-rules.js';
import { compareInstants, contains, type Span, union } from './spans.js';
import type { CheckedCustomer, DeadEnd, DeadEndInput } from './dead-ends.js';

/** Customers between whom no rule and no coverage makes a difference. */
export interface CustomerClass {
  readonly one: CheckedCustomer;
  readonly covers: string;
  readonly ids: readonly CustomerId[];
}

const CHANGING_FIELDS: ReadonlySet<string> = new Set(['hour', 'weekday', 'csm.absent', 'customer.days_to_renewal']);

/** ARR at risk is typed by whoever escalates: the customer's own, and one on each side of every bound that a rule names. */
const amountsOf = (book: readonly RoutingRule[], { arr }: CheckedCustomer): (number | null)[] => {
  const bounds = book.flatMap(({ conditions }) =>
    conditions.flatMap(({ field, value }) => (field === 'escalation.arr_at_risk' ? [value].flat() : [])),
  );
  const amounts = bounds.flatMap((bound) => (typeof bound === 'number' ? [bound - 1, bound, bound + 1] : []));
  return [...new Set([arr, ...amounts.filter((amount) => amount >= 0)])];
};

/** What one search found: not yet told as people read it. */
export interface Found {
  readonly at: Temporal.Instant;
  readonly dead: Span;
  readonly rule: RoutingRule | null;
}

/** One question of the check: this category and severity, for these customers. */
export interface Question {
  readonly category: DeadEndInput['categories'][number];
  readonly severity: Severity;
  readonly who: CustomerClass;
}

/** Searches for dead ends; what does not depend on who asks is worked out once. */
export class DeadEndSearch {
  private readonly reach: Reach;
  private readonly hours: LocalHours;
  private readonly matches = new WeekMatches();
  private readonly answers = new Map<string, Found | null>();
  private readonly old: DeadEndSearch | null;

  constructor(
    private readonly input: DeadEndInput,
    private readonly horizon: Horizon,
  ) {
    this.reach = new Reach(input.roster, input.members, horizon);
    this.hours = new LocalHours(horizon);
    const { before, ...rest } = input;
    this.old = before ? new DeadEndSearch({ ...rest, book: before }, horizon) : null;
  }

  /** The first instant before `best` at which nobody would be found in time, by whichever rule then matches. */
  find(question: Question, best: Temporal.Instant | null): Found | null {
    // without a rule there are the fewest ways: when these always give somebody, every rule does
    const base = this.gapsOf(question, null);
    const [first] = base;
    if (!first || (best && compareInstants(first.startsAt, best) >= 0)) return null;
    return amountsOf([...this.input.book, ...(this.input.before ?? [])], question.who.one)
      .map((arrAtRisk) => this.findFor(question, arrAtRisk, base))
      .reduce(earlier, null);
  }

  private findFor(question: Question, arrAtRisk: number | null, base: readonly Span[]): Found | null {
    const { category, severity, who } = question;
    const asked = { category: category.name, severity, arrAtRisk };
    const facts = routingFactsAt(who.one, asked, this.horizon.startsAt, this.input.roster);
    const possible = this.input.book.filter((rule) => ruleMatches(withoutChanging(rule), facts));
    const order = possible.map(({ id }) => id).join();
    const orders = this.old ? `${order}|${this.old.orderFor(facts)}` : order;
    const key = [who.one.csmId, who.covers, String(who.one.renewalOn), category.name, severity, orders].join('|');
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const found =
      this.old || possible.some(isChanging)
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
    const asking = [...possible, ...(this.input.before ?? [])];
    const away = asking.some(asks('csm.absent')) && one.csmId !== null ? this.reach.away(one.csmId) : [];
    const asksDays = asking.some(asks('customer.days_to_renewal'));
    const selected = asksDays ? [...possible, null] : this.matches.selected(possible, order, facts);
    const spans = union(selected.flatMap((rule) => this.gapsOf(question, rule)));
    for (const span of intersectAll(base, spans).flatMap((each) => this.cut(each, question)))
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
        if (!dead || !isTooLong(at, dead, question)) continue;
        if (!this.old?.isDead(question, then, at)) return { at, dead, rule };
      }
    return null;
  }

  /** Which rules may decide for these facts at some time. */
  private orderFor(facts: RoutingFacts): string {
    return this.input.book
      .filter((rule) => ruleMatches(withoutChanging(rule), facts))
      .map(({ id }) => id)
      .join();
  }

  private isDead(question: Question, facts: RoutingFacts, at: Temporal.Instant): boolean {
    const dead = this.gapsOf(question, matchingRule(this.input.book, facts)).find((gap) => contains(gap, at));
    return dead !== undefined && isTooLong(at, dead, question);
  }

  /** The span in pieces, a new one wherever the book before finds somebody again in time: the hours alone would step over that. */
  private cut(span: Span, question: Question): Span[] {
    if (!this.old) return [span];
    const { old, horizon } = this;
    const answer = { minutes: RESPONSE_MINUTES[question.severity] };
    const ends = [null, ...old.input.book]
      .flatMap((rule) => old.gapsOf(question, rule))
      .flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt.subtract(answer).add({ seconds: 1 })]))
      .filter((at) => contains(span, at) && compareInstants(at, span.startsAt) > 0)
      .toSorted(compareInstants);
    const starts = [span.startsAt, ...ends];
    return starts.map((startsAt, n) => ({ startsAt, endsAt: starts[n + 1] ?? span.endsAt ?? horizon.endsAt }));
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
  tell(question: Question, { at, dead, rule }: Found, customers: number): DeadEnd {
    const { roster, members } = this.input;
    const { one } = question.who;
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
      customers,
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
