import { ErrorBoundary } from '@understudy/ui';
import { Suspense, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useLive } from '../api/use-live.js';
import { OutNowProvider } from '../absences/out-now-provider.js';
import { EscalateProvider } from '../escalations/escalate-provider.js';
import { LiveContext } from './live-context.js';
import { Rail } from './rail.js';
import { useFetchAhead } from '../states/fetch-ahead.js';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog, loadWorkStyles } from '../states/lazy-page.js';
import { SignOutProvider } from './sign-out-provider.js';
import { PageSkeleton } from '../states/page-skeleton.js';
import { TabBar } from './tab-bar.js';
import { useShortcut } from './use-shortcut.js';
import { useWholeWords } from './use-whole-words.js';

const loadFind = async () => (await import('../find/find-dialog.js')).FindDialog;
const FindDialog = lazyDialog(loadFind);

/** What stands around every page: rail or tab bar, the live connection, Escalate and Find on their keys. */
export function Shell() {
  const live = useLive();
  const { pathname } = useLocation();
  const [finding, setFinding] = useState(false);
  useFetchAhead(loadWorkStyles);
  useFetchAhead(loadFind);
  useShortcut('mod+k', () => setFinding(true));
  useWholeWords();

  return (
    <LiveContext.Provider value={live}>
      <SignOutProvider>
        <EscalateProvider>
          <OutNowProvider>
            <a className="btn skip" href="#page">
              Skip to the page
            </a>
            <div className="app">
              <Rail onFind={() => setFinding(true)} />
              <div className="main">
                <ErrorBoundary reassurance="Nothing you saved is lost, and what you typed is kept." resetKey={pathname}>
                  <Suspense fallback={<PageSkeleton />}>
                    <Outlet />
                  </Suspense>
                </ErrorBoundary>
              </div>
              <TabBar />
            </div>
            {finding ? (
              <LateDialog title="Find or do anything" onClose={() => setFinding(false)}>
                <FindDialog onClose={() => setFinding(false)} />
              </LateDialog>
            ) : null}
          </OutNowProvider>
        </EscalateProvider>
      </SignOutProvider>
    </LiveContext.Provider>
  );
}
