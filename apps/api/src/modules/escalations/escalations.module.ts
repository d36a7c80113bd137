import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { PlaybooksModule } from '../playbooks/index.js';
import { RoutingRulesModule } from '../routing-rules/index.js';
import { CustomerContexts } from './customer-context.js';
import { EscalationAccess } from './escalation-access.service.js';
import { EscalationActionsController } from './escalation-actions.controller.js';
import { EscalationActions } from './escalation-actions.service.js';
import { EscalationBoard } from './escalation-board.service.js';
import { EscalationBoardRepository } from './escalation-board.repository.js';
import { EscalationBirths } from './escalation-births.service.js';
import { SlaModule } from '../sla/index.js';
import { EscalationClockRepository } from './escalation-clock.repository.js';
import { EscalationTimers } from './escalation-timers.js';
import { EscalationClock } from './escalation-clock.service.js';
import { EscalationCreation } from './escalation-creation.service.js';
import { EscalationEntry } from './escalation-entry.service.js';
import { EscalationMoves } from './escalation-moves.service.js';
import { EscalationNews } from './escalation-news.service.js';
import { EscalationOwners } from './escalation-owner.js';
import { EscalationPreviews } from './escalation-previews.service.js';
import { EscalationRowsRepository } from './escalation-rows.repository.js';
import { EscalationTimeline } from './escalation-timeline.service.js';
import { EscalationsController } from './escalations.controller.js';
import { EscalationsRepository } from './escalations.repository.js';
import { EscalationsService } from './escalations.service.js';
import { PlaybookActionsController } from './playbook-actions.controller.js';
import { PlaybookActions } from './playbook-actions.service.js';
import { EscalationViews } from './escalation-views.service.js';

@Module({
  imports: [CustomersModule, PlaybooksModule, ResponsibilityModule, RoutingRulesModule, SlaModule],
  controllers: [EscalationsController, EscalationActionsController, PlaybookActionsController],
  providers: [
    CustomerContexts,
    EscalationAccess,
    EscalationActions,
    EscalationBirths,
    EscalationBoard,
    EscalationBoardRepository,
    EscalationClock,
    EscalationClockRepository,
    EscalationTimers,
    EscalationCreation,
    EscalationEntry,
    EscalationMoves,
    EscalationNews,
    EscalationOwners,
    EscalationPreviews,
    EscalationRowsRepository,
    PlaybookActions,
    EscalationTimeline,
    EscalationViews,
    EscalationsRepository,
    EscalationsService,
  ],
  exports: [
    CustomerContexts,
    EscalationAccess,
    EscalationClock,
    EscalationClockRepository,
    EscalationTimers,
    EscalationActions,
    EscalationEntry,
    EscalationCreation,
    EscalationMoves,
    EscalationNews,
    EscalationOwners,
    EscalationsRepository,
    EscalationsService,
    EscalationTimeline,
    EscalationViews,
  ],
})
export class EscalationsModule {}
