import { Injectable } from '@nestjs/common';
import { asId, DomainError, type EscalationUpdateId, type TenantId, withoutMentionIds } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { EscalationUpdates } from '../escalation-thread/index.js';
import { SlackCallers } from '../slack/index.js';
import { RoomNames } from './room-names.service.js';
import { fromSlackText, mentionedIds } from './room-texts.js';
import { SlackCalls, SlackRefusal } from './slack-calls.service.js';
import { type SlackRoom, SlackRoomsRepository } from './slack-rooms.repository.js';

const Posted = z.object({
  channel_id: z.string(),
  ts: z.string(),
  thread_ts: z.string().nullable(),
  slack_user_id: z.string(),
  text: z.string(),
});
type Posted = z.output<typeof Posted>;

const MOST_TEXT = 20_000;
const WITHOUT_MENTIONS: readonly string[] = ['users.not-found', 'escalation-updates.too-many-mentions'];
/** Why what they write stays in Slack. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  'escalations.not-found':
    'You are not on this escalation, so what you write here stays in Slack. Ask its owner to add you in Understudy.',
};

/** What people write in a war room comes into the discussion as their own comment, once, and is not said there again. */
@Injectable()
export class RoomListening {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackRoomsRepository,
    private readonly updates: EscalationUpdates,
    private readonly callers: SlackCallers,
    private readonly names: RoomNames,
    private readonly calls: SlackCalls,
  ) {}

  /** Whether anything said in that channel may be anybody's business here. */
  wants(tx: Tx, channelId: string): Promise<boolean> {
    return this.rows.isRoom(tx, channelId);
  }

  async hear({ tenantId, id, payload }: Pick<Message, 'tenantId' | 'id' | 'payload'>): Promise<void> {
    const posted = Posted.parse(payload);
    const room = await this.tenancy.run(tenantId, (tx) =>
      this.rows.findByPlace(tx, posted.channel_id, posted.thread_ts),
    );
    if (room === null) return;
    const caller = await this.callers.find(tenantId, posted.slack_user_id, id);
    if (caller === null) return;
    const text = [...(await this.textOf(tenantId, posted.text)).trim()].slice(0, MOST_TEXT).join('');
    if (text === '') return;
    try {
      await this.write(caller, room, posted, text);
    } catch (error) {
      const words = error instanceof DomainError ? NOT_TAKEN[error.code] : undefined;
      if (words === undefined) throw error;
      await this.whisper(tenantId, posted, words);
    }
  }

  /** Whom they mention may have left, or be too many: then the names stand there and tell nobody. */
  private async write(caller: CallerContext, room: SlackRoom, posted: Posted, text: string): Promise<void> {
    const take = (words: string) =>
      this.tenancy.run(caller.tenantId, (tx) => this.take(tx, caller, room, posted, words));
    try {
      await take(text);
    } catch (error) {
      if (!(error instanceof DomainError) || !WITHOUT_MENTIONS.includes(error.code)) throw error;
      await take(withoutMentionIds(text));
    }
  }

  private async take(tx: Tx, caller: CallerContext, room: SlackRoom, posted: Posted, text: string): Promise<void> {
    if (await this.rows.wasHeard(tx, posted.channel_id, posted.ts)) return;
    const comment = {
      escalation_id: room.escalationId,
      update_type: 'comment',
      comment: text,
      is_internal: true,
    } as const;
    const made = await this.updates.add(tx, caller, comment, 'war-room');
    if (made.id === null) throw new Error('a comment without an id');
    await this.rows.addHeard(tx, posted.channel_id, posted.ts, asId<EscalationUpdateId>(made.id));
  }

  private async textOf(tenantId: TenantId, text: string): Promise<string> {
    const mentioned = await this.names.of(tenantId, mentionedIds(text));
    return fromSlackText(text, (id) => mentioned.get(id) ?? null);
  }

  /** Only they read it. */
  private async whisper(tenantId: TenantId, posted: Posted, text: string): Promise<void> {
    const { channel_id: channel, slack_user_id: user, thread_ts } = posted;
    try {
      await this.calls.run(tenantId, 'chat.postEphemeral', ({ web }) =>
        web.chat.postEphemeral({ channel, user, text, ...(thread_ts !== null && { thread_ts }) }),
      );
    } catch (error) {
      // they left meanwhile
      if (!(error instanceof SlackRefusal)) throw error;
    }
  }
}
