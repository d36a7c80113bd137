import { AddBriefNote, CreateCustomerActivity } from '@understudy/contracts';
import { Button, Dialog, Field, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';
import type { Brief } from './customer-page.js';

export interface NoteDialogProps {
  readonly brief: Pick<Brief, 'id' | 'customer_id'>;
  readonly onClose: () => void;
}

/** Into the brief of the coverage that runs; while nobody is away, into what happened with the customer. */
export function NoteDialog({ brief, onClose }: NoteDialogProps) {
  const { draft, change, forget } = useDraft(`note:${brief.id ?? brief.customer_id}`, { note: '' });
  const [tried, setTried] = useState(false);
  const add = useSend(AddBriefNote);
  const write = useSend(CreateCustomerActivity);
  const tell = useToast();
  const error = add.error ?? write.error;
  const errors = fieldErrorsOf(error);
  const busy = add.isPending || write.isPending;
  const note = draft.note.trim();
  const wrong = errors['note'] ?? errors['summary'] ?? (tried && !note ? 'Write the note first' : undefined);
  const done = (text: string) => () => {
    forget();
    tell({ text });
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (!note || busy) return;
    if (brief.id) add.mutate({ input: { brief_id: brief.id, note } }, { onSuccess: done('The note is in the brief.') });
    else
      write.mutate(
        { input: { customer_id: brief.customer_id, kind: 'note', summary: note } },
        { onSuccess: done('The note is in what happened.') },
      );
  };
  return (
    <Dialog
      title={brief.id ? 'Add a note to the brief' : 'Add a note'}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button look="filled" type="submit" busy={busy}>
          Add note
        </Button>
      }
    >
      {error && !wrong ? <NotSaved error={error} /> : null}
      <Field label="Note" hint="Stays inside the organisation." {...(wrong ? { error: wrong } : {})}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={4000}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
