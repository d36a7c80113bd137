import { Module } from '@nestjs/common';
import { Tenancy } from '../../platform/database/index.js';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { RedirectTarget } from './redirect-target.js';
import { RedirectsRepository } from './redirects.repository.js';
import { RoutedWorkRepository } from './routed-work.repository.js';
import { RoutedWork } from './routed-work.service.js';
import { RoutingJobs } from './routing-jobs.js';
import { RoutingNews } from './routing-news.service.js';
import { RoutingPlanner } from './routing-planner.service.js';
import { RoutingSaga } from './routing-saga.service.js';
import { RoutingController } from './routing.controller.js';
import { RoutingRepository } from './routing.repository.js';
import { RoutingService } from './routing.service.js';
import { RoutingTargets } from './routing-targets.js';

/** Tasks and alerts are ours; the systems of others are registered by the modules that know them. */
const targets = (tenancy: Tenancy, redirects: RedirectsRepository): RoutingTargets => {
  const registry = new RoutingTargets();
  registry.register(new RedirectTarget('tasks', tenancy, redirects));
  registry.register(new RedirectTarget('alerts', tenancy, redirects));
  return registry;
};

@Module({
  imports: [AbsencesModule, CoverageModule, CustomersModule, ResponsibilityModule],
  controllers: [RoutingController],
  providers: [
    RedirectsRepository,
    RoutingRepository,
    RoutedWorkRepository,
    RoutingNews,
    RoutingPlanner,
    RoutingSaga,
    RoutingService,
    RoutedWork,
    RoutingJobs,
    { provide: RoutingTargets, inject: [Tenancy, RedirectsRepository], useFactory: targets },
  ],
  exports: [RoutingService, RoutingTargets],
})
export class RoutingModule {}
