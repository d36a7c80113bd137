import { Button, Notice } from '@understudy/ui';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

export interface SecretOnceProps {
  /** "key", "signing secret". */
  readonly what: string;
  /** Null: the same was asked for before, and it is shown no second time. */
  readonly secret: string | null;
  /** What to do when it was not copied. */
  readonly otherwise: string;
}

/** A secret that is shown this once, to be copied. */
export function SecretOnce({ what, secret, otherwise }: SecretOnceProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  if (secret === null)
    return (
      <Notice tone="waiting">
        <b>The {what} was shown already.</b> <span className="mut">It is kept nowhere. {otherwise}</span>
      </Notice>
    );
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <Notice tone="waiting">
        <b>Copy it now: it is shown this once.</b> <span className="mut">It is kept nowhere. {otherwise}</span>
      </Notice>
      <code className="code secret" tabIndex={0} aria-label={`The ${what}`}>
        {secret}
      </code>
      <div className="form-foot">
        <Button look="filled" size="panel" onClick={() => void copy()}>
          {copied ? <Check className="i" /> : <Copy className="i" />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <span className="self-center text-xs text-ink-2" role="status">
          {copied === false ? 'The browser did not let us copy: select it and copy it by hand.' : ''}
          {copied ? 'It is in your clipboard.' : ''}
        </span>
      </div>
    </>
  );
}
