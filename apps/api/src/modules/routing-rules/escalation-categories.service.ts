import { Injectable } from '@nestjs/common';
import {
  AdminCategory,
  type ChangeEscalationCategory,
  type CreateEscalationCategory,
  type InputOf,
  type ListEscalationCategories,
  type OutputOf,
  type RemoveEscalationCategory,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import {
  type CategoryRow,
  EscalationCategoriesRepository,
  type WrittenCategory,
} from './escalation-categories.repository.js';
import { RoutingBookWriter } from './routing-book.writer.js';

/** The kinds an escalation can have, as admins keep them (PRD-243 FR-1.3): owners, expertise, hours. */
@Injectable()
export class EscalationCategoriesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly categories: EscalationCategoriesRepository,
    private readonly book: RoutingBookWriter,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(
    caller: CallerContext,
    { limit, cursor }: InputOf<typeof ListEscalationCategories>,
  ): Promise<OutputOf<typeof ListEscalationCategories>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['name', 'id']);
    const found = await this.tenancy.run(caller.tenantId, (tx) => this.categories.list(tx, after, limit + 1));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null };
  }

  /** Throws escalation-categories.not-found. */
  get(caller: CallerContext, id: string): Promise<CategoryRow> {
    return this.tenancy.run(caller.tenantId, (tx) => this.categories.get(tx, id));
  }

  /** Throws escalation-categories.name-taken, users.not-found, teams.not-found. */
  create(caller: CallerContext, input: InputOf<typeof CreateEscalationCategory>): Promise<CategoryRow> {
    return this.tenancy.run(caller, async (tx) => {
      const id = await this.categories.add(tx, { ...input, expertise: tagsOf(input.expertise), active: true });
      const made = await this.categories.get(tx, id);
      await this.tell(tx, caller, 'added', null, made);
      return made;
    });
  }

  /** Throws as {@link create}, escalation-categories.not-found, escalation-categories.last-active, version.stale with the category. */
  change(caller: CallerContext, input: InputOf<typeof ChangeEscalationCategory>): Promise<CategoryRow> {
    const { category_id, ...changes } = input;
    return this.tenancy.run(caller, (tx) => this.write(tx, caller, category_id, changes, null));
  }

  /** Open escalations keep it; nobody can choose it any more. Throws escalation-categories.not-found, escalation-categories.last-active. */
  remove(caller: CallerContext, input: InputOf<typeof RemoveEscalationCategory>): Promise<CategoryRow> {
    return this.tenancy.run(caller, (tx) =>
      this.write(tx, caller, input.category_id, { active: false }, input.reason?.trim() || null),
    );
  }

  private async write(
    tx: Tx,
    caller: CallerContext,
    id: string,
    changes: Partial<WrittenCategory>,
    reason: string | null,
  ): Promise<CategoryRow> {
    await this.categories.lockAll(tx);
    const before = await this.categories.get(tx, id);
    const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const wanted: WrittenCategory = { ...before, ...sent };
    if (before.active && !wanted.active && (await this.categories.countActive(tx)) === 1)
      throw new DomainError('escalation-categories.last-active');

    const row = { ...wanted, expertise: tagsOf(wanted.expertise) };
    if (!(await this.categories.save(tx, id, row, caller.ifMatch ?? before.version)))
      throw new DomainError('version.stale', { current: wire(before) });
    if (wanted.name !== before.name) await this.book.renameCategory(tx, caller, before.name, wanted.name);
    const after = await this.categories.get(tx, id);
    await this.tell(tx, caller, before.active && !after.active ? 'deactivated' : 'changed', before, after, reason);
    return after;
  }

  private async tell(
    tx: Tx,
    caller: CallerContext,
    what: string,
    before: CategoryRow | null,
    after: CategoryRow,
    reason: string | null = null,
  ): Promise<void> {
    await this.history.append(tx, {
      ...byCaller(caller),
      type: `escalation-category.${what}`,
      subject: { kind: 'escalation-category', id: after.id },
      data: { before: before && kept(before), after: kept(after), reason },
    });
    await this.outbox.add(tx, { type: 'settings.changed', about: 'escalation-categories' });
  }
}

const wire = (row: CategoryRow) => z.encode(AdminCategory, row);

/** What is kept of it; the rest is counted or named from elsewhere. */
const kept = (row: CategoryRow) => {
  const {
    updated_at: _at,
    open_escalations: _count,
    default_owner: _o,
    default_secondary_owner: _s,
    default_team: _t,
    ...rest
  } = wire(row);
  return rest;
};

/** Each tag once, whatever its case; the first way of writing stays. */
const tagsOf = (tags: readonly string[]): string[] =>
  [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag])).values()].toReversed();
