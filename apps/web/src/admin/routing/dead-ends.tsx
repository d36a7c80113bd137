import type { AnswerOf, CheckRoutingRules } from '@understudy/contracts';
import { formatCount, formatMoment, SeverityMark, useNow } from '@understudy/ui';
import { OctagonAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../session/session.js';

export type DeadEnd = AnswerOf<typeof CheckRoutingRules>['dead_ends'][number];
const FIRST = 4;

export interface DeadEndsProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly found: readonly DeadEnd[];
  /** They stand in the way now: read out at once. */
  readonly urgent?: boolean;
  readonly footer?: ReactNode;
}

/** Escalations that would find nobody in time: which, when, for whom, and why each one who was tried fell out. */
export function DeadEnds({ title, children, found, urgent = false, footer }: DeadEndsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? found : found.slice(0, FIRST);
  return (
    <section className="deadend" {...(urgent ? { role: 'alert' } : { 'aria-label': 'Dead ends' })}>
      <header>
        <OctagonAlert className="i" />
        <div className="grow">
          <b>{title}</b>
          {children ? <div className="deadend-sub">{children}</div> : null}
        </div>
      </header>
      <ul className="rows">
        {shown.map((one) => (
          <DeadEndRow key={`${one.category} ${one.severity} ${one.at}`} found={one} />
        ))}
        {found.length > shown.length ? (
          <li>
            <button type="button" className="link" onClick={() => setAll(true)}>
              All {found.length}
            </button>
          </li>
        ) : null}
        {footer ? <li className="flex-wrap">{footer}</li> : null}
      </ul>
    </section>
  );
}

function DeadEndRow({ found }: { readonly found: DeadEnd }) {
  const { user } = useMe();
  const now = useNow();
  const { category, severity, at, until, customer, customers, why } = found;
  const when = `${formatMoment(at, user.time_zone, now)}${until ? ` to ${formatMoment(until, user.time_zone, now)}` : ', without an end'}`;
  return (
    <li className="deadend-row">
      <span className="flex items-center gap-2">
        <SeverityMark severity={severity} />
        <span className="font-medium">{category}</span>
        <span className="num text-ink-2">{when}</span>
      </span>
      <span className="text-ink-2">
        <Link className="link" to={`/customers/${customer.customer_id}`}>
          {customer.name}
        </Link>
        {customers > 1 ? ` and ${formatCount(customers - 1, 'more customer')}` : ''}
      </span>
      <ol className="deadend-why">
        {why.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </li>
  );
}

/** "2 dead ends". */
export const deadEndWords = (count: number): string => formatCount(count, 'dead end');
