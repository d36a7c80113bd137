import { ListDashboardEscalations, ListReportedEscalations } from '@understudy/contracts';
import { BehindPage } from './behind-page.js';
import { EscalationRows } from './escalation-rows.js';

/** Behind a number of the dashboard. */
export function DashboardListPage() {
  return (
    <BehindPage
      endpoint={ListDashboardEscalations}
      what="escalations"
      back={{ to: '/escalations/dashboard', words: 'Dashboard' }}
      csv
    >
      {(items) => <EscalationRows rows={items} caption="The escalations that were counted" />}
    </BehindPage>
  );
}

/** Behind a number of the reports. */
export function ReportedEscalationsPage() {
  return (
    <BehindPage
      endpoint={ListReportedEscalations}
      what="escalations"
      back={{ to: '/reports/escalations', words: 'Escalation report' }}
      csv
    >
      {(items) => <EscalationRows rows={items} caption="The escalations that were counted" />}
    </BehindPage>
  );
}
