import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SET_UP_ROUTES } from './admin/routes.js';
import { RULE_ROUTES } from './admin/rule-routes.js';
import { RequireSession } from './session/session.js';
import { Shell } from './shell/shell.js';
import { lazyPage, lazyStart } from './states/lazy-page.js';
import { NotFoundPage } from './states/not-found.js';

const SignInPage = lazyStart(() => import('./sign-in/sign-in-page.js'), 'SignInPage');
const StartPage = lazyStart(() => import('./coverage/start-page.js'), 'StartPage');
const ResiliencePage = lazyPage(() => import('./resilience/resilience-page.js'), 'ResiliencePage');
const AtRiskPage = lazyPage(() => import('./resilience/at-risk-page.js'), 'AtRiskPage');
const TeamPage = lazyPage(() => import('./team/team-page.js'), 'TeamPage');
const AbsencePage = lazyPage(() => import('./absences/absence-page.js'), 'AbsencePage');
const AbsencesPage = lazyPage(() => import('./absences/absences-page.js'), 'AbsencesPage');
const SetupPage = lazyPage(() => import('./setup/setup-page.js'), 'SetupPage');
const CustomersPage = lazyPage(() => import('./customers/customers-page.js'), 'CustomersPage');
const CustomerPage = lazyPage(() => import('./customers/customer-page.js'), 'CustomerPage');
const ImportPage = lazyPage(() => import('./customer-import/import-page.js'), 'ImportPage');
const ApprovalsPage = lazyPage(() => import('./approvals/approvals-page.js'), 'ApprovalsPage');
const AssignmentPage = lazyPage(() => import('./handbacks/assignment-page.js'), 'AssignmentPage');
const ReturnPage = lazyPage(() => import('./handbacks/return-page.js'), 'ReturnPage');
const SurveyPage = lazyPage(() => import('./handbacks/survey-page.js'), 'SurveyPage');
const CrmRecordPage = lazyPage(() => import('./customers/crm-record-page.js'), 'CrmRecordPage');
const EscalationsBoardPage = lazyPage(
  () => import('./escalations/board/escalations-board-page.js'),
  'EscalationsBoardPage',
);
const EscalationsTablePage = lazyPage(
  () => import('./escalations/board/escalations-table-page.js'),
  'EscalationsTablePage',
);
const InboxPage = lazyPage(() => import('./inbox/inbox-page.js'), 'InboxPage');
const ConversationsPage = lazyPage(() => import('./conversations/conversations-page.js'), 'ConversationsPage');
const ConversationPage = lazyPage(() => import('./conversations/conversation-page.js'), 'ConversationPage');
const EscalationPage = lazyPage(() => import('./escalations/detail/escalation-page.js'), 'EscalationPage');
const NotificationsPage = lazyPage(() => import('./notifications/notifications-page.js'), 'NotificationsPage');
const ProfilePage = lazyPage(() => import('./profile/profile-page.js'), 'ProfilePage');
const EscalationDashboardPage = lazyPage(
  () => import('./escalations/escalation-dashboard-page.js'),
  'EscalationDashboardPage',
);
const DashboardListPage = lazyPage(() => import('./reports/behind-escalations.js'), 'DashboardListPage');
const ReportedEscalationsPage = lazyPage(() => import('./reports/behind-escalations.js'), 'ReportedEscalationsPage');
const ReportedAbsencesPage = lazyPage(() => import('./reports/behind-coverage.js'), 'ReportedAbsencesPage');
const ReportedAssignmentsPage = lazyPage(() => import('./reports/behind-coverage.js'), 'ReportedAssignmentsPage');
const CoverageReportPage = lazyPage(() => import('./reports/coverage-report-page.js'), 'CoverageReportPage');
const EscalationReportPage = lazyPage(() => import('./reports/escalation-report-page.js'), 'EscalationReportPage');
const MetricsPage = lazyPage(() => import('./reports/metrics-page.js'), 'MetricsPage');
const AuditPage = lazyPage(() => import('./audit/audit-page.js'), 'AuditPage');

/** Every page, fetched when it is gone to. */
export function App() {
  return (
    <Routes>
      <Route
        path="/sign-in"
        element={
          <Suspense fallback={null}>
            <SignInPage />
          </Suspense>
        }
      />
      <Route
        element={
          <RequireSession>
            <Shell />
          </RequireSession>
        }
      >
        <Route index element={<StartPage />} />
        <Route path="team" element={<TeamPage />} />
        <Route path="resilience" element={<ResiliencePage />} />
        <Route path="resilience/:id" element={<AtRiskPage />} />
        <Route path="absences" element={<AbsencesPage />} />
        <Route path="setup" element={<SetupPage />} />
        <Route path="absences/:id" element={<AbsencePage />} />
        <Route path="customers" element={<CustomersPage />} />
        <Route path="customers/import" element={<ImportPage />} />
        <Route path="approvals" element={<ApprovalsPage />} />
        <Route path="coverage/:id" element={<AssignmentPage />} />
        <Route path="absences/:id/handback" element={<ReturnPage />} />
        <Route path="surveys/:id" element={<SurveyPage />} />
        <Route path="customers/:id" element={<CustomerPage />} />
        <Route path="customers/:id/crm" element={<CrmRecordPage />} />
        <Route path="escalations" element={<EscalationsBoardPage />} />
        <Route path="escalations/table" element={<EscalationsTablePage />} />
        <Route path="escalations/:id" element={<EscalationPage />} />
        <Route path="inbox" element={<InboxPage />} />
        <Route path="conversations" element={<ConversationsPage />} />
        <Route path="conversations/:id" element={<ConversationPage />} />
        <Route path="escalations/dashboard" element={<EscalationDashboardPage />} />
        <Route path="escalations/dashboard/list" element={<DashboardListPage />} />
        <Route path="success-metrics" element={<MetricsPage />} />
        <Route path="reports" element={<Navigate to="/reports/coverage" replace />} />
        <Route path="reports/coverage" element={<CoverageReportPage />} />
        <Route path="reports/coverage/absences" element={<ReportedAbsencesPage />} />
        <Route path="reports/coverage/assignments" element={<ReportedAssignmentsPage />} />
        <Route path="reports/escalations" element={<EscalationReportPage />} />
        <Route path="reports/escalations/list" element={<ReportedEscalationsPage />} />
        <Route path="notifications" element={<NotificationsPage />} />
        <Route path="profile" element={<ProfilePage />} />
        {SET_UP_ROUTES}
        {RULE_ROUTES}
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
