import { ListDepartureCustomers } from '@understudy/contracts';
import { buttonClass, formatCount, Panel, sentence } from '@understudy/ui';
import { ListChecks } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMay, useMe } from '../session/session.js';
import type { Absence } from './absence-words.js';

/** What is missing before somebody leaves: contacts, notes on customers that press, briefs. Nothing when nothing is. */
export function PreparationPanel({ absence }: { readonly absence: Absence }) {
  const { user } = useMe();
  const may = useMay();
  const isTheirs = absence.user.user_id === user.id || may('absences:manage');
  const review = useApi(
    ListDepartureCustomers,
    { absence_id: absence.id },
    { enabled: absence.status === 'planned' && isTheirs && may('briefs:read') },
  );
  const missing = review.data?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Panel
      title="Before leaving"
      count={missing.length}
      actions={
        <Link className={buttonClass({ size: 'row' })} to={`/setup?absence=${absence.id}&step=priorities`}>
          Write notes
        </Link>
      }
    >
      <ul className="rows py-1">
        {missing.map(({ what, explanation, customers }) => (
          <li key={what}>
            <ListChecks className="i text-ink-3" />
            <span className="lines">
              <span>{sentence(explanation)}</span>
              <span className="text-xs text-ink-2">
                {customers
                  .slice(0, 3)
                  .map(({ name }) => name)
                  .join(', ')}
                {customers.length > 3 ? ` and ${formatCount(customers.length - 3, 'other')}` : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
