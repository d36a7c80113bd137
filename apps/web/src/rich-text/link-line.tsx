import { Button, Input } from '@understudy/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { toAddress } from './safe-address.js';

export interface LinkLineProps {
  /** Where the link under the cursor leads; null: there is none. */
  readonly address: string | null;
  /** Null takes the link away. */
  readonly onLink: (address: string | null) => void;
  readonly onClose: () => void;
}

/** Asks where the selected words should lead; Enter takes it, Esc leaves everything as it was. */
export function LinkLine({ address, onLink, onClose }: LinkLineProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(address ?? '');
  const [refused, setRefused] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const take = () => {
    const target = toAddress(typed);
    if (target) onLink(target);
    else setRefused(true);
  };

  return (
    <div className="rt-link">
      <Input
        ref={field}
        id={id}
        type="url"
        aria-label="Where the words lead"
        aria-invalid={refused || undefined}
        aria-describedby={refused ? `${id}-error` : undefined}
        placeholder="https://"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setRefused(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // the form and the dialog around must not hear it
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Enter') take();
          else onClose();
        }}
      />
      <Button size="panel" onClick={take}>
        Link
      </Button>
      {address ? (
        <Button size="panel" look="quiet" onClick={() => onLink(null)}>
          Remove
        </Button>
      ) : null}
      {refused ? (
        <span className="field-error" id={`${id}-error`}>
          A web address (https://…) or an e-mail address
        </span>
      ) : null}
    </div>
  );
}
