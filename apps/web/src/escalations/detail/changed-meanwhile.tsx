import { Notice, useNow } from '@understudy/ui';
import { useState } from 'react';
import { useMe } from '../../session/session.js';
import { changesBetween, NOTHING, type Change } from './changes.js';
import type { Escalation } from './escalation.js';

/** While a form is open: what somebody else changed since it was opened. What is typed stays as it is. */
export function ChangedMeanwhile({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const [opened] = useState(escalation);
  const changes = changesBetween(opened, escalation, user.time_zone, now);
  if (changes.length === 0) return null;
  return (
    <Notice tone="waiting">
      <b>Changed while you were writing.</b> <span className="mut">What you typed is still here.</span>
      <WasIs changes={changes} />
    </Notice>
  );
}

/** Was → is, one line each. */
export function WasIs({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="was-is">
      {changes.map(({ field, was, is }) => (
        <li key={field}>
          {field}:{' '}
          {was === NOTHING ? null : (
            <>
              <s>{was}</s> <span aria-hidden="true">→</span>
              <span className="sr-only"> is now </span>{' '}
            </>
          )}
          <b>{is}</b>
        </li>
      ))}
    </ul>
  );
}
