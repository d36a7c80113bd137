import { Injectable } from '@nestjs/common';
import type { SlackEvents as SlackEventsEndpoint, OutputOf } from '@understudy/contracts';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { readPayload, readShape, SlackIncoming } from './slack-incoming.service.js';
import type { SignedRequest } from './slack-signature.js';
import { SLACK_WORK } from './slack-work.js';

const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(500) });
const Envelope = z.object({
  type: z.literal('event_callback'),
  team_id: z.string().min(1).max(40),
  event_id: z.string().min(1).max(100),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.output<typeof Envelope>;

const Profile = z.object({ user: z.object({ id: z.string() }) });
const HomeOpened = z.object({ user: z.string(), tab: z.string().optional() });
const Revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }).optional() });
/** Only what people write themselves: edits, joins, files of apps and the like have a subtype or a bot. */
const Posted = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().max(40_000),
  ts: z.string(),
  thread_ts: z.string().optional(),
  subtype: z.enum(['thread_broadcast', 'file_share', 'me_message']).optional(),
  bot_id: z.undefined().optional(),
  hidden: z.undefined().optional(),
});

/** What an app said, ours among them. */
const Own = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().max(40_000),
  ts: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.string(),
  subtype: z.undefined().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
});
export type OwnMessage = z.output<typeof Own>;

/** Whether what is said in this channel is anybody's business here. */
export type WantsMessages = (tx: Tx, channelId: string) => Promise<boolean>;

/** What happens in the workspace. Taken and queued in one transaction; everything else is the worker's. */
@Injectable()
export class SlackEventsService {
  private readonly listeners: WantsMessages[] = [];
  private readonly echoes: ((tx: Tx, own: OwnMessage) => Promise<void>)[] = [];

  constructor(
    private readonly incoming: SlackIncoming,
    private readonly connections: SlackConnections,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
  ) {}

  /**
   * A module that listens in channels of its own, registered in onModuleInit. What people write there comes as the message
   * `slack.message-posted` {channel_id, ts, thread_ts|null, slack_user_id, text}; of all other channels nothing is kept, not even for a moment.
   */
  listen(wants: WantsMessages): void {
    this.listeners.push(wants);
  }

  /**
   * Whoever posts hears what apps said where ours is, in the transaction that takes the event: a post whose answer was lost is known to
   * have arrived. It may be another app's; compare `user` with our bot.
   */
  hearOwn(echo: (tx: Tx, own: OwnMessage) => Promise<void>): void {
    this.echoes.push(echo);
  }

  async take(request: SignedRequest): Promise<OutputOf<typeof SlackEventsEndpoint>> {
    await this.incoming.requireSigned(request);
    const payload = readPayload(z.union([Challenge, Envelope]), request.body);
    if (payload.type === 'url_verification') return { challenge: payload.challenge };
    const tenantId = await this.incoming.tenantOf(payload.team_id);

    await this.tenancy.run(tenantId, async (tx) => {
      await this.incoming.requireFirstIn(tx, request);
      if (await this.incoming.isNewEvent(tx, payload.event_id)) await this.queue(tx, payload);
    });
    return {};
  }

  private async queue(tx: Tx, { event }: Envelope): Promise<void> {
    switch (event.type) {
      // the same moment comes as both: reading the status twice finds the same
      case 'user_change':
      case 'user_status_changed':
        return this.outbox.add(tx, {
          type: SLACK_WORK.statusChanged,
          slack_user_id: readShape(Profile, event).user.id,
        });
      case 'app_home_opened': {
        const opened = readShape(HomeOpened, event);
        if (opened.tab !== 'messages')
          await this.outbox.add(tx, { type: SLACK_WORK.homeOpened, slack_user_id: opened.user });
        return;
      }
      case 'message':
        return this.queueMessage(tx, event);
      case 'app_uninstalled':
        return this.connections.loseIn(tx, event.type);
      case 'tokens_revoked':
        // tokens of people are none of ours
        if ((readShape(Revoked, event).tokens?.bot ?? []).length > 0) await this.connections.loseIn(tx, event.type);
        return;
    }
  }

  private async queueMessage(tx: Tx, event: Envelope['event']): Promise<void> {
    const own = Own.safeParse(event);
    if (own.success) for (const echo of this.echoes) await echo(tx, own.data);
    const posted = Posted.safeParse(event);
    if (!posted.success) return;
    const { channel, user, text, ts, thread_ts } = posted.data;
    const wanted = await Promise.all(this.listeners.map((wants) => wants(tx, channel)));
    if (!wanted.includes(true)) return;
    await this.outbox.add(tx, {
      type: SLACK_WORK.messagePosted,
      channel_id: channel,
      ts,
      thread_ts: thread_ts ?? null,
      slack_user_id: user,
      text: text.replaceAll('\0', '').toWellFormed(),
    });
  }
}
