import { CompleteHandback, ReturnFromAbsence } from '@understudy/contracts';
import { Button, Dialog, Field, formatCount, Textarea, useToast } from '@understudy/ui';
import { Check, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Absence } from '../absences/absence-words.js';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { useMay, useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Handback } from './handback-words.js';

export interface HaveItBackProps {
  readonly absence: Absence;
  readonly handbacks: readonly Handback[];
}

/** While the absence runs: "I am back". Once it is over: "I have it back", for every handback that is not completed. */
export function HaveItBack({ absence, handbacks }: HaveItBackProps) {
  const { user } = useMe();
  const may = useMay();
  const [open, setOpen] = useState<'back' | 'complete' | null>(null);
  const isMe = absence.user.user_id === user.id;
  if (!isMe && !may('absences:manage')) return null;
  const left = handbacks.filter(({ status }) => status === 'ready');
  const runs = handbacks.find(({ status }) => status === 'preview');
  return (
    <>
      {runs ? (
        <Button look={left.length > 0 ? 'plain' : 'filled'} onClick={() => setOpen('back')}>
          <Undo2 className="i" />
          {isMe ? 'I am back' : `${absence.user.name} is back`}
        </Button>
      ) : null}
      {left.length > 0 ? (
        <Button look="filled" onClick={() => setOpen('complete')}>
          <Check className="i" />
          {isMe ? 'I have it back' : 'Complete the handback'}
        </Button>
      ) : null}
      {open === 'back' && runs ? (
        <BackDialog absence={absence} assignmentId={runs.assignment_id} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'complete' ? <CompleteDialog handbacks={left} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

interface BackDialogProps {
  readonly absence: Absence;
  readonly assignmentId: string;
  readonly onClose: () => void;
}

function BackDialog({ absence, assignmentId, onClose }: BackDialogProps) {
  const { user } = useMe();
  const back = useSend(ReturnFromAbsence);
  const tell = useToast();
  const isMe = absence.user.user_id === user.id;
  const submit = () => {
    if (back.isPending) return;
    settle(back.mutateAsync({ input: { coverage_id: assignmentId } }), {
      onSuccess: () => {
        tell({ text: 'The absence is over. Everything is handed back below.' });
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={isMe ? 'Back now?' : `Is ${absence.user.name} back now?`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" look="filled" busy={back.isPending}>
            End the absence now
          </Button>
        </>
      }
    >
      {back.error ? <NotSaved error={back.error} /> : null}
      <p>
        The absence ends this moment. The backups are told, what was redirected is put back, and{' '}
        {formatCount(absence.coverage.customer_count, 'customer')}{' '}
        {absence.coverage.customer_count === 1 ? 'is' : 'are'} {isMe ? 'yours' : 'theirs'} again.
      </p>
    </Dialog>
  );
}

interface CompleteDialogProps {
  readonly handbacks: readonly Handback[];
  readonly onClose: () => void;
}

/** Completes one after the other; what was completed before a failure stays so, and trying again goes on with the rest. */
function CompleteDialog({ handbacks, onClose }: CompleteDialogProps) {
  const complete = useSend(CompleteHandback);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const tell = useToast();
  const { draft, change, forget } = useDraft(
    `hand-back:${handbacks.map(({ assignment_id: id }) => id).join('+')}:complete`,
    { notes: '' },
  );
  const notes = draft.notes.trim();
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      for (const { assignment_id } of handbacks) {
        await complete.mutateAsync({ input: { assignment_id, ...(notes ? { notes } : {}) } });
      }
      tell({ text: 'You have everything back. The backups are told, with thanks.' });
      forget();
      onClose();
    } catch (error) {
      setFailed(error);
      tell({ tone: 'bad', text: wordsFor(error) });
    } finally {
      setBusy(false);
    }
  };
  const waiting = handbacks.filter(({ handed_back_at }) => handed_back_at === null).map(({ backup }) => backup.name);
  return (
    <Dialog
      title="Everything back?"
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" look="filled" busy={busy}>
            I have it back
          </Button>
        </>
      }
    >
      {failed ? <NotSaved error={failed} /> : null}
      <p>
        This completes {formatCount(handbacks.length, 'handback')}. The backups see these customers no longer, but the
        history stays.
      </p>
      <Field label="A word to them" note="optional" hint="It stands beside their own note">
        {(control) => (
          <Textarea
            {...control}
            maxLength={4000}
            value={draft.notes}
            onChange={(event) => change({ notes: event.target.value })}
          />
        )}
      </Field>
      {waiting.length > 0 ? (
        <p className="text-ink-2">{waiting.join(', ')} did not write a note yet; afterwards it is too late for one.</p>
      ) : null}
    </Dialog>
  );
}
