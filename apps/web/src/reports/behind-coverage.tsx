import { ListReportedAbsences, ListReportedAssignments, type AnswerOf } from '@understudy/contracts';
import { Chip, DataTable, formatDuring, formatLength, formatMoment, Person, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import { BehindPage } from './behind-page.js';

type Absence = AnswerOf<typeof ListReportedAbsences>['items'][number];
type Assignment = AnswerOf<typeof ListReportedAssignments>['items'][number];

/** Behind a number of absences. */
export function ReportedAbsencesPage() {
  return (
    <BehindPage
      endpoint={ListReportedAbsences}
      what="absences"
      back={{ to: '/reports/coverage', words: 'Coverage report' }}
    >
      {(items) => <AbsenceRows rows={items} />}
    </BehindPage>
  );
}

function AbsenceRows({ rows }: { readonly rows: readonly Absence[] }) {
  const { user } = useMe();
  return (
    <DataTable
      caption="The absences that were counted"
      rowKey={({ id }) => id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'who',
          head: 'Who',
          width: '34%',
          cell: ({ user: who }) => (
            <Person name={who.name} note={who.place} kind={who.user_id === user.id ? 'you' : 'other'} />
          ),
        },
        {
          key: 'days',
          head: 'Days',
          width: '26%',
          cell: ({ id, starts_at, ends_at, time_zone: zone }) => (
            <Link className="num font-medium hover:underline" to={`/absences/${id}`}>
              {formatDuring(starts_at, ends_at, zone)}
            </Link>
          ),
        },
        {
          key: 'customers',
          head: 'Customers',
          width: '16%',
          cell: ({ customers }) => <span className="num">{customers}</span>,
        },
        {
          key: 'setup',
          head: 'Covered after',
          width: '24%',
          cell: ({ setup_minutes: minutes }) =>
            minutes === null ? (
              <Chip tone="waiting">not everybody</Chip>
            ) : (
              <span className="num">{formatLength(minutes)}</span>
            ),
        },
      ]}
    />
  );
}

const ANSWERS = {
  accepted: 'said yes',
  declined: 'said no',
  lapsed: 'did not answer',
  waiting: 'is asked',
  withdrawn: 'no longer asked',
  assigned: 'assigned by hand',
} as const satisfies Record<Assignment['answer'], string>;

/** Behind a number of assignments. */
export function ReportedAssignmentsPage() {
  return (
    <BehindPage
      endpoint={ListReportedAssignments}
      what="assignments"
      back={{ to: '/reports/coverage', words: 'Coverage report' }}
    >
      {(items) => <AssignmentRows rows={items} />}
    </BehindPage>
  );
}

function AssignmentRows({ rows }: { readonly rows: readonly Assignment[] }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption="The assignments that were counted"
      rowKey={({ id }) => id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'backup',
          head: 'Backup',
          width: '26%',
          cell: ({ backup, absent }) => (
            <span className="lines">
              <Person name={backup.name} kind={backup.user_id === user.id ? 'you' : 'other'} />
              <span className="clip text-xs text-ink-2">for {absent.name}</span>
            </span>
          ),
        },
        {
          key: 'days',
          head: 'Days',
          width: '20%',
          cell: ({ absence_id, starts_at, ends_at, time_zone: zone }) => (
            <Link className="num font-medium hover:underline" to={`/absences/${absence_id}`}>
              {formatDuring(starts_at, ends_at, zone)}
            </Link>
          ),
        },
        {
          key: 'answer',
          head: 'Answer',
          width: '18%',
          cell: ({ answer, asked_at }) => (
            <span className="lines">
              <span>{ANSWERS[answer]}</span>
              <span className="num text-xs text-ink-2">asked {formatMoment(asked_at, user.time_zone, now)}</span>
            </span>
          ),
        },
        {
          key: 'work',
          head: 'What was done',
          width: '36%',
          narrow: 'wide',
          cell: ({ customers, briefs, briefs_read_before_start: read, actions, items_resolved, feedback_rating }) => (
            <span className="num text-xs text-ink-2">
              {customers} customers · {read} of {briefs} briefs read in time · {actions} actions · {items_resolved}{' '}
              settled
              {feedback_rating === null ? '' : ` · ${feedback_rating.toFixed(1)} of 5`}
            </span>
          ),
        },
      ]}
    />
  );
}
