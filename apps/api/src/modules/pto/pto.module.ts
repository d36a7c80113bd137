import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { DirectoryModule } from '../directory/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { BambooHrSource } from './bamboohr-source.js';
import { HibobSource } from './hibob-source.js';
import { IcalSource } from './ical-source.js';
import { PtoAccesses } from './pto-access.js';
import { PtoEntriesRepository } from './pto-entries.repository.js';
import { PtoEntriesService } from './pto-entries.service.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoFeedsService } from './pto-feeds.service.js';
import { PtoNamesRepository } from './pto-names.repository.js';
import { PtoNamesService } from './pto-names.service.js';
import { PtoPoller } from './pto-poller.js';
import { PtoReading } from './pto-reading.service.js';
import { PtoSettling } from './pto-settling.service.js';
import { PtoSources } from './pto-sources.js';
import { PtoTaking } from './pto-taking.service.js';
import { PtoWebhookService } from './pto-webhook.service.js';
import { PtoWork } from './pto-work.js';
import { PtoController } from './pto.controller.js';
import { PtoJobs } from './pto.jobs.js';
import { PtoProbe } from './pto.probe.js';

/** PTO systems: iCalendar feeds, HiBob and BambooHR. What they show becomes absences. */
@Module({
  imports: [AbsencesModule, DirectoryModule, IntegrationsModule],
  controllers: [PtoController],
  providers: [
    PtoAccesses,
    PtoFeedsRepository,
    PtoEntriesRepository,
    PtoNamesRepository,
    PtoWork,
    IcalSource,
    HibobSource,
    BambooHrSource,
    PtoSources,
    PtoTaking,
    PtoReading,
    PtoSettling,
    PtoFeedsService,
    PtoEntriesService,
    PtoNamesService,
    PtoWebhookService,
    PtoJobs,
    PtoPoller,
    PtoProbe,
  ],
})
export class PtoModule {}
