import { Button, Dialog, Field, Textarea } from '@understudy/ui';
import { useState, type ReactNode } from 'react';
import { NotSaved } from '../states/not-saved.js';

export interface ReasonDialogProps {
  readonly title: string;
  /** What happens, before it does. */
  readonly children: ReactNode;
  /** On the button: what it does. */
  readonly act: string;
  /** Without it no reason is asked for: it can be made good again. */
  readonly reason?: { readonly label: string; readonly hint?: string };
  readonly busy: boolean;
  readonly error: unknown;
  readonly onAct: (reason: string) => void;
  readonly onClose: () => void;
}

/** Before something grave: what follows; where it cannot be undone also why, for the history. Only then the button is red. */
export function ReasonDialog({ title, children, act, reason, busy, error, onAct, onClose }: ReasonDialogProps) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason !== undefined && text.trim() === '';
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!missing && !busy) onAct(text.trim());
      }}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look={reason ? 'red' : 'filled'} type="submit" busy={busy}>
            {act}
          </Button>
        </>
      }
    >
      {error ? <NotSaved error={error} /> : null}
      {children}
      {reason ? (
        <Field
          label={reason.label}
          {...(tried && missing ? { error: 'Say why in a few words: it stands in the audit log' } : {})}
          hint={reason.hint ?? 'It stands in the audit log.'}
        >
          {(control) => (
            <Textarea {...control} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      ) : null}
    </Dialog>
  );
}
