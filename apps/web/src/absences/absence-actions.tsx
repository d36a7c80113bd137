import { CancelAbsence, ConfirmAbsence, DismissAbsence } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Notice, useToast } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../api/use-draft.js';
import { useMay, useMe } from '../session/session.js';
import { isOver, type Absence } from './absence-words.js';

/** Confirm or dismiss a suggestion, cancel an absence: for the person who is away, and whoever manages absences. */
export function AbsenceActions({ absence }: { readonly absence: Absence }) {
  const { user } = useMe();
  const may = useMay();
  const tell = useToast();
  const confirm = useSend(ConfirmAbsence);
  const dismiss = useSend(DismissAbsence);
  const [cancelling, setCancelling] = useState(false);
  if (isOver(absence) || !(absence.user.user_id === user.id || may('absences:manage'))) return null;

  const failed = { onError: (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) }) };
  const input = { absence_id: absence.id };
  if (absence.status === 'suggested') {
    return (
      <>
        <Button busy={dismiss.isPending} onClick={() => dismiss.mutate({ input }, failed)}>
          Not away
        </Button>
        <Button look="filled" busy={confirm.isPending} onClick={() => confirm.mutate({ input }, failed)}>
          Confirm
        </Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={() => setCancelling(true)}>Cancel absence</Button>
      {cancelling ? <CancelDialog absence={absence} onClose={() => setCancelling(false)} /> : null}
    </>
  );
}

function CancelDialog({ absence, onClose }: { readonly absence: Absence; readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft(`cancel:${absence.id}`, { reason: '' });
  const cancel = useSend(CancelAbsence);
  const tell = useToast();
  const submit = () => {
    if (cancel.isPending) return;
    const reason = draft.reason.trim();
    cancel.mutate(
      { input: { absence_id: absence.id, ...(reason ? { reason } : {}) } },
      {
        onSuccess: () => {
          forget();
          tell({ text: 'Cancelled. The backups are released; the history stays.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Cancel this absence?"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Keep it
          </Button>
          <Button look="red" type="submit" busy={cancel.isPending}>
            Cancel absence
          </Button>
        </>
      }
    >
      {cancel.error ? <Notice tone="gap">{wordsFor(cancel.error)}</Notice> : null}
      <p>Backups are released and {absence.user.name} looks after the customers again. Nothing is deleted.</p>
      <Field label="Why" note="optional">
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
