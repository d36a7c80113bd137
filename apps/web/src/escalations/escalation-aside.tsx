import {
  Chip,
  dayOf,
  daysBetween,
  formatDays,
  formatFullMoney,
  formatLength,
  formatMoment,
  formatShortDay,
  Panel,
  Person,
  sentence,
  useNow,
} from '@understudy/ui';
import { Activity, AlarmClock, Bell, Check, CircleCheck, Hourglass } from 'lucide-react';
import { useMe } from '../session/session.js';
import type { Escalation } from './escalation-page.js';
import { isDone } from './escalation-status.js';

/** The clock, the people with the reason, the customer as it was when this was opened. */
export function EscalationAside({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const { explanation, skipped } = escalation.owner_because;
  const people = [
    { person: escalation.primary_owner, role: 'Owner' },
    { person: escalation.secondary_owner, role: 'Secondary' },
    ...escalation.stakeholders
      .filter(({ role }) => role !== 'owner')
      .map((stakeholder) => ({ person: stakeholder.user, role: STAKEHOLDERS[stakeholder.role] })),
  ];
  return (
    <aside className="stack" aria-label="Clock, people and customer">
      <SlaPanel escalation={escalation} />
      <Panel title="People" className="o4">
        <ul className="rows py-1">
          {people.map(({ person, role }) =>
            person ? (
              <li key={`${role}${person.user_id}`}>
                <Person name={person.name} kind={person.user_id === user.id ? 'you' : 'other'} />
                <span className="ml-auto text-ink-2">{role}</span>
              </li>
            ) : null,
          )}
          {escalation.primary_owner ? null : (
            <li className="text-waiting-text">Nobody is free yet; the first who is gets it.</li>
          )}
        </ul>
        <div className="grid gap-1 border-t border-hair px-3.5 py-2.5 text-xs text-ink-2">
          <p>{explanation}</p>
          {skipped.map(({ user: person, reason }) => (
            <p key={person.user_id}>
              Not {person.name}: {reason}
            </p>
          ))}
        </div>
      </Panel>
      {escalation.customer_context ? (
        <CustomerPanel context={escalation.customer_context} arrAtRisk={escalation.arr_at_risk} />
      ) : null}
    </aside>
  );
}

interface CustomerPanelProps {
  readonly context: NonNullable<Escalation['customer_context']>;
  readonly arrAtRisk: number;
}

function CustomerPanel({ context, arrAtRisk }: CustomerPanelProps) {
  const { user } = useMe();
  const now = useNow();
  return (
    <Panel
      title="Customer, when opened"
      className="o5"
      actions={
        <span className="num text-xs text-ink-2">frozen {formatMoment(context.frozen_at, user.time_zone, now)}</span>
      }
    >
      <dl className="kv panel-body">
        <dt>ARR at risk</dt>
        <dd>{formatFullMoney(arrAtRisk)}</dd>
        <dt>Health</dt>
        <dd>{context.health_score}</dd>
        <dt>Renewal</dt>
        <dd>
          {context.renewal_on
            ? `${formatShortDay(context.renewal_on, dayOf(now, user.time_zone))}, ${formatDays(daysBetween(dayOf(context.frozen_at, user.time_zone), context.renewal_on))} then`
            : 'none set'}
        </dd>
        <dt>Stage</dt>
        <dd>{sentence(context.stage)}</dd>
        <dt>CSM</dt>
        <dd>{context.csm?.name ?? 'none'}</dd>
        <dt>Looked after by</dt>
        <dd>{context.responsible?.name ?? 'nobody'}</dd>
        {context.restricted ? null : (
          <>
            <dt>Open risks</dt>
            <dd>{context.open_risks.length}</dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

const STAKEHOLDERS = { owner: 'Owner', watcher: 'Watches', approver: 'Approves drafts', informed: 'Informed' } as const;

function SlaPanel({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow(1000);
  const { sla } = escalation;
  const due = Date.parse(sla.due_at);
  const start = Date.parse(escalation.created_at);
  const part = (at: number) => Math.min(100, Math.max(0, ((at - start) / Math.max(1, due - start)) * 100));
  const minutes = (due - now) / 60_000;
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  const done = isDone(escalation.status);
  const state = done
    ? 'done'
    : sla.paused
      ? 'paused'
      : minutes < 0
        ? 'over'
        : now >= Date.parse(sla.warn_at)
          ? 'warned'
          : 'fine';
  const fill = {
    done: 'text-covered',
    paused: 'text-ink-3',
    over: 'text-gap',
    warned: 'text-waiting',
    fine: 'text-ink-2',
  }[state];
  return (
    <section className="panel o1 p-3.5" aria-label="Time left">
      <div className="flex items-center gap-2">
        <span className="num text-ink-2">Resolve by {moment(sla.due_at)}</span>
        <span className="ml-auto">
          <StateWords state={state} />
        </span>
      </div>
      <p className="sla-left mt-1">
        {done ? 'Solved' : minutes < 0 ? `${formatLength(-minutes)} over` : `${formatLength(minutes, true)} left`}
      </p>
      <svg className={`sla-bar ${fill}`} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="3" width="100" height="8" rx="1.2" fill="var(--pressed)" />
        <rect x="0" y="3" width={part(now)} height="8" rx="1.2" fill="currentColor" />
        <rect x={Math.min(99.4, part(Date.parse(sla.warn_at)))} y="0" width="0.6" height="14" fill="var(--waiting)" />
      </svg>
      <p className="num flex justify-between text-[11px] text-ink-2">
        <span>{moment(escalation.created_at)}</span>
        <span>warning {moment(sla.warn_at)}</span>
      </p>
      <p className="mt-2 flex gap-2 text-xs">
        {sla.first_response_at ? (
          <>
            <CircleCheck className="i i-s text-covered-text" />
            <span>
              First answer after {formatLength((Date.parse(sla.first_response_at) - start) / 60_000)}{' '}
              <span className="text-ink-2">of {formatLength((Date.parse(sla.response_due_at) - start) / 60_000)}</span>
            </span>
          </>
        ) : (
          <>
            <Bell className="i i-s text-ink-3" />
            <span className="text-ink-2">First answer by {moment(sla.response_due_at)}</span>
          </>
        )}
      </p>
    </section>
  );
}

function StateWords({ state }: { readonly state: 'done' | 'paused' | 'over' | 'warned' | 'fine' }) {
  if (state === 'over')
    return (
      <Chip tone="gap" icon={<AlarmClock className="i" />}>
        Over
      </Chip>
    );
  if (state === 'warned')
    return (
      <Chip tone="waiting" icon={<Hourglass className="i" />}>
        Running out
      </Chip>
    );
  if (state === 'paused') return <Chip>Paused: customer</Chip>;
  if (state === 'done')
    return (
      <Chip tone="outlined" icon={<Check className="i" />}>
        Done
      </Chip>
    );
  return <Chip icon={<Activity className="i" />}>On track</Chip>;
}
