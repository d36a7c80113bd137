import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { MailModule } from '../mail/index.js';
import { PoliciesModule } from '../policies/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { Introductions } from './introductions.service.js';
import { NoticeContactsRepository } from './notice-contacts.repository.js';
import { NoticeDesks } from './notice-desks.service.js';
import { NoticeJobs } from './notice-jobs.js';
import { NoticeMail } from './notice-mail.service.js';
import { NoticeMethods } from './notice-methods.service.js';
import { NoticeNews } from './notice-news.service.js';
import { NoticePlanning } from './notice-planning.service.js';
import { NoticePreviews } from './notice-previews.service.js';
import { NoticePlans } from './notice-plans.service.js';
import { NoticeRequests } from './notice-requests.service.js';
import { NoticeSending } from './notice-sending.service.js';
import { NoticeSettings } from './notice-settings.service.js';
import { NoticeTemplatesRepository } from './notice-templates.repository.js';
import { NoticeTemplatesService } from './notice-templates.service.js';
import { NoticeWishes } from './notice-wishes.service.js';
import { NoticeWorlds } from './notice-worlds.service.js';
import { NoticeWriter } from './notice-writer.service.js';
import { NoticesController } from './notices.controller.js';
import { NoticesRepository } from './notices.repository.js';
import { NoticesService } from './notices.service.js';
import { NotifyCustomersService } from './notify-customers.service.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { UnsubscribeLinks } from './unsubscribe-links.service.js';
import { UnsubscribeService } from './unsubscribe.service.js';

/** What customers are told of an absence (PRD-131 FR-4). */
@Module({
  imports: [AbsencesModule, CoverageModule, CustomersModule, MailModule, PoliciesModule, ResponsibilityModule],
  controllers: [NoticesController, UnsubscribeController],
  providers: [
    NoticesRepository,
    NoticeContactsRepository,
    NoticeTemplatesRepository,
    NoticePlans,
    NoticePreviews,
    NoticeSettings,
    NoticeWorlds,
    NoticePlanning,
    NoticeWriter,
    NoticeMail,
    NoticeDesks,
    NoticeNews,
    NoticeSending,
    NoticeJobs,
    NoticeMethods,
    NoticesService,
    NoticeRequests,
    NotifyCustomersService,
    NoticeWishes,
    NoticeTemplatesService,
    UnsubscribeLinks,
    UnsubscribeService,
    Introductions,
  ],
  exports: [NoticePlans, NoticePreviews, NoticesService, Introductions],
})
export class NoticesModule {}
