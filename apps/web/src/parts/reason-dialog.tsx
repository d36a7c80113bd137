import { Button, Dialog, Field, Textarea } from '@understudy/ui';
import { useState, type ReactNode } from 'react';
import { fieldErrorsOf } from '../api/send.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';

export interface ReasonDialogProps {
  readonly title: string;
  /** What will happen, before the field. */
  readonly children?: ReactNode;
  readonly label?: string;
  /** Who reads the reason. */
  readonly hint: string;
  /** What the button says: "Refuse". */
  readonly words: string;
  /** Cannot be undone. */
  readonly red?: boolean;
  /** Keeps what is typed apart from other reasons. */
  readonly draftKey: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** With a reason that is not empty; call `done` when it was sent, so that the draft is forgotten. */
  readonly onReason: (reason: string, done: () => void) => void;
  readonly onClose: () => void;
}

const MOST = 500;

/** A no, or a way out, with its reason: the reason is asked for because somebody has to act on it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, label = 'Why', hint, words, red = false, draftKey, busy, error, onReason, onClose } = props;
  const { draft, change, forget } = useDraft(draftKey, { reason: '' });
  const [tried, setTried] = useState(false);
  const reason = draft.reason.trim();
  const wrong = fieldErrorsOf(error)['reason'] ?? (tried && !reason ? 'Say why in a few words' : undefined);
  const submit = () => {
    setTried(true);
    if (!reason || busy) return;
    onReason(reason, () => {
      forget();
      onClose();
    });
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" look={red ? 'red' : 'filled'} busy={busy}>
            {words}
          </Button>
        </>
      }
    >
      {error ? <NotSaved error={error} /> : null}
      {children}
      <Field label={label} hint={hint} {...(wrong ? { error: wrong } : {})}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={MOST}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
