import { Navigate, Route, Routes, useLocation } from 'react-router';
import { CalendarPage } from './calendar/calendar-page.js';
import { AccountPage } from './crm/account-page.js';
import { AccountsPage } from './crm/accounts-page.js';
import { Frame } from './frame/frame.js';
import { MailPage } from './mail/mail-page.js';
import { PersonProvider } from './person/person.js';
import { SlackPage } from './slack/slack-page.js';
import { SentPage } from './sent/sent-page.js';
import { NotFound } from './states/not-found.js';

/** Every page under /sandbox; who looks is in the address (`?as=`), so that a page can be opened as two people side by side. */
export function App() {
  const { search } = useLocation();
  return (
    <PersonProvider>
      <Frame>
        <Routes>
          <Route path="/" element={<Navigate replace to={{ pathname: '/mail', search }} />} />
          <Route path="/mail" element={<MailPage />} />
          <Route path="/mail/:threadId" element={<MailPage />} />
          <Route path="/calendar" element={<CalendarPage />} />
          <Route path="/calendar/:eventId" element={<CalendarPage />} />
          <Route path="/crm" element={<AccountsPage />} />
          <Route path="/crm/accounts/:recordId" element={<AccountPage />} />
          <Route path="/slack" element={<SlackPage />} />
          <Route path="/sent" element={<SentPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Frame>
    </PersonProvider>
  );
}
