import { Button, Kbd } from '@understudy/ui';
import { ChevronRight, Moon, Siren } from 'lucide-react';
import { Fragment, useContext, useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useOutNow } from '../absences/out-now-provider.js';
import type { LiveState } from '../api/use-live.js';
import { useEscalate } from '../escalations/escalate-provider.js';
import { Bell } from '../notifications/bell.js';
import { LiveContext } from './live-context.js';

export interface PageProps {
  /** The title is the answer, or the sentence under it is. */
  readonly title: string;
  readonly sub?: ReactNode;
  /** Beside the title: chips. */
  readonly aside?: ReactNode;
  readonly over?: ReactNode;
  readonly actions?: ReactNode;
  /** The way here, without the page itself. */
  readonly crumbs?: readonly { readonly to: string; readonly words: string }[];
  /** The last crumb, when it is shorter than the title. */
  readonly here?: string;
  readonly children: ReactNode;
}

/** One page: breadcrumb and what every page has at the top, its header, its body. */
export function Page({ title, sub, aside, over, actions, crumbs = [], here, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Understudy`;
  }, [title]);
  return (
    <>
      <TopBar crumbs={crumbs} here={here ?? title} />
      <main className="page" id="page" tabIndex={-1}>
        <header className="page-head">
          <div className="min-w-0">
            {over ? <div className="page-over mb-1 flex flex-wrap items-center gap-2">{over}</div> : null}
            <div className="flex flex-wrap items-center gap-2">
              <h1>{title}</h1>
              {aside}
            </div>
            {sub ? <p className="sub">{sub}</p> : null}
          </div>
          {actions ? <div className="acts">{actions}</div> : null}
        </header>
        {children}
      </main>
    </>
  );
}

const LIVE_WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
} as const satisfies Record<LiveState, string>;

function TopBar({ crumbs, here }: { readonly crumbs: NonNullable<PageProps['crumbs']>; readonly here: string }) {
  const live = useContext(LiveContext);
  const { open } = useEscalate();
  const outNow = useOutNow();
  return (
    <header className="top">
      <nav className="crumb" aria-label="Breadcrumb">
        {crumbs.map(({ to, words }) => (
          <Fragment key={to}>
            <Link to={to}>{words}</Link>
            <ChevronRight className="i i-s" />
          </Fragment>
        ))}
        <span aria-current="page" className="clip">
          {here}
        </span>
      </nav>
      <span className={live === 'live' ? 'live hide-narrow' : 'live live-off hide-narrow'} role="status">
        {LIVE_WORDS[live]}
      </span>
      <Bell />
      <Button size="panel" className="hide-narrow" onClick={() => outNow.open()}>
        <Moon className="i" />I am out now
      </Button>
      <Button size="panel" className="hide-narrow" aria-keyshortcuts="E" onClick={() => open()}>
        <Siren className="i" />
        Escalate <Kbd>E</Kbd>
      </Button>
      <Button look="quiet" icon className="only-narrow" aria-label="Escalate" onClick={() => open()}>
        <Siren className="i" />
      </Button>
    </header>
  );
}
