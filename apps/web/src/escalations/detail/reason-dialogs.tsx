import {
  ChangeEscalation,
  CloseEscalation,
  RaiseEscalation,
  ReopenEscalation,
  SnoozeEscalation,
  VoidEscalation,
} from '@understudy/contracts';
import { formatMoment, SegmentedControl, useNow } from '@understudy/ui';
import { useState } from 'react';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import type { Escalation } from './escalation.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

export interface MoveFormProps {
  readonly escalation: Escalation;
  readonly onClose: () => void;
}

/** A reason, kept while it is written. */
function useReason({ escalation, onClose }: MoveFormProps, key: string) {
  const { draft, change, forget } = useDraft(`escalation:${escalation.id}:${key}`, { reason: '' });
  return {
    reason: draft.reason.trim(),
    missing: draft.reason.trim() ? null : 'Say why',
    id: { escalation_id: escalation.id },
    finish: () => (forget(), onClose()),
    field: (label: string, hint?: string, note?: string) => (
      <WordsField
        label={label}
        maxLength={2000}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        {...(hint ? { hint } : {})}
        {...(note ? { note } : {})}
      />
    ),
  };
}

export function WaitDialog(props: MoveFormProps) {
  const { reason, missing, id, finish, field } = useReason(props, 'wait');
  const wait = useMove(ChangeEscalation);
  return (
    <MoveDialog
      {...props}
      title="Wait for the customer"
      words="Stop the clock"
      busy={wait.isPending}
      missing={missing}
      error={wait.error}
      onSubmit={() =>
        wait.move(
          { input: { ...id, status: 'action_required', reason }, ifMatch: props.escalation.version },
          { done: 'The clock stands until you go on.', onDone: finish },
        )
      }
    >
      {field('What do they have to do?', 'The clock stands as long as you wait, and everybody on it sees this')}
    </MoveDialog>
  );
}

export function ReopenDialog(props: MoveFormProps) {
  const { reason, missing, id, finish, field } = useReason(props, 'reopen');
  const reopen = useMove(ReopenEscalation);
  return (
    <MoveDialog
      {...props}
      title="Reopen it"
      words="Reopen"
      busy={reopen.isPending}
      missing={missing}
      error={reopen.error}
      onSubmit={() =>
        reopen.move({ input: { ...id, reason } }, { done: 'Open again; the clock goes on.', onDone: finish })
      }
    >
      {field('What is not solved?', 'The clock goes on where it stopped. The old resolution stays in the timeline')}
    </MoveDialog>
  );
}

export function CloseDialog(props: MoveFormProps) {
  const { reason, id, finish, field } = useReason(props, 'close');
  const close = useMove(CloseEscalation);
  return (
    <MoveDialog
      {...props}
      title="Close it for good"
      words="Close it for good"
      busy={close.isPending}
      error={close.error}
      onSubmit={() =>
        close.move({ input: { ...id, ...(reason ? { reason } : {}) } }, { done: 'Closed.', onDone: finish })
      }
    >
      <p className="text-ink-2">The resolution holds. What is closed cannot be reopened.</p>
      {field('Who confirmed it?', undefined, 'optional')}
    </MoveDialog>
  );
}

export function RaiseDialog(props: MoveFormProps) {
  const { reason, missing, id, finish, field } = useReason(props, 'raise');
  const raise = useMove(RaiseEscalation);
  const second = props.escalation.secondary_owner?.name;
  return (
    <MoveDialog
      {...props}
      title="Escalate up"
      words="Escalate up"
      busy={raise.isPending}
      missing={missing}
      error={raise.error}
      onSubmit={() => raise.move({ input: { ...id, reason } }, { done: 'It is one level up.', onDone: finish })}
    >
      <p className="text-ink-2">
        It goes to {second ? `${second}, then up the managers` : 'the next manager'}. Whoever is away is replaced by who
        covers them.
      </p>
      {field('What do they have to decide or do?')}
    </MoveDialog>
  );
}

export function TakeBackDialog(props: MoveFormProps) {
  const { reason, missing, id, finish, field } = useReason(props, 'take-back');
  const takeBack = useMove(VoidEscalation);
  return (
    <MoveDialog
      {...props}
      title="Take it back"
      words="Take it back"
      look="red"
      busy={takeBack.isPending}
      missing={missing}
      error={takeBack.error}
      onSubmit={() =>
        takeBack.move(
          { input: { ...id, reason }, ifMatch: props.escalation.version },
          { done: 'Taken back. The timeline stays.', onDone: finish },
        )
      }
    >
      <p className="text-ink-2">
        It counts as never escalated, and cannot come back. Nothing is deleted: the row and its timeline stay.
      </p>
      {field('Why?')}
    </MoveDialog>
  );
}

const SPANS = [
  { value: '1', words: '1 hour' },
  { value: '4', words: '4 hours' },
  { value: '24', words: 'A day' },
] as const;

/** No warnings and reminders for a while; deadlines and climbing go on and are told (docs/escalation.md). */
export function QuietDialog(props: MoveFormProps) {
  const { user } = useMe();
  const now = useNow();
  const { reason, missing, id, finish, field } = useReason(props, 'quiet');
  const [hours, setHours] = useState<(typeof SPANS)[number]['value']>('4');
  const [now0] = useState(now);
  const quiet = useMove(SnoozeEscalation);
  const until = new Date(now0 + Number(hours) * 3_600_000).toISOString();
  if (props.escalation.snoozed_until) {
    return (
      <MoveDialog
        {...props}
        title="Warn again"
        words="Warn again from now on"
        busy={quiet.isPending}
        missing={missing}
        error={quiet.error}
        onSubmit={() =>
          quiet.move({ input: { ...id, until: null, reason } }, { done: 'Warnings come again.', onDone: finish })
        }
      >
        {field('Why?')}
      </MoveDialog>
    );
  }
  return (
    <MoveDialog
      {...props}
      title="Keep it quiet"
      words={`Quiet until ${formatMoment(until, user.time_zone, now)}`}
      busy={quiet.isPending}
      missing={missing}
      error={quiet.error}
      onSubmit={() =>
        quiet.move(
          { input: { ...id, until, reason } },
          { done: 'No warnings until then; deadlines are told all the same.', onDone: finish },
        )
      }
    >
      <SegmentedControl label="For how long" options={SPANS} value={hours} onChange={setHours} />
      {field('Why?', 'Warnings and reminders wait. The clock does not, and a deadline is told all the same')}
    </MoveDialog>
  );
}
