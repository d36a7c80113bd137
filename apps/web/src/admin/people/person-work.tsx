import { formatCount, formatDuring, Panel, SkeletonRows } from '@understudy/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AdminPerson } from './person-words.js';
import { useWorkOf } from './use-work-of.js';

/** What hangs on somebody: each number opens to the list it counts. */
export function PersonWork({ person }: { readonly person: AdminPerson }) {
  return (
    <Panel title="What hangs on them">
      <WorkList userId={person.id} />
    </Panel>
  );
}

export function WorkList({ userId }: { readonly userId: string }) {
  const work = useWorkOf(userId);
  const { customers, escalations, standsInFor, reports, fallbackOf } = work;
  if (!customers || !escalations || !standsInFor || !reports)
    return <SkeletonRows rows={3} words="Counting what hangs on them" />;
  return (
    <ul className="rows">
      <Counted
        words={`${formatCount(customers.length, 'customer')}${work.moreCustomers ? ' or more' : ''}`}
        items={customers.map(({ id, name }) => (
          <Link key={id} className="link" to={`/customers/${id}`}>
            {name}
          </Link>
        ))}
      />
      <Counted
        words={formatCount(escalations.length, 'open escalation')}
        items={escalations.map(({ id, title }) => (
          <Link key={id} className="link" to={`/escalations/${id}`}>
            {title}
          </Link>
        ))}
      />
      <Counted
        words={formatCount(standsInFor.length, 'absence they stand in for', 'absences they stand in for')}
        items={standsInFor.map(({ id, user, during, time_zone }) => (
          <Link key={id} className="link" to={`/absences/${id}`}>
            {user.name}, {formatDuring(during.starts_at, during.ends_at, time_zone)}
          </Link>
        ))}
      />
      <Counted
        words={formatCount(reports.length, 'person they manage', 'people they manage')}
        items={reports.map(({ id, name }) => (
          <Link key={id} className="link" to={`/people/${id}`}>
            {name}
          </Link>
        ))}
      />
      {fallbackOf.length > 0 ? (
        <Counted
          words={formatCount(fallbackOf.length, 'team that falls back to them', 'teams that fall back to them')}
          items={fallbackOf.map(({ id, name }) => (
            <Link key={id} className="link" to={`/people/teams/${id}`}>
              {name}
            </Link>
          ))}
        />
      ) : null}
    </ul>
  );
}

function Counted({ words, items }: { readonly words: string; readonly items: readonly ReactNode[] }) {
  if (items.length === 0) return <li className="text-ink-2">{words}</li>;
  return (
    <li>
      <details className="min-w-0 flex-1">
        <summary className="cursor-pointer font-medium">{words}</summary>
        <ul className="mt-1 grid gap-1 pl-4">
          {items.map((item, index) => (
            // eslint-disable-next-line react/no-array-index-key -- the links carry the keys of their rows
            <li key={index} className="clip">
              {item}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
