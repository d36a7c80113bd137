import { ListEscalations } from '@understudy/contracts';
import { formatCount, formatMoment, Panel, SeverityMark, statusWords, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import type { Escalation } from './escalation.js';
import { isUnresolved } from '../unresolved.js';

const SHOWN = 5;

/** What else there is of this customer; what is open of the same kind may be the same thing twice. */
export function RelatedPanel({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const customer = escalation.customer;
  const list = useApi(ListEscalations, { customer_id: customer?.id ?? '', limit: 50 }, { enabled: customer !== null });
  const others = (list.data?.items ?? []).filter(({ id }) => id !== escalation.id);
  if (!customer || others.length === 0) return null;
  const isTwin = (row: (typeof others)[number]) => isUnresolved(row) && row.category === escalation.category;
  const twins = others.filter(isTwin);
  const shown = [...twins, ...others.filter((row) => !isTwin(row))].slice(0, SHOWN);
  return (
    <Panel title={`More of ${customer.name}`} count={others.length} className="o8">
      {twins.length > 0 ? (
        <p className="px-3.5 pt-1 text-xs text-ink-2">
          {formatCount(twins.length, 'is', 'are')} open of the same kind: maybe the same thing.
        </p>
      ) : null}
      <ul className="rows py-1">
        {shown.map((row) => (
          <li key={row.id}>
            <SeverityMark severity={row.severity} />
            <span className="lines grow">
              <Link className="clip font-medium hover:underline" to={`/escalations/${row.id}`} title={row.title}>
                {row.title}
              </Link>
              <span className="clip text-xs text-ink-2">
                {statusWords(row.status)} · {row.category ?? 'Conversation'} ·{' '}
                {formatMoment(row.resolved_at ?? row.created_at, user.time_zone, now)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {others.length > shown.length ? (
        <p className="px-3.5 pb-3">
          <Link className="link" to={`/customers/${customer.id}`}>
            {customer.name}
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}
