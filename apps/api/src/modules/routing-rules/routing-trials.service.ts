import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, TryRoutingRules } from '@understudy/contracts';
import {
  DomainError,
  type Roster,
  roster,
  type Route,
  routeEscalation,
  type RoutingFacts,
  routingFactsAt,
  type RoutingRule,
  requireRoutingBook,
  type Severity,
  titleOfRule,
  warRoomWanted,
} from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRefOrNull } from '../customers/index.js';
import { ownerBecause, refOf } from './owner.words.js';
import { RoutingBookWriter } from './routing-book.writer.js';
import { RoutingBooksRepository } from './routing-books.repository.js';
import { RoutingChecks } from './routing-checks.service.js';
import { toRule } from './routing-rules.mapper.js';
import {
  type PastEscalation,
  type RoutingWorld,
  RoutingWorldsRepository,
  type WorldCustomer,
} from './routing-worlds.repository.js';

type Input = InputOf<typeof TryRoutingRules>;
type Trial = OutputOf<typeof TryRoutingRules>;

const USUAL_DAYS = 30;
const MOST_TRIED = 1000;

/** Routing tried dry: what these rules would do with the escalations there were, or with one that is made up. Nothing is saved. */
@Injectable()
export class RoutingTrials {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly books: RoutingBooksRepository,
    private readonly worlds: RoutingWorldsRepository,
    private readonly writer: RoutingBookWriter,
    private readonly checks: RoutingChecks,
  ) {}

  /**
   * Past ones: the rule by what was true when each was made, the owner by who is there now. Throws routing-rules.malformed,
   * routing-rules.target-not-found, customers.not-found, escalations.category-not-found.
   */
  try(caller: CallerContext, input: Input): Promise<Trial> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const current = await this.books.current(tx);
      const sent =
        input.rules && requireRoutingBook(input.rules.map((rule) => toRule(rule.id ?? this.writer.newRuleId(), rule)));
      if (sent) await this.writer.requireNames(tx, sent);
      const rules = sent ?? current.rules;
      const since = tx.now.subtract({ hours: 24 * (input.days ?? USUAL_DAYS) });
      const [world, found] = await Promise.all([
        this.worlds.load(tx, since),
        input.escalation && input.days === undefined ? [] : this.worlds.listPast(tx, since, MOST_TRIED),
      ]);

      const desk = new Desk(world, rules, tx.now);
      const past = found.slice(0, MOST_TRIED).flatMap((one) => desk.past(one) ?? []);
      return {
        version: sent ? null : current.version,
        invented: input.escalation ? desk.invented(input.escalation) : null,
        past,
        summary: summaryOf(past, found.length > MOST_TRIED),
        dead_ends: this.checks.in(world, rules, tx.now),
        added_dead_ends: sent ? this.checks.in(world, sent, tx.now, current.rules) : [],
      };
    });
  }
}

/** One book over one world. */
class Desk {
  private readonly all: Roster;
  private readonly customers: ReadonlyMap<string, WorldCustomer>;

  constructor(
    private readonly world: RoutingWorld,
    private readonly rules: readonly RoutingRule[],
    private readonly now: Temporal.Instant,
  ) {
    this.all = roster(world.rows);
    this.customers = new Map(world.customers.map((customer) => [customer.id, customer]));
  }

  invented(asked: NonNullable<Input['escalation']>): NonNullable<Trial['invented']> {
    const customer = this.customers.get(asked.customer_id);
    if (!customer) throw new DomainError('customers.not-found');
    const at = asked.at ?? this.now;
    const category = this.categoryOf(asked.category);
    if (!category)
      throw new DomainError('escalations.category-not-found', {
        categories: this.world.categories.map(({ name }) => name),
      });
    const route = this.route(
      customer,
      { ...asked, category: category.name, arrAtRisk: asked.arr_at_risk ?? customer.arr },
      at,
      at,
    );
    return {
      ...this.toWire(route),
      notify: route.notify.map((id) => refOf(this.world.people, id)),
      sla_multiplier: route.slaMultiplier,
      slack_channel: isWarRoomWanted(asked.severity, route),
    };
  }

  /** null when the customer is not there any more. */
  past(one: PastEscalation): Trial['past'][number] | null {
    const customer = this.customers.get(one.customerId);
    if (!customer) return null;
    const { arr, health_score, stage, segment } = one.context;
    const then: WorldCustomer = {
      ...customer,
      arr: arr ?? customer.arr,
      healthScore: health_score ?? customer.healthScore,
      stage: stage ?? customer.stage,
      segment: segment ?? customer.segment,
    };
    const route = this.route(then, one, one.createdAt, this.now);
    const wire = this.toWire(route);
    return {
      ...wire,
      escalation_id: one.id,
      title: one.title,
      customer: { customer_id: customer.id, name: customer.name },
      category: one.category,
      severity: one.severity,
      created_at: one.createdAt,
      rule_then: one.ruleThen,
      owner_then: toPersonRefOrNull(one.ownerThen),
      because_then: one.becauseThen,
      differs: (one.ownerThen?.userId ?? null) !== route.choice.ownerId,
    };
  }

  private route(
    customer: WorldCustomer,
    asked: Pick<RoutingFacts, 'category' | 'severity' | 'arrAtRisk'>,
    factsAt: Temporal.Instant,
    ownersAt: Temporal.Instant,
  ): Route {
    return routeEscalation({
      book: this.rules,
      facts: routingFactsAt(customer, asked, factsAt, this.all),
      category: this.categoryOf(asked.category),
      csmId: customer.csmId,
      customerId: customer.id,
      at: ownersAt,
      roster: this.all,
      teams: this.world.teams,
    });
  }

  private categoryOf(name: string) {
    return this.world.categories.find((category) => category.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  private toWire({ rule, choice, secondaryId }: Route) {
    const because = ownerBecause(choice, this.world.people, this.rules);
    return {
      rule: rule && { id: rule.id, title: titleOfRule(rule) },
      primary_owner: choice.ownerId && refOf(this.world.people, choice.ownerId),
      secondary_owner: secondaryId && refOf(this.world.people, secondaryId),
      because: because.rule,
      explanation: because.explanation,
    };
  }
}

const isWarRoomWanted = (severity: Severity, route: Route): boolean =>
  warRoomWanted({ severity, status: 'open', hasCustomer: true, isAskedByRule: route.wantsSlackChannel }) !== null;

function summaryOf(past: Trial['past'], truncated: boolean): Trial['summary'] {
  const groups = Map.groupBy(past, ({ rule }) => rule?.id ?? null);
  return {
    tried: past.length,
    differ: past.filter(({ differs }) => differs).length,
    without_owner: past.filter(({ primary_owner }) => primary_owner === null).length,
    truncated,
    by_rule: [...groups.values()].map((group) => ({ rule: group[0]?.rule ?? null, count: group.length })),
  };
}
