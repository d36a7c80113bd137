import { Avatar, Button, Chip, firstNameOf, formatCount, formatMoment, Panel, StateChip, useNow } from '@understudy/ui';
import { Calendar } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import type { Handback } from './handback-words.js';
import { MeetingDialog } from './meeting-dialog.js';

/** What each backup says: notes, what they think of each customer, what they keep, a time to talk. */
export function FromBackups({ handbacks }: { readonly handbacks: readonly Handback[] }) {
  return (
    <Panel title="From those who covered" className="o2" count={handbacks.length > 1 ? handbacks.length : undefined}>
      <ul className="rows rows-top py-1">
        {handbacks.map((handback) => (
          <FromBackup key={handback.assignment_id} handback={handback} />
        ))}
      </ul>
    </Panel>
  );
}

function FromBackup({ handback }: { readonly handback: Handback }) {
  const { user } = useMe();
  const now = useNow();
  const [meeting, setMeeting] = useState(false);
  const { backup, content, feedback, kept, notes, completion_notes: answer } = handback;
  const actions = content.activities_during_absence.length;
  return (
    <li>
      <Avatar name={backup.name} kind={backup.user_id === user.id ? 'you' : 'other'} />
      <div className="grow grid gap-1.5">
        <span>
          <span className="font-medium">{backup.user_id === user.id ? 'You' : firstNameOf(backup.name)}</span>{' '}
          <span className="text-ink-2">
            {formatCount(handback.customers, 'customer')}, {formatCount(actions, 'action')}
          </span>
        </span>
        {notes ? <p className="prose">{notes}</p> : null}
        <Shorten rows={feedback} most={3} what="remarks">
          {(rows) => (
            <>
              {rows.map((one) => (
                <p key={one.customer.customer_id} className="prose">
                  <Link className="font-medium hover:underline" to={`/customers/${one.customer.customer_id}`}>
                    {one.customer.name}
                  </Link>
                  {one.rating === null ? '' : `, ${one.rating} of 5`}: {one.feedback}
                </p>
              ))}
            </>
          )}
        </Shorten>
        {!notes && feedback.length === 0 ? <p className="text-ink-2">No note yet.</p> : null}
        {answer ? (
          <p className="prose">
            <span className="text-ink-2">Answered when it was taken back:</span> {answer}
          </p>
        ) : null}
        {kept.length > 0 ? (
          <p className="text-ink-2">
            Keeps{' '}
            {kept
              .map((one) => `${one.title ?? one.customer.name}${one.state === 'proposed' ? ' (waits for a yes)' : ''}`)
              .join(', ')}
            .
          </p>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          {handback.handed_back_at ? (
            <StateChip state="covered">
              Handed back {formatMoment(handback.handed_back_at, user.time_zone, now)}
            </StateChip>
          ) : null}
          {handback.meeting ? (
            <Chip tone="outlined" icon={<Calendar className="i" />}>
              {formatMoment(handback.meeting.starts_at, user.time_zone, now)}
            </Chip>
          ) : null}
          {handback.status === 'completed' ? null : (
            <Button size="row" onClick={() => setMeeting(true)}>
              {handback.meeting ? 'Another time' : 'Plan a meeting'}
            </Button>
          )}
        </div>
        {meeting ? <MeetingDialog handback={handback} onClose={() => setMeeting(false)} /> : null}
      </div>
    </li>
  );
}
