import { GetCustomer, ListEscalations } from '@understudy/contracts';
import {
  dayOf,
  daysBetween,
  formatDays,
  formatFullMoney,
  formatLength,
  formatMoment,
  formatShortDay,
  Health,
  Person,
  statusWords,
  useNow,
} from '@understudy/ui';
import { CircleCheck, Hand, Timer } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import type { Escalation } from '../escalations/detail/escalation.js';
import { useMe } from '../session/session.js';

/** Beside the conversation: the customer, who is responsible, the clock, what there was before. */
export function InboxAside({ escalation }: { readonly escalation: Escalation }) {
  return (
    <aside className="inbox-aside" aria-label="About it">
      <About escalation={escalation} />
      <Time escalation={escalation} />
      <Before escalation={escalation} />
      <p>
        <Link className="link" to={`/escalations/${escalation.id}`}>
          The whole escalation
        </Link>
      </p>
    </aside>
  );
}

function About({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const id = escalation.customer?.id ?? null;
  const customer = useApi(GetCustomer, { customer_id: id ?? '' }, { enabled: id !== null });
  const context = escalation.customer_context;
  if (!escalation.customer) return <p className="text-ink-2">About no customer in particular.</p>;
  const today = dayOf(now, user.time_zone);
  const facts = customer.data ?? context;
  return (
    <div>
      <p className="font-semibold">
        <Link className="hover:underline" to={`/customers/${escalation.customer.id}`}>
          {escalation.customer.name}
        </Link>
      </p>
      {facts ? (
        <>
          <p className="text-ink-2">{facts.segment}</p>
          <dl className="kv mt-2">
            <dt>Health</dt>
            <dd>
              <Health score={facts.health_score} />
            </dd>
            <dt>ARR</dt>
            <dd>{formatFullMoney(facts.arr)}</dd>
            <dt>Renewal</dt>
            <dd>
              {facts.renewal_on
                ? `${formatShortDay(facts.renewal_on, today)}, ${formatDays(daysBetween(today, facts.renewal_on))}`
                : 'none set'}
            </dd>
          </dl>
        </>
      ) : null}
      {context?.responsible ? (
        <div className="inbox-part">
          <p className="tagline">Who is responsible</p>
          <Person
            name={context.responsible.name}
            kind={context.responsible.user_id === user.id ? 'you' : 'other'}
            note={context.responsible.user_id === context.csm?.user_id ? 'owner' : 'stands in'}
          />
        </div>
      ) : null}
    </div>
  );
}

function Time({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const { sla, created_at: created, assigned_at: assigned, secondary_owner: second } = escalation;
  const total = (Date.parse(sla.due_at) - Date.parse(created)) / 60_000;
  const left = (Date.parse(sla.due_at) - now) / 60_000;
  return (
    <div className="inbox-part">
      <p className="tagline">Time</p>
      <ul className="grid gap-1">
        <li className="flex gap-2">
          <CircleCheck className={sla.first_response_at ? 'i i-s text-covered-text' : 'i i-s text-ink-3'} />
          {sla.first_response_at
            ? `First answer after ${formatLength((Date.parse(sla.first_response_at) - Date.parse(created)) / 60_000)}`
            : `First answer by ${formatMoment(sla.response_due_at, user.time_zone, now)}`}
        </li>
        <li className="flex gap-2">
          <Timer className="i i-s text-ink-3" />
          <span>
            {escalation.resolved_at ? (
              `Solved ${formatMoment(escalation.resolved_at, user.time_zone, now)}`
            ) : sla.paused ? (
              'The clock stands: you wait for them'
            ) : (
              <>
                To resolve:{' '}
                <b className="font-medium">{left < 0 ? `${formatLength(-left)} over` : formatLength(left)}</b>
                {left < 0 ? '' : ` of ${formatLength(total)}`}
              </>
            )}
          </span>
        </li>
        {assigned ? (
          <li className="flex gap-2 text-ink-2">
            <Hand className="i i-s text-ink-3" />
            <span>
              {escalation.primary_owner?.user_id === user.id ? 'Yours' : 'Theirs'} since{' '}
              {formatMoment(assigned, user.time_zone, now)}
              {second ? `; next would be ${second.name}` : ''}
            </span>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function Before({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const id = escalation.customer?.id ?? null;
  const list = useApi(ListEscalations, { customer_id: id ?? '', limit: 20 }, { enabled: id !== null });
  const others = (list.data?.items ?? []).filter((row) => row.id !== escalation.id).slice(0, 5);
  if (others.length === 0) return null;
  return (
    <div className="inbox-part">
      <p className="tagline">Before this</p>
      <ul className="grid gap-1">
        {others.map((row) => (
          <li key={row.id}>
            <Link className="hover:underline" to={`/escalations/${row.id}`}>
              {row.title}
            </Link>{' '}
            <span className="text-ink-2">
              · {statusWords(row.status)}
              {row.resolved_at ? `, ${formatMoment(row.resolved_at, user.time_zone, now)}` : ''}
              {row.resolved_at && row.primary_owner
                ? ` by ${row.primary_owner.user_id === user.id ? 'you' : row.primary_owner.name}`
                : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
