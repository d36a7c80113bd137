import { Button, LogoMark, Notice } from '@understudy/ui';
import { LogIn, Settings, Siren } from 'lucide-react';
import { useEffect, useState } from 'react';
import { browser, type Browser } from 'wxt/browser';
import { CustomerSearch } from '../panel/customer-search.js';
import { sendMessage, type Account, type PageRef } from '../protocol.js';
import { say } from '../say.js';
import { panelPath, saveSubject } from '../subject-store.js';
import type { CustomerHit } from '../worker/answers.js';

/** Find a customer, see who covers, escalate from any page. */
export function Popup() {
  const [account, setAccount] = useState<Account | null | 'loading'>('loading');
  useEffect(() => void sendMessage('account', undefined).then(setAccount), []);
  if (account === 'loading') return <main className="popup" aria-busy="true" />;
  return account ? (
    <SignedIn account={account} signedOut={() => setAccount(null)} />
  ) : (
    <SignedOut signedIn={setAccount} />
  );
}

function Head({ name, signedOut = false }: { readonly name?: string; readonly signedOut?: boolean }) {
  return (
    <div className="flex items-center gap-2">
      <LogoMark size={20} kind={signedOut ? 'off' : 'on'} />
      <h1 className="m-0 flex-1 text-sm font-semibold">{say('extName')}</h1>
      {name ? <span className="clip text-xs text-ink-2">{name}</span> : null}
      <Button
        look="quiet"
        size="panel"
        icon
        aria-label={say('popup.options')}
        onClick={() => void browser.runtime.openOptionsPage()}
      >
        <Settings className="i" />
      </Button>
    </div>
  );
}

function SignedOut({ signedIn }: { readonly signedIn: (account: Account) => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const signIn = async (): Promise<void> => {
    setBusy(true);
    const answer = await sendMessage('signIn', undefined);
    setBusy(false);
    if (answer.ok) return signedIn(answer.account);
    setProblem(answer.why === 'refused' ? answer.message : say('who.offline'));
  };
  return (
    <main className="popup popup-small">
      <div className="border-b border-line bg-panel p-3">
        <Head signedOut />
      </div>
      <div className="grid content-center justify-items-center gap-2 p-7 text-center">
        <LogoMark size={28} />
        <p className="m-0 text-base font-semibold">{say('popup.signInTitle')}</p>
        <p className="m-0 text-ink-2">{say('popup.signInText')}</p>
        <Button look="filled" className="btn-wide mt-1" busy={busy} onClick={() => void signIn()}>
          <LogIn className="i" />
          {busy ? say('who.signingIn') : say('popup.signIn')}
        </Button>
        {problem ? <Notice tone="waiting">{problem}</Notice> : null}
      </div>
    </main>
  );
}

function SignedIn({ account, signedOut }: { readonly account: Account; readonly signedOut: () => void }) {
  const [chosen, setChosen] = useState<CustomerHit | null>(null);
  const tab = useActiveTab();
  const signOut = async (): Promise<void> => {
    await sendMessage('signOut', undefined);
    signedOut();
  };
  return (
    <main className="popup">
      <div className="border-b border-line bg-panel p-3">
        <Head name={account.name} />
      </div>
      <div className="grid content-start gap-2 overflow-auto py-3">
        <CustomerSearch autoFocus chosen={chosen} choose={setChosen} />
      </div>
      <footer className="grid gap-1.5 border-t border-line bg-panel px-3 py-2.5">
        <Button
          look="filled"
          className="btn-wide w-full"
          disabled={!tab}
          onClick={() => tab && escalateFrom(tab, chosen)}
        >
          <Siren className="i" />
          <span className="clip">{chosen ? say('popup.escalateFor', chosen.name) : say('popup.escalatePage')}</span>
        </Button>
        <div className="flex items-center gap-2">
          <p className="clip m-0 flex-1 text-xs text-ink-2">
            {tab?.page.title ? say('popup.adds', tab.page.title) : ''}
          </p>
          <Button look="quiet" size="row" onClick={() => void signOut()}>
            {say('popup.signOut')}
          </Button>
        </div>
      </footer>
    </main>
  );
}

interface ActiveTab {
  readonly id: number;
  readonly page: PageRef;
}

/** The tab the popup was opened over; its title and address are ours to read because the person clicked (activeTab). */
function useActiveTab(): ActiveTab | null {
  const [tab, setTab] = useState<ActiveTab | null>(null);
  useEffect(() => {
    void browser.tabs
      .query({ active: true, currentWindow: true })
      .then(([found]) => setTab(found ? asActive(found) : null));
  }, []);
  return tab;
}

const asActive = ({ id, url = '', title = '' }: Browser.tabs.Tab): ActiveTab | null =>
  id === undefined
    ? null
    : { id, page: { url: /^https?:/.test(url) ? url.slice(0, 2000) : '', title: title.slice(0, 1000), name: '' } };

/** `open` comes first, in the turn of the click; the panel waits for its subject. */
function escalateFrom({ id, page }: ActiveTab, customer: CustomerHit | null): void {
  const enabled = browser.sidePanel.setOptions({ tabId: id, path: panelPath(id), enabled: true });
  const opened = browser.sidePanel.open({ tabId: id });
  const saved = saveSubject(id, { record: null, customer, page });
  void Promise.all([enabled, opened, saved]).then(() => window.close());
}
