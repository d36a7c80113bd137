import type { DynamicModule, Type } from '@nestjs/common';
import { AbsencesModule, CalendarAbsences } from './absences/index.js';
import { AddonCalendarModule, AddonModule } from './addon/index.js';
import { AdminModule } from './admin/index.js';
import { BriefsModule } from './briefs/index.js';
import { CalendarsModule } from './calendars/index.js';
import { ContinuityModule } from './continuity/index.js';
import { CoverageSetupModule } from './coverage-setup/index.js';
import { CoverageModule } from './coverage/index.js';
import { CustomersModule } from './customers/index.js';
import { DashboardModule } from './dashboard/index.js';
import { DirectoryModule } from './directory/index.js';
import { EscalationsModule } from './escalations/index.js';
import { GoogleModule } from './google/index.js';
import { HandbacksModule } from './handbacks/index.js';
import { LiveModule } from './live/index.js';
import { MailModule } from './mail/index.js';
import { NoticesModule } from './notices/index.js';
import { NotificationsModule } from './notifications/index.js';
import { OOOCoverageModule } from './ooo-coverage/index.js';
import { PoliciesModule } from './policies/index.js';
import { ReportingModule } from './reporting/index.js';
import { ResponsibilityModule } from './responsibility/index.js';
import { RoutingModule } from './routing/index.js';
import { SlaModule } from './sla/index.js';
import { EscalationClocksModule } from './escalation-clocks/index.js';
import { RoutingRulesModule } from './routing-rules/index.js';
import { ConversationsModule } from './conversations/index.js';
import { SupportersModule } from './supporters/index.js';
import { EscalationOwnersModule } from './escalation-owners/index.js';
import { EscalationFilesModule } from './escalation-files/index.js';
import { PlaybooksModule } from './playbooks/index.js';
import { EscalationThreadModule } from './escalation-thread/index.js';
import { EscalationReportsModule } from './escalation-reports/index.js';
import { IntegrationsModule } from './integrations/index.js';
import { GoogleChangesModule } from './google-changes/index.js';
import { SlackModule } from './slack/index.js';
import { SlackRoomsModule } from './slack-rooms/index.js';
import { PtoModule } from './pto/index.js';
import { OutgoingWebhooksModule } from './outgoing-webhooks/index.js';
import { CrmSitesModule } from './crm-sites/index.js';
import { SandboxModule } from './sandbox/index.js';

const google = GoogleModule.withIntake(AbsencesModule, CalendarAbsences);

/** Every module of the product; the app module loads them in both processes. */
export const MODULES: readonly (Type | DynamicModule)[] = [
  DirectoryModule,
  AdminModule,
  CustomersModule,
  ResponsibilityModule,
  CoverageModule,
  AbsencesModule,
  BriefsModule,
  EscalationsModule,
  DashboardModule,
  AddonModule.of(AddonCalendarModule.of(google)),
  LiveModule,
  google,
  OOOCoverageModule,
  PoliciesModule,
  MailModule,
  NoticesModule,
  NotificationsModule,
  RoutingModule,
  HandbacksModule,
  ReportingModule,
  CalendarsModule,
  ContinuityModule,
  CoverageSetupModule,
  SlaModule,
  EscalationClocksModule,
  RoutingRulesModule,
  EscalationOwnersModule,
  ConversationsModule,
  SupportersModule,
  EscalationFilesModule,
  PlaybooksModule,
  EscalationThreadModule,
  EscalationReportsModule,
  IntegrationsModule,
  GoogleChangesModule.of(google),
  SlackModule,
  SlackRoomsModule,
  PtoModule,
  OutgoingWebhooksModule,
  CrmSitesModule,
  SandboxModule,
];
