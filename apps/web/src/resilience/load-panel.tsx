import { Chip, DataTable, EmptyState, formatDay, formatShortDay, Panel, Person } from '@understudy/ui';
import { Gauge, Users } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import type { TeamPerson } from '../team/lanes.js';
import { type Load, loadsOf, loadTitle, peakDay, shareOf } from './resilience-words.js';

export interface LoadPanelProps {
  readonly people: readonly TeamPerson[];
  /** Those who are away may sit in other teams than those who stand in. */
  readonly everybody: readonly TeamPerson[];
  readonly now: number;
}

/** What everybody carries at their worst time of the next 13 weeks. */
export function LoadPanel({ people, everybody, now }: LoadPanelProps) {
  const { user } = useMe();
  const shown = new Set(people.map((person) => person.user.user_id));
  const loads = loadsOf(everybody, now).filter(({ person }) => shown.has(person.user.user_id));
  return (
    <Panel title={loadTitle(loads)} count="own and covered customers, at the worst time of 13 weeks">
      {loads.length === 0 ? (
        <EmptyState icon={<Users className="i" />} title="Nobody looks after customers">
          People with customers, or who stand in, are listed here.
        </EmptyState>
      ) : (
        <DataTable
          caption="What everybody carries at their worst time, the fullest first"
          rowKey={({ person }) => person.user.user_id}
          groups={[{ key: 'all', head: null, rows: loads }]}
          columns={[
            {
              key: 'who',
              head: 'Who',
              width: '26%',
              narrow: 'wide',
              cell: ({ person }) => (
                <Person
                  name={person.user.name}
                  note={person.user.place}
                  kind={person.user.user_id === user.id ? 'you' : 'other'}
                />
              ),
            },
            { key: 'own', head: 'Own', width: '10%', cell: ({ own }) => <span className="num">{own}</span> },
            { key: 'covers', head: 'Covered', width: '28%', narrow: 'wide', cell: (load) => <Covered load={load} /> },
            {
              key: 'load',
              head: 'Of what they can carry',
              width: '36%',
              narrow: 'wide',
              cell: (load) => <Meter load={load} now={now} timeZone={user.time_zone} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** The absences behind the number; their customers add up to it. */
function Covered({ load: { covers, from } }: { readonly load: Load }) {
  if (covers === 0) return <span className="num">0</span>;
  return (
    <span className="lines">
      <span className="num">{covers}</span>
      <span className="clip text-xs text-ink-2">
        {from.map(({ absenceId, name, customers }, index) => (
          <span key={absenceId}>
            {index > 0 ? ', ' : ''}
            <Link className="hover:underline" to={`/absences/${absenceId}`}>
              {customers} of {name}
            </Link>
          </span>
        ))}
      </span>
    </span>
  );
}

function Meter({ load, now, timeZone }: { readonly load: Load; readonly now: number; readonly timeZone: string }) {
  const { own, covers, capacity, peakAt } = load;
  const share = shareOf(load);
  const when = peakAt === null ? null : peakDay(peakAt, now, timeZone);
  return (
    <span className="flex items-center gap-2.5">
      <svg className="h-1.5 w-24 flex-none" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" rx="2" className="fill-pressed" />
        <rect width={Math.min(100, share * 100)} height="6" rx="2" className="fill-ink-3" />
      </svg>
      <span className="num" title={when ? formatDay(when) : undefined}>
        {own + covers} of {capacity}
        {when ? <span className="text-xs text-ink-2"> from {formatShortDay(when)}</span> : null}
      </span>
      {share > 1 ? (
        <Chip tone="waiting" icon={<Gauge className="i" />}>
          {own + covers - capacity} over
        </Chip>
      ) : null}
    </span>
  );
}
