import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AbsenceIntake } from './absence-intake.port.js';
import { CalendarLooks } from './calendar-looks.service.js';
import { CalendarPoller } from './calendar-poller.js';
import { CalendarStreamsRepository } from './calendar-streams.repository.js';
import { CalendarStreamsService } from './calendar-streams.service.js';
import { CalendarSyncService } from './calendar-sync.service.js';
import { CalendarWatchService } from './calendar-watch.service.js';
import { GoogleAccountsRepository } from './google-accounts.repository.js';
import { GoogleChecks } from './google-checks.service.js';
import { GoogleConnectionChanges } from './google-connection.changes.js';
import { GoogleConnectionController } from './google-connection.controller.js';
import { GoogleConnectionService } from './google-connection.service.js';
import { ConsentExchange } from './google-consent-exchange.js';
import { GoogleConsentController } from './google-consent.controller.js';
import { ConsentRecords } from './google-consent.records.js';
import { GoogleConsentService } from './google-consent.service.js';
import { GoogleProbe } from './google-probe.js';
import { GoogleSteps } from './google-steps.js';
import { AdminModule } from '../admin/index.js';
import { DirectoryApplication } from './google-directory.apply.js';
import { DirectoryFactsService } from './google-directory.facts.js';
import { GoogleDirectoryReader } from './google-directory.reader.js';
import { GoogleDirectoryRepository } from './google-directory.repository.js';
import { GoogleDirectoryService } from './google-directory.service.js';
import { IntegrationsModule } from '../integrations/index.js';
import { GoogleConnectionJobs } from './google-connection.jobs.js';
import { GoogleGrants } from './google-grants.js';
import { GoogleClients } from './google-clients.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleLimiter } from './google-limiter.js';
import { GoogleTransport } from './google-transport.js';
import { GoogleTrouble } from './google-trouble.service.js';
import { GoogleWebhookController } from './google-webhook.controller.js';
import { GoogleWebhookService } from './google-webhook.service.js';
import { GoogleWork } from './google-work.js';
import { GoogleJobs } from './google.jobs.js';
import { ServiceAccount } from './service-account.js';

/**
 * Google Workspace. Who takes the sightings is decided by who imports this: `GoogleModule.withIntake(AbsencesModule, CalendarAbsences)`, where
 * the module exports the class that implements AbsenceIntake. Then this module knows no other but the directory.
 */
@Module({})
export class GoogleModule {
  static withIntake(module: Type, intake: Type<AbsenceIntake>): DynamicModule {
    return {
      module: GoogleModule,
      imports: [module, IntegrationsModule, AdminModule],
      controllers: [GoogleWebhookController, GoogleConnectionController, GoogleConsentController],
      providers: [
        { provide: AbsenceIntake, useExisting: intake },
        { provide: GoogleLimiter, useFactory: () => new GoogleLimiter() },
        ServiceAccount,
        GoogleConnectionsRepository,
        GoogleTransport,
        GoogleTrouble,
        GoogleGrants,
        GoogleAccountsRepository,
        GoogleChecks,
        GoogleSteps,
        GoogleProbe,
        GoogleConnectionChanges,
        GoogleConnectionService,
        GoogleDirectoryReader,
        GoogleDirectoryRepository,
        DirectoryFactsService,
        DirectoryApplication,
        GoogleDirectoryService,
        ConsentExchange,
        ConsentRecords,
        GoogleConsentService,
        GoogleConnectionJobs,
        GoogleClients,
        CalendarStreamsRepository,
        GoogleWork,
        CalendarSyncService,
        CalendarWatchService,
        CalendarStreamsService,
        CalendarLooks,
        GoogleJobs,
        CalendarPoller,
        GoogleWebhookService,
      ],
      exports: [GoogleClients, CalendarLooks],
    };
  }
}
