import { ChangeAssignment } from '@understudy/contracts';
import {
  Button,
  Chip,
  EmptyState,
  firstNameOf,
  formatCount,
  formatDuring,
  formatMoment,
  Panel,
  Person,
  sentence,
  StateChip,
  useNow,
  useToast,
} from '@understudy/ui';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { PersonPicker } from '../people/person-picker.js';
import { useMay, useMe } from '../session/session.js';
import { counts, isOver, type Absence, type Assignment } from './absence-words.js';

export interface AssignmentsProps {
  readonly absence: Absence;
  readonly assignments: readonly Assignment[];
}

/** Who was asked, for how much, and what they said. */
export function Assignments({ absence, assignments }: AssignmentsProps) {
  const { user } = useMe();
  const may = useMay();
  const mayChange = !isOver(absence) && (absence.user.user_id === user.id || may('absences:manage'));
  return (
    <Panel title="Who stands in" count={assignments.length || undefined}>
      {assignments.length > 0 ? (
        <ul className="rows py-1">
          {assignments.map((assignment) => (
            <li key={assignment.id} className="flex-wrap">
              <span className="grow lines">
                <Person
                  name={assignment.backup.name}
                  note={assignment.backup.place}
                  kind={assignment.backup.user_id === user.id ? 'you' : 'other'}
                />
                <span className="pl-[29px] text-xs text-ink-2">
                  {formatCount(assignment.covered_customer_ids.length, 'customer')}
                  {spanWords(assignment, absence)}
                  {assignment.tier > 1 ? ` · stands behind, tier ${assignment.tier}` : ''}
                  {assignment.declined_reason ? ` · “${assignment.declined_reason}”` : ''}
                </span>
              </span>
              <AssignmentState assignment={assignment} />
              {mayChange && counts(assignment) ? <AskAnother assignment={assignment} absence={absence} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState icon={<Users className="i" />} title="Nobody is asked yet">
          {absence.status === 'suggested'
            ? 'Backups are asked when the absence is confirmed.'
            : 'Choose one of the suggested people below.'}
        </EmptyState>
      )}
    </Panel>
  );
}

/** Where somebody covers only a part of it. */
const spanWords = ({ during, time_zone }: Assignment, absence: Absence): string =>
  during.starts_at === absence.during.starts_at && during.ends_at === absence.during.ends_at
    ? ''
    : ` · ${formatDuring(during.starts_at, during.ends_at, time_zone)}`;

/** Another backup instead of this one: what was asked ends, what was said stays in the history. */
function AskAnother({ assignment, absence }: { readonly assignment: Assignment; readonly absence: Absence }) {
  const [isPicking, setPicking] = useState(false);
  const change = useSend(ChangeAssignment);
  const tell = useToast();
  return (
    <>
      <Button
        size="row"
        look="quiet"
        busy={change.isPending}
        aria-label={`Somebody else instead of ${assignment.backup.name}`}
        onClick={() => setPicking(true)}
      >
        Somebody else
      </Button>
      {isPicking ? (
        <PersonPicker
          title={`Who instead of ${assignment.backup.name}?`}
          except={[assignment.backup.user_id, absence.user.user_id]}
          onClose={() => setPicking(false)}
          onPick={(person) => {
            setPicking(false);
            settle(
              change.mutateAsync({
                input: { assignment_id: assignment.id, backup_user_id: person.user_id },
                ifMatch: assignment.version,
              }),
              {
                onSuccess: () =>
                  tell({
                    text: `${firstNameOf(person.name)} is asked instead of ${firstNameOf(assignment.backup.name)}.`,
                  }),
                onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
              },
            );
          }}
        />
      ) : null}
    </>
  );
}

function AssignmentState({ assignment }: { readonly assignment: Assignment }) {
  const may = useMay();
  const { user } = useMe();
  const now = useNow();
  if (assignment.approval === 'waiting') {
    const chip = <StateChip state="waiting">Waits for approval</StateChip>;
    return may('absences:manage') ? <Link to="/approvals">{chip}</Link> : chip;
  }
  if (assignment.approval === 'rejected') return <Chip tone="outlined">Not approved</Chip>;
  switch (assignment.status) {
    case 'pending':
      return <StateChip state="waiting">Waits for the answer</StateChip>;
    case 'accepted':
      return (
        <StateChip state="covered">
          Accepted{assignment.accepted_at ? ` ${formatMoment(assignment.accepted_at, user.time_zone, now)}` : ''}
        </StateChip>
      );
    case 'active':
      return <StateChip state="covered">Covers now</StateChip>;
    case 'declined':
      return <Chip tone="outlined">Declined</Chip>;
    case 'completed':
      return <Chip tone="outlined">{sentence(assignment.ended_reason ?? 'over')}</Chip>;
  }
}
