import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { RoutingRulesModule } from '../routing-rules/index.js';
import { AssigningService } from './assigning.service.js';
import { EscalationOwnersController } from './escalation-owners.controller.js';
import { OwnerCandidatesRepository } from './owner-candidates.repository.js';
import { OwnerSuggestionsService } from './owner-suggestions.service.js';

/** Who owns an escalation once it is there: given to somebody else by hand, with advice. */
@Module({
  imports: [CustomersModule, ResponsibilityModule, RoutingRulesModule, EscalationsModule],
  controllers: [EscalationOwnersController],
  providers: [OwnerCandidatesRepository, AssigningService, OwnerSuggestionsService],
})
export class EscalationOwnersModule {}
