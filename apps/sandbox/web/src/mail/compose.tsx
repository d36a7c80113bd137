import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Field, Input, Notice, Textarea, useToast } from '@understudy/ui';
import { Send, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { sendMail } from '../api/gmail.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';
import { addressesIn, faultsOf, type Draft } from './draft.js';
import { rawOf } from './raw-mail.js';

export interface ComposeProps {
  readonly title: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** Where the add-on puts text in. */
  readonly onCaret: (at: number) => void;
  /** Recipients are known to the add-on when the field is left, as in Gmail. */
  readonly onRecipients: () => void;
  readonly onSent: (threadId: string) => void;
  readonly onDiscard: () => void;
}

/** An e-mail of the person, sent through the stand-in Gmail. What is typed is kept until it is sent or thrown away. */
export function Compose({ title, draft, onChange, onCaret, onRecipients, onSent, onDiscard }: ComposeProps) {
  const { user } = usePerson();
  const queries = useQueryClient();
  const tell = useToast();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const faults: Readonly<Record<string, string>> = tried ? faultsOf(draft) : {};
  const fault = (name: 'to' | 'cc') => (faults[name] ? { error: faults[name] } : {});
  const set = (fields: Partial<Draft>) => onChange({ ...draft, ...fields });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(draft.to === '' ? 'input' : 'textarea')?.focus();
    // once: later the focus is the writer's
  }, []);

  const send = useMutation({
    mutationFn: () => {
      const mail = { to: addressesIn(draft.to), cc: addressesIn(draft.cc), subject: draft.subject, body: draft.body };
      const raw = rawOf({ ...mail, inReplyTo: draft.answers?.messageId ?? null });
      return sendMail(user.email, raw, draft.answers?.threadId ?? null);
    },
    onSuccess: async ({ threadId }) => {
      tell({ text: `Sent to ${addressesIn(draft.to).join(', ')}` });
      onSent(threadId);
      await queries.invalidateQueries({ queryKey: ['mailbox'] });
    },
  });
  const submit = () => {
    setTried(true);
    if (Object.keys(faultsOf(draft)).length === 0) send.mutate();
  };

  return (
    <form
      ref={form}
      className="compose"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{title}</h2>
      {send.error ? <Notice tone="gap">{wordsFor(send.error)} What you wrote is kept.</Notice> : null}
      <Field label="To" {...fault('to')}>
        {(control) => (
          <Input
            {...control}
            value={draft.to}
            maxLength={4000}
            autoComplete="off"
            onChange={(e) => set({ to: e.target.value })}
            onBlur={onRecipients}
          />
        )}
      </Field>
      <Field label="Copy to" {...fault('cc')}>
        {(control) => (
          <Input
            {...control}
            value={draft.cc}
            maxLength={4000}
            autoComplete="off"
            onChange={(e) => set({ cc: e.target.value })}
            onBlur={onRecipients}
          />
        )}
      </Field>
      <Field label="Subject">
        {(control) => (
          <Input
            {...control}
            value={draft.subject}
            maxLength={900}
            onChange={(e) => set({ subject: e.target.value })}
          />
        )}
      </Field>
      <Field label="Text">
        {(control) => (
          <Textarea
            {...control}
            className="compose-text"
            value={draft.body}
            maxLength={100_000}
            onChange={(e) => (set({ body: e.target.value }), onCaret(e.target.selectionStart))}
            onSelect={(e) => onCaret(e.currentTarget.selectionStart)}
          />
        )}
      </Field>
      <footer className="compose-foot">
        <Button look="quiet" size="panel" disabled={send.isPending} onClick={onDiscard}>
          <Trash2 className="i" /> Throw away
        </Button>
        <Button look="filled" size="panel" type="submit" busy={send.isPending}>
          <Send className="i" /> {send.isPending ? 'Sending' : 'Send'}
        </Button>
      </footer>
    </form>
  );
}
