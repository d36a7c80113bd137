import type { AnswerOf, GetEscalationReport } from '@understudy/contracts';
import { EmptyState, Panel } from '@understudy/ui';
import { SearchCheck } from 'lucide-react';
import { Link } from 'react-router';
import { CountLink } from './count-link.js';
import { shareWords } from './metric-words.js';

/** Why they came: causes that say the same counted together, and how many name none. */
export function RootCauses({ causes }: { readonly causes: AnswerOf<typeof GetEscalationReport>['root_causes'] }) {
  return (
    <Panel
      title={causes.groups[0] ? `Most often: ${causes.groups[0].cause}` : 'Root causes'}
      count={
        causes.without.value > 0 ? (
          <>
            <CountLink count={causes.without} /> without one
          </>
        ) : undefined
      }
    >
      {causes.groups.length === 0 ? (
        <EmptyState icon={<SearchCheck className="i" />} title="No root cause yet">
          Whoever resolves an escalation writes down why it came; those that say the same are counted together here.
        </EmptyState>
      ) : (
        <ul className="rows">
          {causes.groups.map(({ cause, count, share, examples }) => (
            <li key={cause}>
              <span className="lines grow">
                <span className="font-medium">{cause}</span>
                <span className="clip text-xs text-ink-2">
                  {examples.map(({ id, title }, at) => (
                    <span key={id}>
                      {at > 0 ? ' · ' : ''}
                      <Link className="hover:underline" to={`/escalations/${id}`}>
                        {title}
                      </Link>
                    </span>
                  ))}
                </span>
              </span>
              <span className="num text-right">
                <CountLink count={count} /> <span className="text-xs text-ink-2">{shareWords(share)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
