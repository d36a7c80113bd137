import { Button } from '@understudy/ui';
import { Siren } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { sendMessage, type Account } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';
import { AddHere } from './add-here.js';
import { HomeList } from './home-list.js';
import { KeptList } from './kept-list.js';
import { openPanelFor, useActiveTab } from './active-tab.js';
import { Head } from './popup.js';
import { useKept } from './use-kept.js';
import { Results, SearchBox, useSearch } from './search.js';
import { moveFocus } from './move-focus.js';
import { SignOut } from './sign-out.js';

/** Search has the focus; under it what is mine, or what was found; Escalate at the foot, with what goes along. */
export function SignedIn({ account, signedOut }: { readonly account: Account; readonly signedOut: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [isLeaving, setLeaving] = useState(false);
  const found = useSearch(query);
  const tab = useActiveTab();
  const kept = useKept();
  const chosen: CustomerHit | null = found.customers[at] ?? found.customers[0] ?? null;

  const escalate = (customer: CustomerHit | null): void => {
    if (tab) openPanelFor(tab, customer, 'escalate');
  };
  const openBrief = (customer: CustomerHit): void => {
    if (tab) openPanelFor(tab, customer, 'brief');
  };
  const leave = async (): Promise<void> => {
    await sendMessage('signOut', undefined);
    signedOut();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.nativeEvent.isTrusted) escalate(chosen);
    else moveFocus(event);
  };

  return (
    <main className="popup" onKeyDown={onKeyDown}>
      <div className="grid gap-2 border-b border-line bg-panel p-3">
        <Head name={account.name} />
        <SearchBox
          query={query}
          change={(next) => {
            setQuery(next);
            setAt(0);
          }}
          enter={() => chosen && openBrief(chosen)}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start overflow-auto py-2">
        <KeptList kept={kept} />
        {query.trim().length >= 2 ? (
          <Results found={found} at={at} setAt={setAt} open={openBrief} />
        ) : (
          <HomeList openBrief={openBrief} />
        )}
      </div>
      {isLeaving ? (
        <SignOut count={kept.length} leave={() => void leave()} stay={() => setLeaving(false)} />
      ) : (
        <footer className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-t border-line bg-panel px-3 py-2.5">
          {tab ? <AddHere url={tab.page.url} /> : null}
          <Button
            look="filled"
            className="btn-wide w-full"
            disabled={!tab}
            aria-keyshortcuts="Control+Enter"
            onClick={(event) => event.nativeEvent.isTrusted && escalate(chosen)}
          >
            <Siren className="i" />
            <span className="clip">{chosen ? say('popup.escalateFor', chosen.name) : say('popup.escalatePage')}</span>
          </Button>
          <div className="flex items-center gap-2">
            <p className="clip m-0 flex-1 text-xs text-ink-2" title={tab?.page.title}>
              {tab?.page.title ? say('popup.adds', tab.page.title) : say('home.noRecord')}
            </p>
            <Button look="quiet" size="row" onClick={() => (kept.length ? setLeaving(true) : void leave())}>
              {say('popup.signOut')}
            </Button>
          </div>
        </footer>
      )}
    </main>
  );
}
