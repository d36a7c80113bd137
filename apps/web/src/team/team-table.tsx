import { ListTeamAbsences } from '@understudy/contracts';
import {
  buttonClass,
  Chip,
  DataTable,
  EmptyState,
  formatSpan,
  GapChip,
  Person,
  StateChip,
  useNow,
} from '@understudy/ui';
import { CalendarPlus, CircleHelp } from 'lucide-react';
import { Link } from 'react-router';
import { sourceWords } from '../absences/absence-words.js';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { barWords, isAwayAt, kindWords, laneBars, type TeamAbsence, type TeamPerson } from './lanes.js';
import type { Shown } from './timeline-events.js';

interface Row {
  readonly person: TeamPerson;
  readonly absence: TeamAbsence;
}

export interface TeamTableProps {
  readonly people: readonly TeamPerson[];
  readonly shown: Shown;
  readonly personId: string | null;
}

/** The same as the timeline shows, in rows: for phones, for screen readers, for reading. */
export function TeamTable({ people, shown, personId }: TeamTableProps) {
  const now = useNow();
  const sources = useSources(shown);
  const rows = people.flatMap((person) =>
    person.absences.filter((absence) => touches(absence, shown)).map((absence): Row => ({ person, absence })),
  );
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<CalendarPlus className="i" />}
        title={`Nobody is away ${formatSpan(shown.firstOn, shown.lastOn)}`}
      >
        Somebody puts an out-of-office event in their calendar; it appears here within a minute.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={`Absences ${formatSpan(shown.firstOn, shown.lastOn)}, with who looks after the customers`}
      rowKey={({ absence }) => absence.id}
      groups={grouped(rows, now)}
      columns={[
        {
          key: 'who',
          head: 'Who',
          width: '24%',
          narrow: 'wide',
          cell: ({ person }) => <Who person={person} isLookedAt={person.user.user_id === personId} now={now} />,
        },
        {
          key: 'days',
          head: 'Days',
          width: '24%',
          narrow: 'wide',
          cell: ({ absence }) => (
            <span className="lines num">
              <Link className="clip font-medium hover:underline" to={`/absences/${absence.id}`}>
                {formatSpan(absence.start_date, absence.end_date)}
              </Link>
              <span className="clip text-xs text-ink-2">
                {[kindWords(absence), absence.is_partial ? 'some hours' : '', sources.get(absence.id) ?? '']
                  .filter((words) => words)
                  .join(', ')}
              </span>
            </span>
          ),
        },
        {
          key: 'lane',
          head: 'Who looks after the customers',
          width: '40%',
          narrow: 'wide',
          cell: ({ absence }) => <Lane absence={absence} />,
        },
        {
          key: 'act',
          head: 'Actions',
          headHidden: true,
          width: '12%',
          narrow: 'wide',
          className: 'wide:text-right',
          cell: ({ person, absence }) => (
            <Link
              className={buttonClass({ size: 'row' })}
              to={`/absences/${absence.id}`}
              aria-label={`Coverage of ${person.user.name}, ${formatSpan(absence.start_date, absence.end_date)}`}
            >
              Coverage
            </Link>
          ),
        },
      ]}
    />
  );
}

export const touches = ({ start_date, end_date }: TeamAbsence, { firstOn, lastOn }: Shown): boolean =>
  start_date <= lastOn && (end_date === null || firstOn <= end_date);

function grouped(rows: readonly Row[], now: number) {
  const isLater = ({ absence }: Row) => Date.parse(absence.during.starts_at) > now;
  const isOver = ({ absence: { status, during } }: Row) =>
    status === 'completed' || (during.ends_at !== null && Date.parse(during.ends_at) <= now);
  return [
    { key: 'now', words: 'Away now', rows: rows.filter((row) => !isOver(row) && !isLater(row)) },
    { key: 'ahead', words: 'Ahead', rows: rows.filter((row) => !isOver(row) && isLater(row)) },
    { key: 'over', words: 'Over', rows: rows.filter(isOver) },
  ]
    .filter((group) => group.rows.length > 0)
    .map(({ key, words, rows: members }) => ({
      key,
      rows: members,
      head: (
        <>
          <b>{words}</b> · {members.length}
        </>
      ),
    }));
}

function Who({
  person,
  isLookedAt,
  now,
}: {
  readonly person: TeamPerson;
  readonly isLookedAt: boolean;
  readonly now: number;
}) {
  const { user } = useMe();
  const kind = person.user.user_id === user.id ? 'you' : isAwayAt(person, now) ? 'away' : 'other';
  return (
    <span className="flex flex-wrap items-center gap-1.5" aria-current={isLookedAt || undefined}>
      <Person name={person.user.name} note={person.user.place} kind={kind} />
      {isLookedAt ? <Chip tone="outlined">looked for</Chip> : null}
    </span>
  );
}

function Lane({ absence }: { readonly absence: TeamAbsence }) {
  if (absence.status === 'suggested') {
    return (
      <Chip tone="outlined" icon={<CircleHelp className="i" />}>
        Away? Not confirmed
      </Chip>
    );
  }
  const bars = laneBars(absence);
  if (bars.length === 0) return <Chip tone="outlined">No customers</Chip>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {bars.map((bar) => (
        <li key={bar.key} className="max-w-full">
          {bar.kind === 'gap' ? (
            <GapChip startsAt={`${bar.firstOn}T00:00:00Z`} endsAt={`${bar.lastOn}T23:59:00Z`} timeZone="UTC" />
          ) : bar.kind === 'held' ? (
            <Chip tone="outlined">{spanned(bar.firstOn, bar.lastOn, bars.length, barWords(bar))}</Chip>
          ) : (
            <StateChip state={bar.kind}>{spanned(bar.firstOn, bar.lastOn, bars.length, barWords(bar))}</StateChip>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The days are said where the lane has more than one part. */
const spanned = (firstOn: string, lastOn: string, parts: number, words: string): string =>
  parts > 1 ? `${words}, ${formatSpan(firstOn, lastOn)}` : words;

/** Where each absence came from: known to the person and their managers. */
function useSources({ firstOn, lastOn }: Shown): ReadonlyMap<string, string> {
  const list = useApi(ListTeamAbsences, { limit: '100', from: firstOn, to: lastOn }, { keep: true });
  return new Map((list.data?.items ?? []).map((absence) => [absence.id, sourceWords(absence)]));
}
