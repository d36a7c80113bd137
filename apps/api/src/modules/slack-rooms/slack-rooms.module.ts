import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { DirectoryModule } from '../directory/index.js';
import { EscalationThreadModule } from '../escalation-thread/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { RoutingModule } from '../routing/index.js';
import { SlackModule } from '../slack/index.js';
import { ChannelAdoption } from './channel-adoption.service.js';
import { ChannelLookup } from './channel-lookup.service.js';
import { ChannelTarget } from './channel-target.js';
import { CustomerChannelsRepository } from './customer-channels.repository.js';
import { CustomerChannels } from './customer-channels.service.js';
import { RoomListening } from './room-listening.service.js';
import { RoomMaking } from './room-making.service.js';
import { RoomNames } from './room-names.service.js';
import { RoomPeople } from './room-people.service.js';
import { RoomPlaces } from './room-places.service.js';
import { RoomSettingsService } from './room-settings.service.js';
import { SlackCalls } from './slack-calls.service.js';
import { SlackChannels } from './slack-channels.service.js';
import { SlackChat } from './slack-chat.service.js';
import { SlackPostsRepository } from './slack-posts.repository.js';
import { SlackPosts } from './slack-posts.service.js';
import { SlackRoomsController } from './slack-rooms.controller.js';
import { SlackRoomsJobs, SlackRoomsPlugs } from './slack-rooms.jobs.js';
import { SlackRoomsRepository } from './slack-rooms.repository.js';
import { SlackWarRooms } from './slack-war-rooms.service.js';

/** What we do in Slack: war rooms, the customers' channels of backups, and word to our people. */
@Module({
  imports: [CustomersModule, DirectoryModule, EscalationThreadModule, NotificationsModule, RoutingModule, SlackModule],
  controllers: [SlackRoomsController],
  providers: [
    SlackCalls,
    SlackChannels,
    SlackPostsRepository,
    SlackPosts,
    SlackRoomsRepository,
    RoomMaking,
    RoomPeople,
    RoomPlaces,
    RoomNames,
    RoomListening,
    SlackWarRooms,
    SlackChat,
    ChannelAdoption,
    ChannelLookup,
    ChannelTarget,
    CustomerChannelsRepository,
    CustomerChannels,
    RoomSettingsService,
    SlackRoomsPlugs,
    SlackRoomsJobs,
  ],
})
export class SlackRoomsModule {}
