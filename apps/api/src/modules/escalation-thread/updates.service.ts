import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InputOf, ListEscalationUpdates, OutputOf, PostEscalationUpdate } from '@understudy/contracts';
import { DomainError, mentionedIn, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { EscalationAccess, EscalationMoves, EscalationNews, type EscalationRecord } from '../escalations/index.js';
import { UpdatePages } from './update-pages.service.js';
import { ofRow } from './update.mapper.js';
import { type UpdateRecord, UpdatesRepository } from './updates.repository.js';

type Comment = InputOf<typeof PostEscalationUpdate>;

const MOST_MENTIONS = 50;
/** Where PRD-243's other kinds of updates are made. */
const USE = {
  status_change: 'PATCH /api/escalations/{escalation_id}',
  assignment: 'POST /api/escalations/{escalation_id}/assign',
  attachment: 'POST /api/escalations/{escalation_id}/attachments',
} as const;

/** The discussion of an escalation, and everything that happened beside it (PRD-243 FR-3.2, FR-4.1). Whoever sees it may comment. */
@Injectable()
export class EscalationUpdates {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly updates: UpdatesRepository,
    private readonly moves: EscalationMoves,
    private readonly news: EscalationNews,
    private readonly pages: UpdatePages,
  ) {}

  async post(caller: CallerContext, input: Comment): Promise<OutputOf<typeof PostEscalationUpdate>> {
    const { update_type: type } = input;
    if (type !== 'comment') throw new DomainError('escalation-updates.has-its-command', { use: USE[type] });
    return this.tenancy.run(caller, (tx) => this.add(tx, caller, input));
  }

  /** A comment of the caller's, in a transaction that is open already; `origin` says that people of the war room have read it there. */
  async add(
    tx: Tx,
    caller: CallerContext,
    input: Comment,
    origin: 'product' | 'war-room' = 'product',
  ): Promise<OutputOf<typeof PostEscalationUpdate>> {
    const { comment } = input;
    const row = await this.access.getVisible(tx, caller, input.escalation_id);
    const mentioned = await this.requirePeople(tx, mentionedIn(comment, input.mentioned_user_ids));
    const edited = await this.editedBy(tx, caller, input);
    const isInternal = input.is_internal && !(await this.access.isOutsider(tx, caller, row));

    const id = await this.updates.add(tx, {
      escalationId: row.id,
      userId: caller.userId,
      updateType: 'comment',
      comment,
      isInternal,
      mentionedUserIds: mentioned.map(({ userId }) => userId),
      edits: edited,
    });
    const already = new Set([caller.userId, ...row.stakeholders.map(({ user }) => user.userId)]);
    const following = mentioned.filter(({ userId }) => !already.has(userId));
    for (const { userId } of following)
      await this.moves.putStakeholder(tx, caller, row.id, { userId, role: 'watcher' });
    await this.tell(tx, caller, row, {
      id,
      input,
      mentioned: mentioned.map(({ userId }) => userId),
      before: edited,
      isInternal,
      origin,
    });

    const [made] = await this.updates.listByIds(tx, [id]);
    if (!made) throw new Error(`comment ${id} is not there`);
    return { ...ofRow(made), now_following: following.map(toPersonRef) };
  }

  list(
    caller: CallerContext,
    input: InputOf<typeof ListEscalationUpdates>,
  ): Promise<OutputOf<typeof ListEscalationUpdates>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.access.getVisible(tx, caller, input.escalation_id);
      return this.pages.page(tx, caller, row, input);
    });
  }

  /** In the tamper-evident history stands a digest of what was said; whoever was mentioned before hears nothing of a correction. */
  private async tell(
    tx: Tx,
    caller: CallerContext,
    row: EscalationRecord,
    said: {
      readonly id: string;
      readonly input: Comment;
      readonly mentioned: readonly UserId[];
      readonly before: UpdateRecord | null;
      readonly isInternal: boolean;
      readonly origin: 'product' | 'war-room';
    },
  ): Promise<void> {
    const { id, input, mentioned, before, isInternal, origin } = said;
    const known = new Set(before?.mentioned.map(({ userId }) => userId));
    const type = before === null ? 'escalation.commented' : 'escalation.comment-corrected';
    await this.news.tell(tx, caller, row, {
      type,
      said: {
        update_id: id,
        sha256: createHash('sha256').update(input.comment).digest('hex'),
        edits_update_id: before?.id ?? null,
        mentioned: mentioned.length > 0 ? [...mentioned] : null,
      },
      messages: {
        [type]: {
          update_id: id,
          mentioned: mentioned.filter((userId) => !known.has(userId)),
          is_internal: isInternal,
          origin,
        },
      },
    });
  }

  /** Throws users.not-found with the first who is none of the tenant's people, escalation-updates.too-many-mentions. */
  private async requirePeople(tx: Tx, ids: readonly UserId[]) {
    if (ids.length > MOST_MENTIONS)
      throw new DomainError('escalation-updates.too-many-mentions', { mentioned: ids.length });
    const people = ids.length === 0 ? [] : await this.updates.listActive(tx, ids);
    const missing = ids.find((id) => !people.some(({ userId }) => userId === id));
    if (missing !== undefined) throw new DomainError('users.not-found', { user_id: missing });
    return people;
  }

  private async editedBy(tx: Tx, caller: CallerContext, input: Comment): Promise<UpdateRecord | null> {
    const { edits_update_id: id, escalation_id: escalationId } = input;
    if (id === undefined) return null;
    const before = await this.updates.find(tx, escalationId, id);
    if (before?.updateType !== 'comment') throw new DomainError('escalation-updates.not-found');
    if (before.user.userId !== caller.userId) throw new DomainError('escalation-updates.not-yours');
    return before;
  }
}
