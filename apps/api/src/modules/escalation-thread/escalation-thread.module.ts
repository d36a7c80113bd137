import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { MailModule } from '../mail/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { BroadcastsRepository } from './broadcasts.repository.js';
import { EscalationBroadcasts } from './broadcasts.service.js';
import { CustomerDraftsController } from './customer-drafts.controller.js';
import { CustomerDrafts } from './customer-drafts.service.js';
import { DraftDecisions } from './draft-decisions.service.js';
import { DraftNews } from './draft-news.service.js';
import { DraftSending } from './draft-sending.service.js';
import { DraftsRepository } from './drafts.repository.js';
import { EscalationThreadController } from './escalation-thread.controller.js';
import { EscalationThreadJobs } from './escalation-thread-jobs.js';
import { UpdatePages } from './update-pages.service.js';
import { UpdatesRepository } from './updates.repository.js';
import { EscalationUpdates } from './updates.service.js';
import { WarRoomService } from './war-room.service.js';
import { PluggedWarRooms, WarRooms } from './war-rooms.js';
import { WarRoomsRepository } from './war-rooms.repository.js';

/** What is said about an escalation: discussion, news, words to the customer, war room (PRD-243 FR-4). */
@Module({
  imports: [DirectoryModule, EscalationsModule, MailModule, NotificationsModule],
  controllers: [EscalationThreadController, CustomerDraftsController],
  providers: [
    PluggedWarRooms,
    { provide: WarRooms, useExisting: PluggedWarRooms },
    BroadcastsRepository,
    CustomerDrafts,
    DraftDecisions,
    DraftNews,
    DraftSending,
    DraftsRepository,
    EscalationBroadcasts,
    EscalationThreadJobs,
    EscalationUpdates,
    UpdatePages,
    UpdatesRepository,
    WarRoomService,
    WarRoomsRepository,
  ],
  exports: [EscalationUpdates, PluggedWarRooms],
})
export class EscalationThreadModule {}
