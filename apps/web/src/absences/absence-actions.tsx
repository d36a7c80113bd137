import { CancelAbsence, ConfirmAbsence, DismissAbsence, ReturnFromAbsence } from '@understudy/contracts';
import { Button, buttonClass, Dialog, Field, Input, Notice, useToast } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { useMay, useMe } from '../session/session.js';
import { isOver, type Absence } from './absence-words.js';
import { ChangeDaysDialog } from './change-days-dialog.js';

/** Confirm or dismiss a suggestion; change, cancel or come back: for the person who is away, and whoever manages absences. */
export function AbsenceActions({ absence }: { readonly absence: Absence }) {
  const { user } = useMe();
  const may = useMay();
  const tell = useToast();
  const confirm = useSend(ConfirmAbsence);
  const dismiss = useSend(DismissAbsence);
  const [shown, setShown] = useState<'days' | 'cancel' | 'back' | null>(null);
  if (isOver(absence) || !(absence.user.user_id === user.id || may('absences:manage'))) return null;

  const close = () => setShown(null);
  const failed = { onError: (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) }) };
  const input = { absence_id: absence.id };
  if (absence.status === 'suggested' || absence.needs_confirmation) {
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
      <Link className={buttonClass()} to={`/setup?absence=${absence.id}&step=who`}>
        Who covers
      </Link>
      <Button onClick={() => setShown('days')}>Other days</Button>
      {absence.status === 'active' ? (
        <Button onClick={() => setShown('back')}>{absence.user.user_id === user.id ? 'I am back' : 'Is back'}</Button>
      ) : (
        <Button onClick={() => setShown('cancel')}>Cancel absence</Button>
      )}
      {shown === 'days' ? <ChangeDaysDialog absence={absence} onClose={close} /> : null}
      {shown === 'cancel' ? <CancelDialog absence={absence} onClose={close} /> : null}
      {shown === 'back' ? <BackDialog absence={absence} onClose={close} /> : null}
    </>
  );
}

interface DialogOf {
  readonly absence: Absence;
  readonly onClose: () => void;
}

/** Back before the planned end: everything is handed back now, and what happened is waiting. */
function BackDialog({ absence, onClose }: DialogOf) {
  const { user } = useMe();
  const tell = useToast();
  const hand = useSend(ReturnFromAbsence);
  const end = useSend(CancelAbsence);
  const isMine = absence.user.user_id === user.id;
  const running = absence.coverage.assignments.find(({ status }) => status === 'active');
  // awaited, not by callbacks: the live event closes this dialog before they would be called
  const submit = async () => {
    if (hand.isPending || end.isPending) return;
    try {
      // only the person themself takes customers back; a manager ends the absence, and the handback follows
      if (running && isMine) await hand.mutateAsync({ input: { coverage_id: running.id } });
      else await end.mutateAsync({ input: { absence_id: absence.id, reason: 'Back early' } });
    } catch {
      return; // said in the dialog
    }
    tell({
      text: `${isMine ? 'Welcome back.' : `${absence.user.name} is back.`} Customers are handed back; what happened is summed up.`,
    });
    onClose();
  };
  const error = hand.error ?? end.error;
  return (
    <Dialog
      title={isMine ? 'Back already?' : `Is ${absence.user.name} back?`}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Not yet
          </Button>
          <Button look="filled" type="submit" busy={hand.isPending || end.isPending}>
            {isMine ? 'I am back' : 'Is back'}
          </Button>
        </>
      }
    >
      {error ? <Notice tone="gap">{wordsFor(error)}</Notice> : null}
      <p>
        The absence ends now. {isMine ? 'You have' : `${absence.user.name} has`} every customer again; who covered is
        told, what was redirected goes back.
      </p>
    </Dialog>
  );
}

function CancelDialog({ absence, onClose }: DialogOf) {
  const { draft, change, forget } = useDraft(`cancel:${absence.id}`, { reason: '' });
  const cancel = useSend(CancelAbsence);
  const tell = useToast();
  const submit = async () => {
    if (cancel.isPending) return;
    const reason = draft.reason.trim();
    try {
      await cancel.mutateAsync({ input: { absence_id: absence.id, ...(reason ? { reason } : {}) } });
    } catch {
      return; // said in the dialog
    }
    forget();
    tell({ text: 'Cancelled. The backups are released; the history stays.' });
    onClose();
  };
  return (
    <Dialog
      title="Cancel this absence?"
      onClose={onClose}
      onSubmit={() => void submit()}
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
