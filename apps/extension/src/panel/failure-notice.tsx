import { Button, Notice } from '@understudy/ui';
import { LogIn } from 'lucide-react';
import type { Failure } from '../protocol.js';
import { say } from '../say.js';

/** What went wrong, what is kept, what to do. */
export function FailureNotice(props: { failure: Failure; again: () => void; signIn: () => void }) {
  const { failure, again, signIn } = props;
  if (failure.why === 'signed-out') {
    const button = (
      <Button size="panel" look="filled" onClick={signIn}>
        {say('who.signIn')}
      </Button>
    );
    return (
      <Notice tone="waiting" icon={<LogIn className="i" />} actions={button}>
        {say('panel.signedOut')}
      </Notice>
    );
  }
  const button = (
    <Button size="panel" onClick={again}>
      {say('who.again')}
    </Button>
  );
  return (
    <Notice tone={failure.why === 'offline' ? 'waiting' : 'gap'} actions={button}>
      {wordsOf(failure)}
      {failure.why === 'refused' && failure.requestId ? (
        <span className="block text-xs">{say('who.request', failure.requestId)}</span>
      ) : null}
    </Notice>
  );
}

/** One sentence. */
export const wordsOf = (failure: Failure): string =>
  failure.why === 'offline'
    ? say('who.offline')
    : failure.why === 'signed-out'
      ? say('popup.signInTitle')
      : failure.message;
