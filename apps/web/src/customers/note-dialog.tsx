import { AddBriefNote } from '@understudy/contracts';
import { Button, Dialog, Field, Notice, Textarea, useToast } from '@understudy/ui';
import { fieldErrorsOf, wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../api/use-draft.js';

export interface NoteDialogProps {
  readonly briefId: string;
  readonly onClose: () => void;
}

export function NoteDialog({ briefId, onClose }: NoteDialogProps) {
  const { draft, change, forget } = useDraft(`note:${briefId}`, { note: '' });
  const add = useSend(AddBriefNote);
  const tell = useToast();
  const errors = fieldErrorsOf(add.error);
  const submit = () => {
    if (!draft.note.trim() || add.isPending) return;
    add.mutate(
      { input: { brief_id: briefId, note: draft.note.trim() } },
      {
        onSuccess: () => {
          forget();
          tell({ text: 'The note is in the brief.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Add a note to the brief"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button look="filled" type="submit" busy={add.isPending} disabled={!draft.note.trim()}>
          Add note
        </Button>
      }
    >
      {add.error && !errors.note ? <Notice tone="gap">Not saved. {wordsFor(add.error)}</Notice> : null}
      <Field
        label="Note"
        hint="Stays inside the organisation; write it to enable the button."
        {...(errors.note ? { error: errors.note } : {})}
      >
        {(control) => (
          <Textarea {...control} value={draft.note} onChange={(event) => change({ note: event.target.value })} />
        )}
      </Field>
    </Dialog>
  );
}
