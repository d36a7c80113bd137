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
import { ROUTING_TARGETS, type RoutingTarget } from './routing-target.js';
import { RoutingController } from './routing.controller.js';
import { RoutingRepository } from './routing.repository.js';
import { RoutingService } from './routing.service.js';
import { UnconnectedTarget } from './unconnected-target.js';

/** Tasks and alerts are ours; the systems of others stand in the ledger as not connected until they are. */
const targets = (tenancy: Tenancy, redirects: RedirectsRepository): readonly RoutingTarget[] => [
  new RedirectTarget('tasks', tenancy, redirects),
  new RedirectTarget('alerts', tenancy, redirects),
  new UnconnectedTarget('email', 'Google Workspace is not connected'),
  new UnconnectedTarget('slack', 'Slack is not connected'),
  new UnconnectedTarget('calendar', 'Google Workspace is not connected'),
];

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
    { provide: ROUTING_TARGETS, inject: [Tenancy, RedirectsRepository], useFactory: targets },
  ],
  exports: [RoutingService],
})
export class RoutingModule {}
