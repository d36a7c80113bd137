import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { PluggedWarRooms } from '../escalation-thread/index.js';
import { PluggedChat } from '../notifications/index.js';
import { RoutingTargets } from '../routing/index.js';
import { type OwnMessage, SLACK_WORK, SlackEventsService } from '../slack/index.js';
import { ChannelAdoption } from './channel-adoption.service.js';
import { ChannelTarget } from './channel-target.js';
import { RoomListening } from './room-listening.service.js';
import { SlackChat } from './slack-chat.service.js';
import { SlackPostsRepository } from './slack-posts.repository.js';
import { digestOf, POST_EVENT } from './slack-posts.service.js';
import { SlackWarRooms } from './slack-war-rooms.service.js';

/** Plugs Slack into what knows nothing of it, and listens there. */
@Injectable()
export class SlackRoomsPlugs implements OnModuleInit {
  constructor(
    private readonly warRooms: PluggedWarRooms,
    private readonly slackRooms: SlackWarRooms,
    private readonly chat: PluggedChat,
    private readonly slackChat: SlackChat,
    private readonly targets: RoutingTargets,
    private readonly channels: ChannelTarget,
  ) {}

  onModuleInit(): void {
    this.warRooms.plug(this.slackRooms);
    this.chat.plug(this.slackChat);
    this.targets.register(this.channels);
  }
}

@Injectable()
export class SlackRoomsJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly events: SlackEventsService,
    private readonly listening: RoomListening,
    private readonly posts: SlackPostsRepository,
    private readonly adoption: ChannelAdoption,
  ) {}

  onModuleInit(): void {
    this.events.listen((tx, channelId) => this.listening.wants(tx, channelId));
    this.events.hearOwn((tx, own) => this.heard(tx, own));
    this.handlers.onMessage(SLACK_WORK.installed, ({ tenantId }) => this.adoption.demo(tenantId), 'customer-channels');
    this.handlers.onMessage(SLACK_WORK.messagePosted, (message) => this.listening.hear(message), 'war-room');
  }

  private heard(tx: Tx, { channel, thread_ts, ts, text, user, metadata }: OwnMessage): Promise<void> {
    const key = metadata?.event_type === POST_EVENT ? metadata.event_payload['key'] : undefined;
    return this.posts.heard(tx, {
      channelId: channel,
      threadTs: thread_ts ?? null,
      ts,
      key: typeof key === 'string' ? key : null,
      digest: digestOf(text),
      bySlackUserId: user,
    });
  }
}
