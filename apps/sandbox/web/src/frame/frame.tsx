import { ErrorBoundary } from '@understudy/ui';
import { useEffect, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ClockMenu } from './clock-menu.js';
import { JumpsProvider } from './jumps-context.js';
import { PersonMenu } from './person-menu.js';
import { PageTabs } from './page-tabs.js';
import { TopBrand } from './top-brand.js';
import { useLive } from './use-live.js';

const TITLES: readonly (readonly [string, string])[] = [
  ['/mail', 'Mailbox'],
  ['/calendar', 'Calendar'],
  ['/slack', 'Slack'],
  ['/crm', 'CRM'],
  ['/sent', 'What was sent'],
];

/** One bar over every page: where, when, who. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  useLive();
  const title = TITLES.find(([path]) => pathname.startsWith(path))?.[1] ?? 'Sandbox';
  useEffect(() => {
    document.title = `${title} · Sandbox · Understudy`;
  }, [title]);
  return (
    <JumpsProvider>
      <div className="sb">
        <header className="sb-top">
          <TopBrand />
          <PageTabs />
          <span className="sb-tools">
            <ClockMenu />
            <PersonMenu />
          </span>
        </header>
        <ErrorBoundary reassurance="What the sandbox holds is safe." resetKey={pathname}>
          {children}
        </ErrorBoundary>
      </div>
    </JumpsProvider>
  );
}
