import { Route, Routes } from 'react-router';
import { AbsencePage } from './absences/absence-page.js';
import { AuditPage } from './audit/audit-page.js';
import { StartPage } from './coverage/start-page.js';
import { CustomerPage } from './customers/customer-page.js';
import { CustomersPage } from './customers/customers-page.js';
import { EscalationPage } from './escalations/escalation-page.js';
import { EscalationsPage } from './escalations/escalations-page.js';
import { RequireSession } from './session/session.js';
import { Shell } from './shell/shell.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { NotFoundPage } from './states/not-found.js';
import { TeamPage } from './team/team-page.js';

export function App() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route
        element={
          <RequireSession>
            <Shell />
          </RequireSession>
        }
      >
        <Route index element={<StartPage />} />
        <Route path="team" element={<TeamPage />} />
        <Route path="absences/:id" element={<AbsencePage />} />
        <Route path="customers" element={<CustomersPage />} />
        <Route path="customers/:id" element={<CustomerPage />} />
        <Route path="escalations" element={<EscalationsPage />} />
        <Route path="escalations/:id" element={<EscalationPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
