import { Module } from '@nestjs/common';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { DashboardModule } from '../dashboard/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { ActivityCards } from './activity-cards.service.js';
import { AddonActions } from './addon-actions.service.js';
import { AddonController } from './addon.controller.js';
import { EscalationCards } from './escalation-cards.service.js';
import { HomeCards } from './home-card.service.js';
import { MessageCards } from './message-card.service.js';
import { MessageSurroundings } from './message-surroundings.service.js';
import { UpcomingRepository } from './upcoming.repository.js';

@Module({
  imports: [BriefsModule, CoverageModule, CustomersModule, DashboardModule, EscalationsModule, ResponsibilityModule],
  controllers: [AddonController],
  providers: [
    HomeCards,
    MessageCards,
    MessageSurroundings,
    UpcomingRepository,
    EscalationCards,
    ActivityCards,
    AddonActions,
  ],
})
export class AddonModule {}
