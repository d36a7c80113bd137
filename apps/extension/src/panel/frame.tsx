import { LogoMark } from '@understudy/ui';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PanelTab } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';

const TONES = { here: 'text-ink-2', covered: 'text-covered-text', gap: 'text-gap-text' } as const;
const TABS = [
  ['brief', 'brief.tab'],
  ['escalate', 'panel.title'],
  ['escalations', 'detail.tab'],
] as const;

export interface FrameProps {
  readonly title: string;
  readonly who?: CustomerHit;
  readonly tab?: Exclude<PanelTab, 'link'>;
  readonly setTab?: (tab: PanelTab) => void;
  readonly children?: ReactNode;
}

/** Customer, one line who and until, tabs; the rest is the tab's. */
export function Frame({ title, who, tab, setTab, children }: FrameProps) {
  return (
    <main className="grid h-full min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] wrap-anywhere bg-bg">
      <header className="grid gap-1 border-b border-line bg-panel px-4 pt-3">
        <div className="flex items-center gap-2">
          <LogoMark size={20} />
          <h1 className="clip m-0 flex-1 text-lg font-semibold" title={title}>
            {title}
          </h1>
          {who ? (
            <a
              className="icon-plain"
              href={new URL(`/customers/${who.id}`, __API_URL__).href}
              target="_blank"
              rel="noopener"
              aria-label={say('brief.open')}
              title={say('brief.open')}
            >
              <ArrowUpRight className="i" />
            </a>
          ) : null}
        </div>
        {who ? <p className={`m-0 text-xs ${TONES[who.tone]}`}>{who.who}</p> : null}
        {tab && setTab ? <Tabs tab={tab} setTab={setTab} /> : <span className="pb-2" />}
      </header>
      {children}
    </main>
  );
}

function Tabs({ tab, setTab }: { readonly tab: PanelTab; readonly setTab: (tab: PanelTab) => void }) {
  return (
    <nav className="tabs" aria-label={say('extName')}>
      {TABS.map(([value, words]) => (
        <button
          key={value}
          type="button"
          aria-current={tab === value ? 'page' : undefined}
          onClick={() => setTab(value)}
        >
          {say(words)}
        </button>
      ))}
    </nav>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="grid content-center justify-items-center gap-2 p-7 text-center">
      <p className="m-0 text-base font-semibold">{title}</p>
      <p className="m-0 text-ink-2">{children}</p>
    </div>
  );
}
