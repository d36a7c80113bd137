import { GetCustomer } from '@understudy/contracts';
import {
  dayOf,
  daysBetween,
  formatCount,
  formatDays,
  formatFullMoney,
  formatMoment,
  formatUntil,
  formatShortDay,
  Panel,
  sentence,
  useNow,
} from '@understudy/ui';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import type { Escalation } from './escalation.js';
import { useResponsible } from './use-responsible.js';

/** The customer as it was when this was opened, with what is different now beside it. */
export function ContextPanel({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const context = escalation.customer_context;
  const current = useApi(
    GetCustomer,
    { customer_id: escalation.customer?.id ?? '' },
    { enabled: escalation.customer !== null },
  );
  const responsible = useResponsible(escalation);
  if (!context) return null;
  const today = dayOf(now, user.time_zone);
  const health = current.data?.health_score;
  const stage = current.data?.stage;
  return (
    <Panel
      title="Customer, when opened"
      className="o8"
      actions={
        <span className="num text-xs text-ink-2">frozen {formatMoment(context.frozen_at, user.time_zone, now)}</span>
      }
    >
      <dl className="kv panel-body">
        <dt>ARR at risk</dt>
        <dd>{formatFullMoney(escalation.arr_at_risk)}</dd>
        <dt>Health</dt>
        <dd>
          {context.health_score} <Now was={context.health_score} is={health} />
        </dd>
        <dt>Renewal</dt>
        <dd>
          {context.renewal_on
            ? `${formatShortDay(context.renewal_on, today)}, ${formatDays(daysBetween(today, context.renewal_on))}`
            : 'none set'}
        </dd>
        <dt>Stage</dt>
        <dd>
          {sentence(context.stage)} <Now was={context.stage} is={stage} />
        </dd>
        <dt>CSM</dt>
        <dd>{context.csm?.name ?? 'none'}</dd>
        <dt>Looked after then by</dt>
        <dd>
          {context.responsible?.name ?? 'nobody'}
          {context.responsible_until ? (
            <span className="mut block font-normal">
              until{' '}
              {formatUntil(context.responsible_until, responsible?.time_zone ?? user.time_zone, user.time_zone, now)}
            </span>
          ) : null}
          <span className="block">
            <Now
              was={context.responsible?.name ?? 'nobody'}
              is={responsible && (responsible.responsible?.name ?? 'nobody')}
            />
          </span>
        </dd>
        {context.restricted ? null : (
          <>
            <dt>Open risks</dt>
            <dd>{context.open_risks.length}</dd>
            {context.open_tasks === null || context.open_tasks === undefined ? null : (
              <>
                <dt>Open tasks</dt>
                <dd>{context.open_tasks}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {context.restricted ? null : <Lately context={context} />}
    </Panel>
  );
}

function Now({ was, is }: { readonly was: string | number; readonly is: string | number | undefined }) {
  return is === undefined || is === was ? null : <span className="mut font-normal">now {is}</span>;
}

function Lately({ context }: { readonly context: NonNullable<Escalation['customer_context']> }) {
  const { user } = useMe();
  const now = useNow();
  const { open_risks: risks, recent_activity: activity, next_meeting: meeting } = context;
  if (risks.length === 0 && activity.length === 0 && !meeting) return null;
  return (
    <details className="border-t border-hair px-3.5 py-2.5 text-xs">
      <summary className="font-medium">
        What else was known ({formatCount(risks.length + activity.length, 'line')})
      </summary>
      <ul className="mt-1.5 grid gap-1 text-ink-2">
        {meeting ? (
          <li>
            Meeting “{meeting.title}”, {formatMoment(meeting.starts_at, user.time_zone, now)}
          </li>
        ) : null}
        {risks.map(({ description, severity }, index) => (
          <li key={`risk-${index}`}>
            Risk, {severity}: {description}
          </li>
        ))}
        {activity.map(({ summary, occurred_at: at }, index) => (
          <li key={`activity-${index}`}>
            {summary} <span className="num">· {formatMoment(at, user.time_zone, now)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
