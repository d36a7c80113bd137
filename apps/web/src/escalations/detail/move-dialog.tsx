import type { AnyEndpoint } from '@understudy/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dialog, useToast } from '@understudy/ui';
import type { ReactNode } from 'react';
import { fieldErrorsOf, statusOf, wordsFor } from '../../api/send.js';
import { settle } from '../../api/settle.js';
import { useSend, type SendArgs, type SendOptions } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import type { Escalation } from './escalation.js';

/**
 * Sends a move. Where somebody was faster (409, 412), the page is read again, so that the form shows what they changed and the next try
 * stands on it; nothing typed is lost.
 */
export function useMove<E extends AnyEndpoint>(endpoint: E, options: SendOptions = {}) {
  const queries = useQueryClient();
  const tell = useToast();
  const send = useSend(endpoint, options);
  /**
   * `done`: what to say when it worked. `loud`: say a failure in a toast, where no form shows it. `again`: what is chosen while an earlier
   * choice is still on its way counts too; without it a second press is the same press.
   */
  const move = (args: SendArgs<E>, { done, onDone, onAnswered, loud, again }: MoveOptions) => {
    if (send.isPending && !again) return;
    const sending = send.mutateAsync(args, {
      onSuccess: () => {
        if (done) tell({ text: done });
        onDone?.();
      },
      onError: (error) => {
        if (statusOf(error) === 409 || statusOf(error) === 412) void queries.invalidateQueries();
        if (loud)
          tell({ tone: 'bad', text: statusOf(error) === 409 ? `Not done: ${wordsFor(error)}` : wordsFor(error) });
      },
    });
    settle(sending, { onSuccess: () => onAnswered?.(true), onError: () => onAnswered?.(false) });
  };
  return { ...send, move, fields: fieldErrorsOf(send.error) };
}
interface MoveOptions {
  readonly done?: string;
  readonly onDone?: () => void;
  /** Called although the form is gone meanwhile; `onDone` is not. */
  readonly onAnswered?: (wasDone: boolean) => void;
  readonly loud?: boolean;
  readonly again?: boolean;
}

export interface MoveDialogProps {
  readonly escalation: Escalation;
  readonly title: string;
  /** What the button does: "Resolve". */
  readonly words: string;
  readonly look?: 'filled' | 'red';
  readonly busy: boolean;
  /** What keeps it from being sent, said beside the button. */
  readonly missing?: string | null;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One move as a form: what changed meanwhile, why it was not saved, its fields, one button that says what happens. */
export function MoveDialog({ escalation, title, words, look = 'filled', missing = null, ...rest }: MoveDialogProps) {
  const { busy, error, onSubmit, onClose, children } = rest;
  const isShownAtField = Object.keys(fieldErrorsOf(error)).length > 0;
  const submit = () => {
    if (!busy && !missing) onSubmit();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {missing ? <span className="mr-auto text-xs text-ink-2">{missing}</span> : null}
          <Button onClick={onClose}>Not now</Button>
          <Button
            look={look}
            type="submit"
            busy={busy}
            disabled={missing !== null}
            aria-keyshortcuts="Control+Enter Meta+Enter"
          >
            {words}
          </Button>
        </>
      }
    >
      <div
        className="grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <ChangedMeanwhile escalation={escalation} />
        {error && !isShownAtField ? <NotSaved error={error} /> : null}
        {children}
      </div>
    </Dialog>
  );
}
