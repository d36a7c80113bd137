import { Injectable } from '@nestjs/common';
import { RoutingDeadEnd } from '@understudy/contracts';
import {
  DomainError,
  EVERY_CATEGORY,
  parseTarget,
  requireRoutingBook,
  type RoutingRule,
  type RuleProblem,
  targetsOf,
  type TeamId,
  type UserId,
} from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { newId, type JsonObject, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { RoutingBooksRepository } from './routing-books.repository.js';
import { RoutingChecks } from './routing-checks.service.js';
import { toWireBook } from './routing-rules.mapper.js';
import type { RoutingBook, TargetsThere } from './routing.records.js';

/** Dead ends may be saved by somebody who says why. */
export interface Acceptance {
  readonly accepts: boolean;
  readonly reason: string | null;
}

interface Change extends Acceptance {
  readonly change: string;
  /** The rule it is about; null for the whole book. */
  readonly ruleId: string | null;
}

const MOST_STORED = 20;
const RoutingDeadEnds = z.array(RoutingDeadEnd);

/** Saves a new version of the book: only rules that are right, name who is there, and leave nobody without an owner. */
@Injectable()
export class RoutingBookWriter {
  constructor(
    private readonly books: RoutingBooksRepository,
    private readonly checks: RoutingChecks,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  newRuleId(): string {
    return newId<UserId>();
  }

  /**
   * The version counts for the whole book, so two admins never overwrite each other unseen. Throws version.stale with the book,
   * routing-rules.malformed, routing-rules.target-not-found, routing-rules.dead-ends with the counterexamples that the change adds,
   * routing-rules.reason-required.
   */
  async save(
    tx: Tx,
    caller: CallerContext,
    said: Change,
    to: (rules: readonly RoutingRule[]) => readonly RoutingRule[],
  ): Promise<RoutingBook> {
    await this.books.lock(tx);
    const before = await this.books.current(tx);
    if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
      throw new DomainError('version.stale', { current: toWireBook(before) });
    const rules = requireRoutingBook(to(before.rules));
    await this.requireNames(tx, rules, before.rules);
    const found = z.encode(RoutingDeadEnds, await this.checks.added(tx, rules, before.rules));
    if (found.length > 0) requireAccepted(said, found);

    const book = { version: before.version + 1, rules };
    await this.books.add(tx, {
      ...book,
      change: said.change,
      byUserId: caller.userId,
      reason: said.reason,
      acceptedDeadEnds: found.slice(0, MOST_STORED),
    });
    const ruleIn = (of: RoutingBook): JsonObject | null => {
      const one = toWireBook(of).items.find(({ id }) => id === said.ruleId);
      return one ? { ...one, severity: [...one.severity] } : null;
    };
    await this.history.append(tx, {
      ...byCaller(caller),
      type: `routing-rules.${said.change}`,
      subject: said.ruleId === null ? { kind: 'tenant', id: tx.tenantId } : { kind: 'routing-rule', id: said.ruleId },
      data: {
        version: book.version,
        before: said.ruleId === null ? { rule_ids: before.rules.map(({ id }) => id) } : ruleIn(before),
        after: said.ruleId === null ? { rule_ids: rules.map(({ id }) => id) } : ruleIn(book),
        reason: said.reason,
        accepted_dead_ends: found.length,
      },
    });
    await this.outbox.add(tx, { type: 'settings.changed', about: 'routing-rules' });
    if (found.length > 0)
      await this.outbox.add(tx, {
        type: 'routing.dead-end-found',
        version: book.version,
        dead_ends: found.length,
        by_user_id: caller.userId,
      });
    return book;
  }

  /** A category that got another name: its rules follow. No new check, because nobody goes elsewhere by it. */
  async renameCategory(tx: Tx, caller: CallerContext, from: string, to: string): Promise<void> {
    await this.books.lock(tx);
    const before = await this.books.current(tx);
    const isMeant = ({ category }: RoutingRule): boolean => category.toLowerCase() === from.toLowerCase();
    if (!before.rules.some(isMeant)) return;
    const version = before.version + 1;
    await this.books.add(tx, {
      version,
      rules: before.rules.map((rule) => (isMeant(rule) ? { ...rule, category: to } : rule)),
      change: 'category-renamed',
      byUserId: caller.userId,
      reason: null,
      acceptedDeadEnds: [],
    });
    await this.history.append(tx, {
      ...byCaller(caller),
      type: 'routing-rules.category-renamed',
      subject: { kind: 'tenant', id: tx.tenantId },
      data: { version, before: { category: from }, after: { category: to } },
    });
    await this.outbox.add(tx, { type: 'settings.changed', about: 'routing-rules' });
  }

  /**
   * Rules that stood there `before` may name somebody who left meanwhile: the check for dead ends sees to them. Throws
   * routing-rules.target-not-found, routing-rules.malformed.
   */
  async requireNames(tx: Tx, rules: readonly RoutingRule[], before: readonly RoutingRule[] = []): Promise<void> {
    const stood = new Set(before.map((rule) => JSON.stringify(rule)));
    const named = rules.flatMap((rule, index) =>
      targetsOf(rule.actions).flatMap(([path, text]) => {
        const target = parseTarget(text);
        return target?.kind === 'id' ? [{ path: `rules.${index}.${path}`, id: target.id, rule }] : [];
      }),
    );
    const [there, categories] = await Promise.all([
      this.books.targetsThere(tx, [...new Set(named.map(({ id }) => id))]),
      this.books.categoryNames(tx),
    ]);
    const missing = named.filter(({ id }) => !isThere(there, id));
    if (missing.length > 0)
      throw new DomainError('routing-rules.target-not-found', {
        targets: missing.map(({ path, id }) => ({ path, id })),
      });
    const problems: RuleProblem[] = named
      .filter(({ id, rule }) => there.people.get(id as UserId)?.active === false && !stood.has(JSON.stringify(rule)))
      .map(({ path }) => ({ path, message: 'this person is not with you any more' }));
    const known = new Set(categories.map((name) => name.toLowerCase()));
    rules.forEach(({ category }, index) => {
      if (category !== EVERY_CATEGORY && !known.has(category.toLowerCase()))
        problems.push({ path: `rules.${index}.category`, message: `must be * or one of ${categories.join(', ')}` });
    });
    if (problems.length > 0) throw new DomainError('routing-rules.malformed', { problems });
  }
}

const isThere = ({ people, teams }: TargetsThere, id: string): boolean =>
  people.has(id as UserId) || teams.has(id as TeamId);

function requireAccepted({ accepts, reason }: Acceptance, found: z.input<typeof RoutingDeadEnds>): void {
  if (!accepts) throw new DomainError('routing-rules.dead-ends', { dead_ends: found });
  if (reason === null || reason.trim() === '') throw new DomainError('routing-rules.reason-required');
}
