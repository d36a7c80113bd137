import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  BroadcastEscalation,
  EscalationBroadcast,
  InputOf,
  ListEscalationBroadcasts,
  OutputOf,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { toSafeHtml } from '../../platform/text/index.js';
import { toPersonRef } from '../customers/index.js';
import { EscalationAccess, EscalationNews } from '../escalations/index.js';
import { NotificationsService } from '../notifications/index.js';
import { BroadcastsRepository } from './broadcasts.repository.js';
import { type UpdateRecord, UpdatesRepository } from './updates.repository.js';

/** News to everybody on an escalation (PRD-243 FR-4.5): in the app and by e-mail, and whom it has reached. */
@Injectable()
export class EscalationBroadcasts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly updates: UpdatesRepository,
    private readonly broadcasts: BroadcastsRepository,
    private readonly news: EscalationNews,
    private readonly notifications: NotificationsService,
  ) {}

  /** Throws escalations.nobody-to-tell where only the caller is in those roles. */
  async send(
    caller: CallerContext,
    { escalation_id: id, message, roles }: InputOf<typeof BroadcastEscalation>,
  ): Promise<OutputOf<typeof BroadcastEscalation>> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockToAct(tx, caller, id);
      const to = row.stakeholders
        .map(({ user, role }) => ({ userId: user.userId, role }))
        .filter(({ userId, role }) => roles.includes(role) && userId !== caller.userId);
      if (to.length === 0) throw new DomainError('escalations.nobody-to-tell', { roles });

      const updateId = await this.updates.add(tx, {
        escalationId: id,
        userId: caller.userId,
        updateType: 'broadcast',
        comment: message,
        isInternal: true,
        mentionedUserIds: [],
        edits: null,
      });
      await this.broadcasts.add(tx, updateId, to);

      const userIds = to.map(({ userId }) => userId);
      await this.news.tell(tx, caller, row, {
        type: 'escalation.broadcast',
        said: { update_id: updateId, sha256: createHash('sha256').update(message).digest('hex'), user_ids: userIds },
        messages: { 'escalation.broadcast': { update_id: updateId, user_ids: userIds } },
      });
      const [made] = await this.describe(tx, await this.updates.listByIds(tx, [updateId]));
      if (!made) throw new Error(`broadcast ${updateId} is not there`);
      return made;
    });
  }

  /** Whoever asked for help reads those that went to them, and no others. */
  list(
    caller: CallerContext,
    { escalation_id: id, cursor, limit }: InputOf<typeof ListEscalationBroadcasts>,
  ): Promise<OutputOf<typeof ListEscalationBroadcasts>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['at', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.access.getVisible(tx, caller, id);
      const toUserId = (await this.access.isOutsider(tx, caller, row)) ? caller.userId : null;
      const rows = await this.updates.listBroadcasts(tx, id, { after, limit, toUserId });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await this.describe(tx, shown),
        next_cursor: rows.length > limit && last ? encodeCursor({ at: String(last.createdAt), id: last.id }) : null,
      };
    });
  }

  private async describe(tx: Tx, rows: readonly UpdateRecord[]): Promise<z.output<typeof EscalationBroadcast>[]> {
    const ids = rows.map(({ id }) => id);
    const [recipients, reached] = await Promise.all([
      this.broadcasts.list(tx, ids),
      this.notifications.reachedBy(
        tx,
        ids.map((id) => `escalation.broadcast:${id}`),
      ),
    ]);
    return rows.map((row) => ({
      id: row.id,
      message: row.comment,
      message_html: toSafeHtml(row.comment),
      by: toPersonRef(row.user),
      created_at: row.createdAt,
      recipients: recipients
        .filter(({ updateId }) => updateId === row.id)
        .map(({ user, role }) => {
          const found = reached.find(
            ({ causeKey, userId }) => causeKey === `escalation.broadcast:${row.id}` && userId === user.userId,
          );
          return {
            user: toPersonRef(user),
            role,
            told_at: found?.toldAt ?? null,
            read_at: found?.readAt ?? null,
            email: found?.email ?? null,
            emailed_at: found?.emailedAt ?? null,
            slack: found?.slack ?? null,
            slacked_at: found?.slackedAt ?? null,
          };
        }),
    }));
  }
}
