import { Calendar, Mail, MessageSquare, Send, SquareUserRound, type LucideIcon } from 'lucide-react';
import { useLocation } from 'react-router';
import { useOutbox } from '../api/outbox.js';
import { PageLink } from '../person/page-link.js';

const PAGES: readonly {
  readonly to: string;
  readonly words: string;
  readonly short: string;
  readonly Icon: LucideIcon;
}[] = [
  { to: '/mail', words: 'Mailbox', short: 'Mail', Icon: Mail },
  { to: '/calendar', words: 'Calendar', short: 'Calendar', Icon: Calendar },
  { to: '/slack', words: 'Slack', short: 'Slack', Icon: MessageSquare },
  { to: '/crm', words: 'CRM record', short: 'CRM', Icon: SquareUserRound },
  { to: '/sent', words: 'What was sent', short: 'Sent', Icon: Send },
];

export function PageTabs() {
  const { pathname } = useLocation();
  const sent = useOutbox().data?.length ?? 0;
  return (
    <nav className="sb-tabs" aria-label="Sandbox">
      {PAGES.map(({ to, words, short, Icon }) => (
        <PageLink key={to} to={to} aria-current={pathname.startsWith(to) ? 'page' : undefined}>
          <Icon className="i sb-tab-icon" />
          <span className="sb-tab-long">{words}</span>
          <span className="sb-tab-short">{short}</span>
          {to === '/sent' && sent > 0 ? <span className="sb-count">{sent}</span> : null}
        </PageLink>
      ))}
    </nav>
  );
}
