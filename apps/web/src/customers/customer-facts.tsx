import {
  dayOf,
  daysBetween,
  formatAgo,
  formatDays,
  formatFullMoney,
  formatShortDay,
  Health,
  sentence,
  useNow,
} from '@understudy/ui';
import { useMe } from '../session/session.js';
import type { Customer } from './customer-page.js';

/** The five numbers one looks for first. */
export function CustomerFacts({ customer }: { readonly customer: Customer }) {
  const { user } = useMe();
  const now = useNow();
  const today = dayOf(now, user.time_zone);
  const last = customer.activities[0];
  return (
    <dl className="facts">
      <div>
        <dt>ARR</dt>
        <dd>{formatFullMoney(customer.arr)}</dd>
      </div>
      <div>
        <dt>Health</dt>
        <dd>
          <Health score={customer.health_score} change={customer.health_change_30d} />
        </dd>
      </div>
      <div>
        <dt>Renewal</dt>
        <dd>
          {customer.renewal_on ? (
            <>
              {formatShortDay(customer.renewal_on)}{' '}
              <span className="font-normal text-ink-2">{formatDays(daysBetween(today, customer.renewal_on))}</span>
            </>
          ) : (
            'none set'
          )}
        </dd>
      </div>
      <div>
        <dt>Stage</dt>
        <dd className="clip">{sentence(customer.stage.replaceAll('_', ' '))}</dd>
      </div>
      {customer.summary_only ? null : (
        <div>
          <dt>Last contact</dt>
          <dd>{last ? sentence(formatAgo(last.occurred_at, user.time_zone, now)) : 'none yet'}</dd>
        </div>
      )}
    </dl>
  );
}
