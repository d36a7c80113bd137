import { Button, Notice } from '@understudy/ui';
import { UNCERTAIN_CODE } from '../kept.js';
import type { Failure } from '../protocol.js';
import { say } from '../say.js';
import { FailureNotice } from './failure-notice.js';

/** Why it is not there yet; the text is, and nothing is sent twice. */
export function NotSent({ failure, again, signIn }: { failure: Failure; again: () => void; signIn: () => void }) {
  if (failure.why === 'signed-out') return <FailureNotice failure={failure} again={again} signIn={signIn} />;
  if (failure.why === 'offline') {
    const button = (
      <Button size="panel" onClick={again}>
        {say('panel.sendAgain')}
      </Button>
    );
    return (
      <Notice tone="waiting" actions={button}>
        <b>{say('panel.offline')}</b> {say('panel.offlineText')}
      </Notice>
    );
  }
  const words = failure.code === UNCERTAIN_CODE ? say('kept.uncertain') : failure.message;
  return (
    <Notice tone="gap">
      <b>{say('panel.notSent')}</b> {say('panel.textKept')} {words}
      {failure.requestId ? <span className="block text-xs">{say('who.request', failure.requestId)}</span> : null}
    </Notice>
  );
}
