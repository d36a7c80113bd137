import { Module } from '@nestjs/common';
import { IntegrationProbes } from './integration-probes.js';

/** Imports no other module, so that each of them may import it. */
@Module({
  providers: [IntegrationProbes],
  exports: [IntegrationProbes],
})
export class IntegrationsModule {}
