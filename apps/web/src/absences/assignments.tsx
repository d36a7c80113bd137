import {
  Chip,
  EmptyState,
  formatCount,
  formatMoment,
  Panel,
  Person,
  sentence,
  StateChip,
  useNow,
} from '@understudy/ui';
import { Users } from 'lucide-react';
import { useMe } from '../session/session.js';
import type { Absence, Assignment } from './absence-words.js';

export interface AssignmentsProps {
  readonly absence: Absence;
  readonly assignments: readonly Assignment[];
}

/** Who was asked, for how much, and what they said. */
export function Assignments({ absence, assignments }: AssignmentsProps) {
  const { user } = useMe();
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
                  {assignment.tier > 1 ? ` · stands behind, tier ${assignment.tier}` : ''}
                  {assignment.declined_reason ? ` · “${assignment.declined_reason}”` : ''}
                </span>
              </span>
              <AssignmentState assignment={assignment} />
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

function AssignmentState({ assignment }: { readonly assignment: Assignment }) {
  const { user } = useMe();
  const now = useNow();
  if (assignment.approval === 'waiting') return <StateChip state="waiting">Waits for approval</StateChip>;
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
