import type { AnswerOf, ListReportedEscalations } from '@understudy/contracts';
import { Chip, DataTable, formatLength, formatMoment, Person, SeverityMark, StatusMark, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { isDone } from '../escalations/escalation-status.js';
import { useMe } from '../session/session.js';

type Row = AnswerOf<typeof ListReportedEscalations>['items'][number];

/** Escalations as reports count them: what, who, when it was opened, how it stands with its time. */
export function EscalationRows({ rows, caption }: { readonly rows: readonly Row[]; readonly caption: string }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption={caption}
      rowKey={({ id }) => id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'title',
          head: 'Escalation',
          width: '38%',
          narrow: 'wide',
          cell: ({ id, title, severity, customer, category }) => (
            <span className="flex items-start gap-2">
              <SeverityMark severity={severity} />
              <span className="lines">
                <Link className="clip font-medium hover:underline" to={`/escalations/${id}`}>
                  {title}
                </Link>
                <span className="clip text-xs text-ink-2">
                  {[customer?.name, category].filter(Boolean).join(' · ') || 'of nobody’s customer'}
                </span>
              </span>
            </span>
          ),
        },
        { key: 'status', head: 'Status', width: '16%', cell: ({ status }) => <StatusMark status={status} /> },
        {
          key: 'owner',
          head: 'Owner',
          width: '18%',
          cell: ({ primary_owner: owner }) =>
            owner ? (
              <Person name={owner.name} kind={owner.user_id === user.id ? 'you' : 'other'} />
            ) : (
              <span className="text-ink-2">in queue</span>
            ),
        },
        {
          key: 'opened',
          head: 'Opened',
          width: '14%',
          narrow: 'hide',
          cell: ({ created_at }) => (
            <time className="num" dateTime={created_at}>
              {formatMoment(created_at, user.time_zone, now)}
            </time>
          ),
        },
        { key: 'time', head: 'Time', width: '14%', cell: (row) => <TimeOf row={row} now={now} /> },
      ]}
    />
  );
}

function TimeOf({ row, now }: { readonly row: Row; readonly now: number }) {
  const { status, breached, resolution_minutes: minutes, due_at } = row;
  if (isDone(status)) {
    const took = minutes === null ? 'done' : `in ${formatLength(minutes)}`;
    return <Chip tone={breached ? 'gap' : 'outlined'}>{breached ? `${took}, late` : took}</Chip>;
  }
  const left = (Date.parse(due_at) - now) / 60_000;
  return left < 0 ? (
    <Chip tone="gap">{formatLength(-left)} over</Chip>
  ) : (
    <Chip tone="outlined">due in {formatLength(left)}</Chip>
  );
}
