import type { AnswerOf, GetCoverageProof } from '@understudy/contracts';
import { EmptyState, formatDuring, Panel } from '@understudy/ui';
import { ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { CAUSES } from '../team/team-gaps.js';

type Proof = AnswerOf<typeof GetCoverageProof>;

/** Somebody is there, but nobody said yes: the team's fallback, or a manager. One row a customer. */
export function ByDefaultPanel({ proof }: { readonly proof: Proof }) {
  const open = new Set(proof.gaps.map(({ customer_id }) => customer_id));
  const rows = [...Map.groupBy(proof.weak, ({ customer_id }) => customer_id)]
    .filter(([id]) => !open.has(id))
    .flatMap(([id, holes]) => (holes[0] ? [{ id, first: holes[0], more: holes.length - 1 }] : []));
  return (
    <div id="by-default">
      <Panel title="Looked after by default only" count={proof.weak_customers || 'none'}>
        {rows.length === 0 ? (
          <EmptyState good icon={<ShieldCheck className="i" />} title="Whoever looks after a customer said yes to it">
            In the next 90 days nobody is left to the fallback of a team or to a manager.
          </EmptyState>
        ) : (
          <ul
            className="rows max-h-[420px] overflow-auto py-1"
            tabIndex={0}
            aria-label="Customers looked after by default only"
          >
            {rows.map(({ id, first, more }) => (
              <li key={id} className="flex-wrap">
                <span className="lines grow">
                  <Link className="clip font-medium hover:underline" to={`/customers/${id}`}>
                    {first.customer_name}
                  </Link>
                  <span className="clip text-xs text-ink-2">
                    {CAUSES[first.cause]} {first.responsible?.name ?? 'Nobody'} looks after them.
                  </span>
                </span>
                <span className="num text-xs text-ink-2">
                  {formatDuring(first.starts_at, first.ends_at, proof.time_zone)}
                  {more > 0 ? ` and ${more} more times` : ''}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
