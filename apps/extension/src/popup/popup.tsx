import { Button, LogoMark, Notice } from '@understudy/ui';
import { LogIn, Settings } from 'lucide-react';
import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { wordsOf } from '../panel/failure-notice.js';
import { sendMessage, type Account } from '../protocol.js';
import { say } from '../say.js';
import { SignedIn } from './signed-in.js';

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

export function Head({ name, isSignedOut = false }: { readonly name?: string; readonly isSignedOut?: boolean }) {
  return (
    <div className="flex items-center gap-2">
      <LogoMark size={20} kind={isSignedOut ? 'off' : 'on'} />
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
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const signIn = async (): Promise<void> => {
    setBusy(true);
    const answer = await sendMessage('signIn', undefined);
    setBusy(false);
    if (answer.ok) return signedIn(answer.account);
    setProblem(wordsOf(answer));
  };
  return (
    <main className="popup popup-small">
      <div className="border-b border-line bg-panel p-3">
        <Head isSignedOut />
      </div>
      <div className="grid content-center justify-items-center gap-2 p-7 text-center">
        <LogoMark size={28} />
        <p className="m-0 text-base font-semibold">{say('popup.signInTitle')}</p>
        <p className="m-0 text-ink-2">{say('popup.signInText')}</p>
        <Button look="filled" className="btn-wide mt-1" busy={isBusy} autoFocus onClick={() => void signIn()}>
          <LogIn className="i" />
          {isBusy ? say('who.signingIn') : say('popup.signIn')}
        </Button>
        {problem ? <Notice tone="waiting">{problem}</Notice> : null}
      </div>
    </main>
  );
}
