import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { SlackAdminController } from './slack-admin.controller.js';
import { SlackAdmin } from './slack-admin.service.js';
import { SlackApp } from './slack-app.js';
import { SlackCallers } from './slack-callers.service.js';
import { SlackCommandsService } from './slack-commands.service.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackConnections } from './slack-connections.service.js';
import { SlackCustomerNames } from './slack-customer-names.service.js';
import { SlackCustomers } from './slack-customers.service.js';
import { SlackDemoInstall } from './slack-demo-install.js';
import { SlackEscalations } from './slack-escalations.service.js';
import { SlackEventsService } from './slack-events.service.js';
import { SlackFormsService } from './slack-forms.service.js';
import { SlackHomeFacts } from './slack-home-facts.service.js';
import { SlackHome } from './slack-home.service.js';
import { SlackIncoming } from './slack-incoming.service.js';
import { SlackInstallPages } from './slack-install-pages.js';
import { SlackInstall } from './slack-install.service.js';
import { SlackInteractionsService } from './slack-interactions.service.js';
import { SlackJobs } from './slack-jobs.js';
import { SlackOut } from './slack-out.service.js';
import { SlackPeopleRepository } from './slack-people.repository.js';
import { SlackPeople } from './slack-people.service.js';
import { SlackPresses } from './slack-presses.service.js';
import { SlackProbe } from './slack-probe.js';
import { SlackQuestionsRepository } from './slack-questions.repository.js';
import { SlackQuestions } from './slack-questions.service.js';
import { SlackReceipts } from './slack-receipts.repository.js';
import { SlackReplies } from './slack-replies.service.js';
import { SlackStatusService } from './slack-status.service.js';
import { SlackConnecting } from './slack-connecting.service.js';
import { SlackPeopleAdmin } from './slack-people-admin.service.js';
import { SlackAnswers } from './slack-answers.service.js';
import { SlackDeeds } from './slack-deeds.service.js';
import { SlackHomeSchedule } from './slack-home-schedule.service.js';
import { SlackNewsJobs } from './slack-news.jobs.js';
import { SlackWebhooksController } from './slack-webhooks.controller.js';

/** Slack: the connection, who is who there, and the conversation with people. */
@Module({
  imports: [
    AbsencesModule,
    CoverageModule,
    CustomersModule,
    EscalationsModule,
    IntegrationsModule,
    ResponsibilityModule,
  ],
  controllers: [SlackAdminController, SlackWebhooksController],
  providers: [
    SlackApp,
    SlackConnectionsRepository,
    SlackConnections,
    SlackPeopleRepository,
    SlackPeople,
    SlackInstall,
    SlackInstallPages,
    SlackAdmin,
    SlackProbe,
    SlackReceipts,
    SlackIncoming,
    SlackEventsService,
    SlackCallers,
    SlackReplies,
    SlackCustomerNames,
    SlackCustomers,
    SlackEscalations,
    SlackFormsService,
    SlackInteractionsService,
    SlackCommandsService,
    SlackPresses,
    SlackOut,
    SlackQuestionsRepository,
    SlackQuestions,
    SlackStatusService,
    SlackHomeFacts,
    SlackHome,
    SlackJobs,
    SlackNewsJobs,
    SlackHomeSchedule,
    SlackDeeds,
    SlackAnswers,
    SlackPeopleAdmin,
    SlackConnecting,
    SlackDemoInstall,
  ],
  exports: [SlackCallers, SlackConnections, SlackPeople, SlackEventsService, SlackQuestions],
})
export class SlackModule {}
