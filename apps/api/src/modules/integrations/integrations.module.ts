import { Module } from '@nestjs/common';
import { IntegrationJobs } from './integration-jobs.js';
import { IntegrationProbes } from './integration-probes.js';
import { IntegrationsController } from './integrations.controller.js';
import { IntegrationsService } from './integrations.service.js';
import { LossesRepository } from './losses.repository.js';

/** Imports no other module, so that each of them may import it. */
@Module({
  controllers: [IntegrationsController],
  providers: [IntegrationProbes, IntegrationsService, IntegrationJobs, LossesRepository],
  exports: [IntegrationProbes, IntegrationsService, LossesRepository],
})
export class IntegrationsModule {}
