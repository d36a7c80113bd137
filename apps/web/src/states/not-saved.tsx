import { Notice } from '@understudy/ui';
import { codeOf, requestOf, wordsFor } from '../api/send.js';

export interface NotSavedProps {
  readonly error: unknown;
  /** What would have been done with it: a message is sent. */
  readonly done?: 'saved' | 'sent';
}

/** Why something was not saved, that nothing typed is lost, and the number to quote. Somebody else's change is said as such. */
export function NotSaved({ error, done = 'saved' }: NotSavedProps) {
  const request = requestOf(error);
  return (
    <Notice tone="gap">
      <b>{codeOf(error) === 'version.stale' ? 'Somebody changed this meanwhile.' : `Not ${done}.`}</b>{' '}
      <span className="mut">
        What you typed is still here. {wordsFor(error)}
        {request ? ` Request ${request}.` : ''}
      </span>
    </Notice>
  );
}
