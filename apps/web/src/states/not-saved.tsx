import { Notice } from '@understudy/ui';
import { codeOf, requestOf, wordsFor } from '../api/send.js';

/** Why something was not saved, that nothing typed is lost, and the number to quote. Somebody else's change is said as such. */
export function NotSaved({ error }: { readonly error: unknown }) {
  const request = requestOf(error);
  return (
    <Notice tone="gap">
      <b>{codeOf(error) === 'version.stale' ? 'Somebody changed this meanwhile.' : 'Not saved.'}</b>{' '}
      <span className="mut">
        What you typed is still here. {wordsFor(error)}
        {request ? ` Request ${request}.` : ''}
      </span>
    </Notice>
  );
}
