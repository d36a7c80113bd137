import { type DynamicModule, Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CoverageSetupModule } from '../coverage-setup/index.js';
import { CrmSitesModule } from '../crm-sites/index.js';
import { CustomersModule } from '../customers/index.js';
import { DashboardModule } from '../dashboard/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { NoticesModule } from '../notices/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { ActivityCards } from './activity-cards.service.js';
import { AddonActions } from './addon-actions.service.js';
import { AddonController } from './addon.controller.js';
import { AddonProbe } from './addon.probe.js';
import { AwayActions } from './away-actions.service.js';
import { AwayCards } from './away-cards.service.js';
import { BriefCards } from './brief-cards.service.js';
import { ComposeCards } from './compose-card.service.js';
import { ComposeFacts } from './compose-facts.service.js';
import { ContactCards } from './contact-cards.service.js';
import { ContactsRepository } from './contacts.repository.js';
import { CoverageActions } from './coverage-actions.service.js';
import { CoveredCustomers } from './covered-customers.service.js';
import { CustomerActions } from './customer-actions.service.js';
import { EscalationCards } from './escalation-cards.service.js';
import { FormsAgain } from './forms-again.service.js';
import { HomeCards } from './home-card.service.js';
import { MessageCards } from './message-card.service.js';
import { MessageSurroundings } from './message-surroundings.service.js';
import { UpcomingRepository } from './upcoming.repository.js';
import { WorkActions } from './work-actions.service.js';

@Module({
  imports: [
    AbsencesModule,
    BriefsModule,
    CoverageModule,
    CoverageSetupModule,
    CrmSitesModule,
    CustomersModule,
    DashboardModule,
    EscalationsModule,
    IntegrationsModule,
    NoticesModule,
    ResponsibilityModule,
  ],
  controllers: [AddonController],
  providers: [
    AddonProbe,
    UpcomingRepository,
    ContactsRepository,
    HomeCards,
    MessageCards,
    MessageSurroundings,
    CoveredCustomers,
    BriefCards,
    ContactCards,
    EscalationCards,
    ActivityCards,
    AwayCards,
    ComposeCards,
    ComposeFacts,
    CoverageActions,
    AwayActions,
    CustomerActions,
    WorkActions,
    FormsAgain,
    AddonActions,
  ],
})
export class AddonModule {
  /** `calendar` has the cards of Google Calendar; buttons of all cards are pressed here. */
  static of(calendar: DynamicModule): DynamicModule {
    return { module: AddonModule, imports: [calendar] };
  }
}
