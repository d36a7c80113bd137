import { useEffect, useState } from 'react';
import type { PreviewView } from '../desk.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import type { Severity } from '../worker/answers.js';

export interface PreviewLineProps {
  readonly customerId: string | null;
  readonly category: string;
  readonly severity: Severity;
}

/** A moment for whoever goes through the severities with the arrow keys. */
const WAIT_MS = 150;

/** Who gets it and by when, before it is sent: asked of the server, which decides the same way when it is. */
export function PreviewLine({ customerId, category, severity }: PreviewLineProps) {
  const [said, setSaid] = useState<{ key: string; preview: PreviewView | null } | null>(null);
  const key = customerId && category ? `${customerId} ${category} ${severity}` : '';
  useEffect(() => {
    if (!key || !customerId) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await sendMessage('preview', { customerId, category, severity });
      if (isCurrent) setSaid({ key, preview: answer.ok ? answer.preview : null });
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, customerId, category, severity]);

  const current = said?.key === key ? said : null;
  return (
    <div className="preview" role="status">
      {!category ? (
        <p>{say('send.chooseKind')}</p>
      ) : !key || (current && !current.preview) ? (
        <p>{say('send.offline')}</p>
      ) : current?.preview ? (
        <Goes preview={current.preview} />
      ) : (
        <p>{say('send.asking')}</p>
      )}
    </div>
  );
}

function Goes({ preview: { owner, why, answerBy, solvedBy } }: { readonly preview: PreviewView }) {
  return (
    <>
      {owner ? (
        <span className="face face-small face-covered" aria-hidden="true">
          {owner.initials}
        </span>
      ) : null}
      <p title={why}>
        <b className="text-ink">{owner ? say('send.goesTo', owner.name) : say('send.nobodyYet')}</b>
        <span className="num block">{say('send.times', answerBy, solvedBy)}</span>
      </p>
    </>
  );
}
