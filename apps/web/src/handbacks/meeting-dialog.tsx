import { ProposeHandbackMeeting, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  dayOf,
  Dialog,
  Field,
  firstNameOf,
  formatDay,
  formatMoment,
  formatTime,
  Input,
  listNames,
  Select,
  useNow,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { useSend } from '../api/use-api.js';
import { download } from '../csv/csv.js';
import { instantOf } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Handback } from './handback-words.js';

type Proposed = AnswerOf<typeof ProposeHandbackMeeting>;

export interface MeetingDialogProps {
  readonly handback: Handback;
  readonly onClose: () => void;
}

const LENGTHS = [15, 30, 45, 60] as const;

/** A time to hand back in person: the first both have free, or one of the reader's own. */
export function MeetingDialog({ handback, onClose }: MeetingDialogProps) {
  const { user } = useMe();
  const [own, setOwn] = useState('');
  const [minutes, setMinutes] = useState('30');
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const propose = useSend(ProposeHandbackMeeting);
  const tell = useToast();
  const [day = '', time = ''] = own.split('T');
  const submit = () => {
    if (propose.isPending) return;
    propose.mutate(
      {
        input: {
          assignment_id: handback.assignment_id,
          duration_minutes: Number(minutes),
          ...(day && time ? { starts_at: instantOf(day, time, user.time_zone) } : {}),
        },
      },
      {
        onSuccess: (meeting) => {
          setProposed(meeting);
          if (meeting.delivered === 'sent') tell({ text: 'Both have the invitation in their mail.' });
        },
      },
    );
  };
  if (proposed) return <Proposal proposed={proposed} onAgain={() => setProposed(null)} onClose={onClose} />;
  return (
    <Dialog
      title={`A handback meeting with ${firstNameOf(handback.backup.user_id === user.id ? handback.absent.name : handback.backup.name)}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button type="submit" look="filled" busy={propose.isPending}>
          {own ? 'Propose this time' : 'Find the first time both have'}
        </Button>
      }
    >
      {propose.error ? <NotSaved error={propose.error} /> : null}
      {handback.meeting ? <Planned handback={handback} /> : null}
      <Field label="How long">
        {(control) => (
          <Select {...control} value={minutes} onChange={(event) => setMinutes(event.target.value)}>
            {LENGTHS.map((length) => (
              <option key={length} value={length}>
                {length} minutes
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="At a time of your own"
        note="optional"
        hint={`Your time (${user.place ?? user.time_zone}). Left empty, both calendars and working hours are looked at.`}
      >
        {(control) => (
          <Input {...control} type="datetime-local" value={own} onChange={(event) => setOwn(event.target.value)} />
        )}
      </Field>
    </Dialog>
  );
}

function Planned({ handback }: { readonly handback: Handback }) {
  const { user } = useMe();
  const now = useNow();
  if (!handback.meeting) return null;
  return (
    <p className="text-ink-2">
      One is planned for{' '}
      <span className="num font-medium text-ink">{formatMoment(handback.meeting.starts_at, user.time_zone, now)}</span>.
      Another proposal takes its place.
    </p>
  );
}

interface ProposalProps {
  readonly proposed: Proposed;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function Proposal({ proposed, onAgain, onClose }: ProposalProps) {
  const { user } = useMe();
  const now = useNow();
  return (
    <Dialog
      title="Handback meeting"
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onAgain}>
            Another time
          </Button>
          <Button onClick={() => download('handback.ics', proposed.ics, 'text/calendar;charset=utf-8')}>
            Calendar entry
          </Button>
          <Button look="filled" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        <span className="num font-medium">
          {formatDay(dayOf(proposed.starts_at, user.time_zone), dayOf(now, user.time_zone))},{' '}
          {formatTime(proposed.starts_at, user.time_zone)}
        </span>{' '}
        to <span className="num font-medium">{formatTime(proposed.ends_at, user.time_zone)}</span>, your time (
        {user.place ?? user.time_zone}), with {listNames(proposed.attendees.map(({ name }) => name))}.
      </p>
      <p className="text-ink-2">
        {proposed.delivered === 'sent'
          ? 'Both got an invitation by e-mail.'
          : 'No mail is connected: take the calendar entry and send it along.'}
      </p>
    </Dialog>
  );
}
