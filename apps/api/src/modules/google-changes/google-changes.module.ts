import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { HandbacksModule } from '../handbacks/index.js';
import { MailModule, PersonalMails } from '../mail/index.js';
import { RoutingModule, RoutingTargets } from '../routing/index.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';
import { DocumentSources } from './document-sources.js';
import { DocumentsService } from './documents.service.js';
import { GmailMail } from './gmail-mail.js';
import { GoogleChangeSettings } from './google-change-settings.js';
import { GoogleChangesController } from './google-changes.controller.js';
import { GoogleChangesJobs } from './google-changes.jobs.js';
import { GoogleDocumentsRepository } from './google-documents.repository.js';
import { GoogleMailsRepository } from './google-mails.repository.js';
import { HandbackEvents } from './handback-events.service.js';
import { MailboxTarget } from './mailbox-target.js';
import { MeetingsTarget } from './meetings-target.js';

/** What the product changes in Google Workspace because somebody is away. Nobody imports it: it registers where it is asked. */
@Module({})
export class GoogleChangesModule implements OnModuleInit {
  constructor(
    private readonly targets: RoutingTargets,
    private readonly mails: PersonalMails,
    private readonly gmail: GmailMail,
    private readonly mailbox: MailboxTarget,
    private readonly meetings: MeetingsTarget,
  ) {}

  /** `google` gives GoogleClients; the very module that the product has, not a second one. */
  static of(google: DynamicModule): DynamicModule {
    return {
      module: GoogleChangesModule,
      imports: [google, BriefsModule, CoverageModule, HandbacksModule, MailModule, RoutingModule],
      controllers: [GoogleChangesController],
      providers: [
        ChangedPeopleRepository,
        GoogleChangeSettings,
        GoogleMailsRepository,
        GoogleDocumentsRepository,
        GmailMail,
        MailboxTarget,
        MeetingsTarget,
        DocumentSources,
        DocumentsService,
        HandbackEvents,
        GoogleChangesJobs,
      ],
    };
  }

  onModuleInit(): void {
    this.targets.register(this.mailbox);
    this.targets.register(this.meetings);
    this.mails.register(this.gmail);
  }
}
