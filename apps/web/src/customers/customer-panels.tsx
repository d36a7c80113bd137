import {
  Chip,
  dayOf,
  EmptyState,
  formatAgo,
  formatDay,
  formatMoment,
  Panel,
  SeverityMark,
  useNow,
} from '@understudy/ui';
import { Calendar, CalendarCheck, Mail, MessageSquare } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import type { Brief, Customer } from './customer-page.js';
import { UrgentRow, type UrgentItem } from './urgent-row.js';

const SHOWN = 8;

/** The reading column: what is urgent, open escalations, meetings ahead, what happened last. */
export function CustomerPanels({ customer, brief }: { readonly customer: Customer; readonly brief: Brief | null }) {
  const urgent = brief ? brief.urgent_items.value : openTasksOf(customer);
  return (
    <>
      <Panel title="Urgent first" count={urgent.length || undefined}>
        {urgent.length > 0 ? (
          <ul className="rows py-1">
            {urgent.map((item) => (
              <UrgentRow key={item.task_id ?? `${item.type}${item.due_date}`} customerId={customer.id} item={item} />
            ))}
          </ul>
        ) : (
          <EmptyState icon={<CalendarCheck className="i" />} good title="Nothing is due">
            Tasks and promises with a day appear here.
          </EmptyState>
        )}
      </Panel>
      <OpenEscalations customer={customer} />
      {brief ? <Later customerId={customer.id} brief={brief} /> : null}
      {brief ? <Conversations brief={brief} /> : null}
      <Meetings customer={customer} />
      <LastWords customer={customer} />
    </>
  );
}

/** For people who may not read the brief (they see the customer, not its notes): the open tasks with a day. */
const openTasksOf = (customer: Customer): readonly UrgentItem[] =>
  customer.tasks
    .filter((task) => task.status === 'open')
    .flatMap((task) =>
      task.due_at
        ? [{ type: task.kind, description: task.title, due_date: task.due_at, task_id: null, overdue: false }]
        : [],
    );

function OpenEscalations({ customer }: { readonly customer: Customer }) {
  const { user } = useMe();
  const now = useNow();
  if (customer.open_escalations.length === 0) return null;
  return (
    <Panel title="Open escalations" count={customer.open_escalations.length}>
      <ul className="rows py-1">
        {customer.open_escalations.map((escalation) => (
          <li key={escalation.id}>
            <SeverityMark severity={escalation.severity} />
            <Link className="grow clip font-medium hover:underline" to={`/escalations/${escalation.id}`}>
              {escalation.title}
            </Link>
            <span className="num text-xs whitespace-nowrap text-ink-2">
              due {formatMoment(escalation.due_at, user.time_zone, now)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Open tasks that do not press yet. */
function Later({ customerId, brief }: { readonly customerId: string; readonly brief: Brief }) {
  const later = brief.pending_tasks.value.flatMap((task) =>
    task.due_at
      ? [{ type: task.kind, description: task.title, due_date: task.due_at, task_id: task.id, overdue: false }]
      : [],
  );
  if (later.length === 0) return null;
  return (
    <Panel title="Later" count={later.length}>
      <ul className="rows py-1">
        {later.slice(0, SHOWN).map((item) => (
          <UrgentRow key={item.task_id} customerId={customerId} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function Conversations({ brief }: { readonly brief: Brief }) {
  const going = brief.ongoing_conversations.value;
  if (going.length === 0) return null;
  return (
    <Panel title="Conversations going on" count={going.length}>
      <ul className="rows py-1">
        {going.slice(0, SHOWN).map((conversation) => (
          <li key={conversation.id}>
            <Mail className="i text-ink-3" />
            <span className="grow">
              <span className="font-medium">{conversation.subject}</span>{' '}
              <span className="text-ink-2">with {conversation.requester}</span>
            </span>
            <span className="text-xs text-ink-2">{conversation.status}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Meetings({ customer }: { readonly customer: Customer }) {
  const { user } = useMe();
  const now = useNow();
  const ahead = customer.meetings.filter((meeting) => Date.parse(meeting.ends_at) > now).slice(0, SHOWN);
  if (ahead.length === 0) return null;
  return (
    <Panel title="Meetings ahead" count={ahead.length}>
      <ul className="rows py-1">
        {ahead.map((meeting) => (
          <li key={meeting.id}>
            <Chip tone="outlined" icon={<Calendar className="i" />}>
              {formatDay(dayOf(meeting.starts_at, user.time_zone), dayOf(now, user.time_zone))}
            </Chip>
            <span className="grow">
              <span className="font-medium">{meeting.title}</span>{' '}
              <span className="text-ink-2">{meeting.organizer ? `with ${meeting.organizer.name}` : ''}</span>
            </span>
            <span className="num text-xs whitespace-nowrap text-ink-2">
              {formatMoment(meeting.starts_at, user.time_zone, now).slice(-5)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function LastWords({ customer }: { readonly customer: Customer }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <Panel title="What happened last" count={customer.activities.length || undefined}>
      {customer.activities.length > 0 ? (
        <ul className="rows rows-top py-1">
          {customer.activities.slice(0, SHOWN).map((activity) => (
            <li key={activity.id}>
              <MessageSquare className="i mt-px text-ink-3" />
              <span className="grow">
                {activity.summary} <span className="text-ink-2">{activity.by ? `· ${activity.by.name}` : ''}</span>
              </span>
              <span className="num text-xs whitespace-nowrap text-ink-2">
                {formatAgo(activity.occurred_at, user.time_zone, now)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="panel-body text-ink-2">No word yet with this customer.</p>
      )}
    </Panel>
  );
}
