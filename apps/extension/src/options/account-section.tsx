import { Button, Chip, Notice } from '@understudy/ui';
import { Check, LogIn } from 'lucide-react';
import { useState } from 'react';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import { useAccount } from './account.js';
import { Section } from './section.js';

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase();

export function AccountSection() {
  const { account, reload } = useAccount();
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const signIn = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await sendMessage('signIn', undefined);
    setIsBusy(false);
    setProblem(answer.ok ? '' : answer.why === 'refused' ? answer.message : say('who.offline'));
    reload();
  };
  const signOut = async (): Promise<void> => {
    await sendMessage('signOut', undefined);
    reload();
  };
  const known = account === 'loading' ? null : account;
  return (
    <Section id="account" title={say('options.account')}>
      <div className="card" aria-busy={account === 'loading' || undefined}>
        <div className="card-row">
          <span className="face face-large">{known ? initialsOf(known.name) : '–'}</span>
          <div className="grow">
            <b>{known?.name ?? say(account === 'loading' ? 'options.loading' : 'options.signedOut')}</b>
            <span className="hint">
              {known ? `${known.email}, ${known.tenant}, ${known.timeZone}` : say('options.signedOutText')}
            </span>
          </div>
          {known ? (
            <>
              <Chip tone="covered" icon={<Check className="i" />}>
                {say('options.connected')}
              </Chip>
              <Button size="panel" onClick={() => void signOut()}>
                {say('popup.signOut')}
              </Button>
            </>
          ) : (
            <Button
              size="panel"
              look="filled"
              busy={isBusy}
              disabled={account === 'loading'}
              onClick={() => void signIn()}
            >
              <LogIn className="i i-s" />
              {say(isBusy ? 'who.signingIn' : 'popup.signIn')}
            </Button>
          )}
        </div>
      </div>
      {problem ? <Notice tone="waiting">{problem}</Notice> : null}
    </Section>
  );
}
