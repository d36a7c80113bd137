import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { MailModule } from '../mail/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { ChatWriter } from './chat-writer.service.js';
import { PluggedChat } from './chat.js';
import { ChattingService } from './chatting.service.js';
import { ClimbingService } from './climbing.service.js';
import { DigestDesk } from './digest-desk.service.js';
import { DigestJobs } from './digest-jobs.js';
import { DigestReader } from './digest-reader.service.js';
import { DigestsRepository } from './digests.repository.js';
import { MailingService } from './mailing.service.js';
import { NotificationFactsService } from './notification-facts.service.js';
import { NotificationJobs } from './notification-jobs.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';
import { PreferencesService } from './preferences.service.js';
import { RhythmsRepository } from './rhythms.repository.js';
import { SightOfTold } from './sight-of-told.service.js';
import { TellingService } from './telling.service.js';
import { TitlesRepository } from './titles.repository.js';

@Module({
  imports: [
    AbsencesModule,
    CoverageModule,
    CustomersModule,
    EscalationsModule,
    IntegrationsModule,
    MailModule,
    ResponsibilityModule,
  ],
  controllers: [NotificationsController],
  providers: [
    NotificationsRepository,
    RhythmsRepository,
    TitlesRepository,
    DigestsRepository,
    DigestReader,
    PluggedChat,
    ChatWriter,
    ChattingService,
    NotificationFactsService,
    SightOfTold,
    TellingService,
    ClimbingService,
    DigestDesk,
    MailingService,
    NotificationsService,
    PreferencesService,
    NotificationJobs,
    DigestJobs,
  ],
  exports: [NotificationsService, PluggedChat],
})
export class NotificationsModule {}
