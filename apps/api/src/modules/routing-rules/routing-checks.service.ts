import { Injectable } from '@nestjs/common';
import type { OutputOf, CheckRoutingRules } from '@understudy/contracts';
import {
  DEAD_END_DAYS,
  type DeadEnd,
  deadEnds,
  roster,
  type RoutingRule,
  SEVERITIES,
  titleOfRule,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { whyWords } from './owner.words.js';
import { RoutingBooksRepository } from './routing-books.repository.js';
import { type RoutingWorld, RoutingWorldsRepository } from './routing-worlds.repository.js';

type Check = OutputOf<typeof CheckRoutingRules>;
type Found = Check['dead_ends'];

/** Dead ends: escalations that would find nobody in time (product.md, "escalation policy check"). */
@Injectable()
export class RoutingChecks {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly books: RoutingBooksRepository,
    private readonly worlds: RoutingWorldsRepository,
  ) {}

  check(caller: CallerContext): Promise<Check> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [book, world] = await Promise.all([this.books.current(tx), this.worlds.load(tx, tx.now)]);
      return {
        version: book.version,
        checked_at: tx.now,
        horizon_days: DEAD_END_DAYS,
        checked: {
          categories: world.categories.length,
          severities: SEVERITIES.length,
          weekly_hours: 7 * 24,
          customers: world.customers.length,
        },
        dead_ends: this.in(world, book.rules, tx.now),
      };
    });
  }

  /** With these rules from now on, without what is a dead end by the rules `before` already. */
  async added(tx: Tx, rules: readonly RoutingRule[], before: readonly RoutingRule[]): Promise<Found> {
    return this.in(await this.worlds.load(tx, tx.now), rules, tx.now, before);
  }

  in(
    world: RoutingWorld,
    rules: readonly RoutingRule[],
    from: Temporal.Instant,
    before?: readonly RoutingRule[],
  ): Found {
    const found = deadEnds({
      book: rules,
      categories: world.categories,
      customers: world.customers,
      members: new Map([...world.teams].map(([id, members]) => [id, members.map(({ userId }) => userId)])),
      roster: roster(world.rows),
      from,
      ...(before && { before }),
    });
    const names = new Map(world.customers.map(({ id, name }) => [id, name]));
    return found.map((one) => toWire(one, world, rules, names.get(one.customerId) ?? ''));
  }
}

function toWire(
  one: DeadEnd,
  { people }: RoutingWorld,
  rules: readonly RoutingRule[],
  customer: string,
): Found[number] {
  const rule = rules.find(({ id }) => id === one.ruleId);
  return {
    category: one.category,
    severity: one.severity,
    weekday: one.weekday,
    hour: one.hour,
    at: one.at,
    until: one.until,
    customer: { customer_id: one.customerId, name: customer },
    customers: one.customers,
    rule: rule ? { id: rule.id, title: titleOfRule(rule) } : null,
    why: one.why.map((step) => whyWords(step, people, rules)),
  };
}
