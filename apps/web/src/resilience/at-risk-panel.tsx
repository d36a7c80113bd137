import { DataTable, EmptyState, formatMoney, Panel, Person, StateChip } from '@understudy/ui';
import { ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import type { AtRisk } from './resilience-words.js';

/** The bus factor by name: whom nobody could replace, the most at stake first. */
export function AtRiskPanel({
  people,
  teamId,
}: {
  readonly people: readonly AtRisk[];
  readonly teamId: string | null;
}) {
  const { user } = useMe();
  const to = (userId: string, left?: 'nobody') => {
    const query = new URLSearchParams({ ...(teamId ? { team_id: teamId } : {}), ...(left ? { left } : {}) }).toString();
    return `/resilience/${userId}${query ? `?${query}` : ''}`;
  };
  return (
    <Panel title="Who must not fall out" count={people.length || undefined}>
      {people.length === 0 ? (
        <EmptyState good icon={<ShieldCheck className="i" />} title="Nobody is the only one">
          Whoever falls out next, every customer still has somebody who said yes, or who leads the team.
        </EmptyState>
      ) : (
        <DataTable
          caption="People on whom customers hang, the most at stake first"
          rowKey={(row) => row.user.user_id}
          groups={[{ key: 'all', head: null, rows: people }]}
          columns={[
            {
              key: 'who',
              head: 'Who',
              width: '32%',
              narrow: 'wide',
              cell: ({ user: who }) => (
                <Person name={who.name} note={who.place} kind={who.user_id === user.id ? 'you' : 'other'} />
              ),
            },
            {
              key: 'nobody',
              head: 'Would have nobody',
              width: '20%',
              cell: ({ user: who, left_with_nobody: count }) =>
                count > 0 ? (
                  <Link to={to(who.user_id, 'nobody')} aria-label={`${count} customers would have nobody`}>
                    <StateChip state="gap">{count}</StateChip>
                  </Link>
                ) : (
                  <span className="num">0</span>
                ),
            },
            {
              key: 'customers',
              head: 'Hang on them',
              width: '18%',
              cell: ({ user: who, customers }) => (
                <Link
                  className="num underline-offset-2 hover:underline"
                  to={to(who.user_id)}
                  aria-label={`${customers} customers hang on ${who.name}`}
                >
                  {customers}
                </Link>
              ),
            },
            {
              key: 'arr',
              head: 'ARR at stake',
              width: '15%',
              cell: ({ arr }) => <span className="num">{formatMoney(arr)}</span>,
            },
            {
              key: 'health',
              head: 'Lowest health',
              width: '15%',
              cell: ({ lowest_health: health }) => (
                <span className="num">{health ?? <span className="text-ink-2">not known</span>}</span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
