import { Injectable } from '@nestjs/common';
import type {
  CreateRoutingRule,
  InputOf,
  ListRoutingVersions,
  MoveRoutingRule,
  OutputOf,
  GetRoutingVersion,
  RemoveRoutingRule,
  ReplaceRoutingRule,
  ReplaceRoutingRules,
  RoutingRule as WireRule,
} from '@understudy/contracts';
import { DomainError, problemsOfRule, type RoutingRule } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type Acceptance, RoutingBookWriter } from './routing-book.writer.js';
import { RoutingBooksRepository } from './routing-books.repository.js';
import { toRule, toWireBook, toWireRule, toWireVersion } from './routing-rules.mapper.js';
import type { RoutingBook } from './routing.records.js';

type Rule = z.output<typeof WireRule>;
type Book = ReturnType<typeof toWireBook>;

/** The routing rules as admins keep them (PRD-243, "Routing Rules Engine"): each change is a new version of the whole book. */
@Injectable()
export class RoutingRulesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly books: RoutingBooksRepository,
    private readonly writer: RoutingBookWriter,
  ) {}

  list(caller: CallerContext): Promise<Book> {
    return this.tenancy.run(caller.tenantId, async (tx) => toWireBook(await this.books.current(tx)));
  }

  /** Throws routing-rules.not-found. */
  get(caller: CallerContext, id: string): Promise<Rule> {
    return this.tenancy.run(caller.tenantId, async (tx) => ruleOf(await this.books.current(tx), id));
  }

  /** Before the catch-all unless a position says otherwise. Throws routing-rules.id-taken and as {@link RoutingBookWriter.save}. */
  create(caller: CallerContext, input: InputOf<typeof CreateRoutingRule>): Promise<Rule> {
    const rule = toRule(input.id ?? this.writer.newRuleId(), input);
    return this.change(caller, 'rule-added', input, rule.id, (rules) => {
      if (rules.some(({ id }) => id === rule.id)) throw new DomainError('routing-rules.id-taken', { id: rule.id });
      requireRight(rule);
      const last = Math.max(0, rules.length - 1);
      return rules.toSpliced(input.position === undefined ? last : input.position - 1, 0, rule);
    });
  }

  /** Throws routing-rules.not-found and as {@link RoutingBookWriter.save}. */
  replace(caller: CallerContext, input: InputOf<typeof ReplaceRoutingRule>): Promise<Rule> {
    const rule = toRule(input.routing_rule_id, input);
    return this.change(caller, 'rule-replaced', input, rule.id, (rules) => {
      const place = placeOf(rules, rule.id);
      requireRight(rule);
      return rules.with(place, rule);
    });
  }

  /** A position past the end is the end. Throws routing-rules.not-found and as {@link RoutingBookWriter.save}. */
  move(caller: CallerContext, input: InputOf<typeof MoveRoutingRule>): Promise<Book> {
    return this.tenancy.run(caller, async (tx) => {
      const { routing_rule_id: id, position } = input;
      const book = await this.writer.save(
        tx,
        caller,
        { change: 'rule-moved', ruleId: id, ...acceptanceOf(input) },
        (rules) => {
          const place = placeOf(rules, id);
          const rule = rules[place];
          return rule ? rules.toSpliced(place, 1).toSpliced(position - 1, 0, rule) : rules;
        },
      );
      return toWireBook(book);
    });
  }

  /** Answers the rule as it was. Throws routing-rules.not-found and as {@link RoutingBookWriter.save}. */
  remove(caller: CallerContext, input: InputOf<typeof RemoveRoutingRule>): Promise<Rule> {
    return this.tenancy.run(caller, async (tx) => {
      const id = input.routing_rule_id;
      const before = ruleOf(await this.books.current(tx), id);
      const acceptance = { accepts: input.accept_dead_ends === 'true', reason: input.reason?.trim() || null };
      await this.writer.save(tx, caller, { change: 'rule-removed', ruleId: id, ...acceptance }, (rules) =>
        rules.toSpliced(placeOf(rules, id), 1),
      );
      return before;
    });
  }

  /** Throws as {@link RoutingBookWriter.save}. */
  replaceAll(caller: CallerContext, input: InputOf<typeof ReplaceRoutingRules>): Promise<Book> {
    const rules = input.rules.map((rule) => toRule(rule.id ?? this.writer.newRuleId(), rule));
    return this.tenancy.run(caller, async (tx) =>
      toWireBook(
        await this.writer.save(tx, caller, { change: 'replaced', ruleId: null, ...acceptanceOf(input) }, () => rules),
      ),
    );
  }

  versions(caller: CallerContext, input: InputOf<typeof ListRoutingVersions>) {
    return this.tenancy.run(caller.tenantId, async (tx) => ({
      items: (await this.books.listVersions(tx, input.before ?? null, input.limit)).map(toWireVersion),
    }));
  }

  /** Throws routing-rules.version-not-found. */
  version(caller: CallerContext, id: string): Promise<OutputOf<typeof GetRoutingVersion>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.books.getVersion(tx, id);
      return { ...toWireVersion(row), rules: toWireBook(row).items };
    });
  }

  private change(
    caller: CallerContext,
    change: string,
    input: Sent,
    id: string,
    to: (rules: readonly RoutingRule[]) => readonly RoutingRule[],
  ): Promise<Rule> {
    return this.tenancy.run(caller, async (tx: Tx) =>
      ruleOf(await this.writer.save(tx, caller, { change, ruleId: id, ...acceptanceOf(input) }, to), id),
    );
  }
}

type Sent = Pick<InputOf<typeof CreateRoutingRule>, 'accept_dead_ends' | 'reason'>;

const acceptanceOf = ({ accept_dead_ends, reason }: Sent): Acceptance => ({
  accepts: accept_dead_ends ?? false,
  reason: reason ?? null,
});

const placeOf = (rules: readonly RoutingRule[], id: string): number => {
  const place = rules.findIndex((rule) => rule.id === id.toLowerCase());
  if (place < 0) throw new DomainError('routing-rules.not-found');
  return place;
};

const ruleOf = ({ rules, version }: RoutingBook, id: string): Rule => {
  const place = placeOf(rules, id);
  const rule = rules[place];
  if (!rule) throw new DomainError('routing-rules.not-found');
  return toWireRule(rule, place, version);
};

/** Problems of the one rule that was sent have paths in it, not in the book. */
function requireRight(rule: RoutingRule): void {
  const problems = problemsOfRule(rule);
  if (problems.length > 0) throw new DomainError('routing-rules.malformed', { problems });
}
