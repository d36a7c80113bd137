import { Module } from '@nestjs/common';
import { ResponsibilityModule } from '../responsibility/index.js';
import { EscalationCategoriesController } from './escalation-categories.controller.js';
import { EscalationCategoriesRepository } from './escalation-categories.repository.js';
import { EscalationCategoriesService } from './escalation-categories.service.js';
import { RoutingBookWriter } from './routing-book.writer.js';
import { RoutingBooksRepository } from './routing-books.repository.js';
import { RoutingChecks } from './routing-checks.service.js';
import { RoutingRulesController } from './routing-rules.controller.js';
import { RoutingRulesService } from './routing-rules.service.js';
import { RoutingTrials } from './routing-trials.service.js';
import { RoutingWorldsRepository } from './routing-worlds.repository.js';

/** Which rule decides for an escalation, and the categories it can have. The escalations themselves are another module's. */
@Module({
  imports: [ResponsibilityModule],
  controllers: [RoutingRulesController, EscalationCategoriesController],
  providers: [
    RoutingBooksRepository,
    RoutingWorldsRepository,
    RoutingBookWriter,
    RoutingRulesService,
    RoutingChecks,
    RoutingTrials,
    EscalationCategoriesRepository,
    EscalationCategoriesService,
  ],
  exports: [RoutingBooksRepository],
})
export class RoutingRulesModule {}
