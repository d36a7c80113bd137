import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ApiDescription } from './api-description.js';
import { ProblemFilter } from './filter.js';
import { Heartbeat } from './heartbeat.js';
import { API_GUIDES, type Guide } from './guide.js';
import { Metrics } from './metrics.js';
import { OperationsController } from './operations.controller.js';
import { OutboxLag, Readiness } from './readiness.js';
import { ServedEndpoints } from './served-endpoints.js';

/** How every endpoint is served: errors, health, metrics, and the API's description of itself. */
@Module({
  imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false })],
  controllers: [OperationsController],
  providers: [
    ApiDescription,
    Heartbeat,
    Metrics,
    OutboxLag,
    Readiness,
    ServedEndpoints,
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [Metrics, ServedEndpoints],
})
export class HttpModule {
  /** With what the modules tell about how their endpoints go together. */
  static withGuides(guides: readonly Guide[]): DynamicModule {
    return { module: HttpModule, providers: [{ provide: API_GUIDES, useValue: guides }] };
  }
}
