import type { UseQueryResult } from '@tanstack/react-query';
import { formatMoment, Panel, SeverityMark, useNow } from '@understudy/ui';
import { Mail } from 'lucide-react';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import { AddTask } from './add-task.js';
import type { Brief, Customer } from './customer-page.js';
import { HappenedPanel } from './happened-panel.js';
import { MeetingsPanel } from './meetings-panel.js';
import { UrgentRow, type UrgentItem } from './urgent-row.js';

const SHOWN = 8;

export interface CustomerPanelsProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
  /** The brief where it is not there and will be, or failed: without it nobody knows whether nothing is urgent. */
  readonly awaited: UseQueryResult<Brief, Error> | null;
}

/** The reading column: what is urgent, open escalations, meetings ahead, what happened last. */
export function CustomerPanels({ customer, brief, awaited }: CustomerPanelsProps) {
  return (
    <>
      {awaited ? (
        <Panel title="Urgent first">
          <Loaded query={awaited} what="The brief" words="Reading the brief" rows={4}>
            {() => null}
          </Loaded>
        </Panel>
      ) : (
        <Urgent customer={customer} brief={brief} />
      )}
      <OpenEscalations customer={customer} />
      {brief ? <Later customerId={customer.id} brief={brief} /> : null}
      {brief ? <Conversations brief={brief} /> : null}
      <MeetingsPanel customer={customer} brief={brief} />
      <HappenedPanel customer={customer} brief={brief} />
    </>
  );
}

function Urgent({ customer, brief }: Omit<CustomerPanelsProps, 'awaited'>) {
  const urgent = brief ? brief.urgent_items.value : openTasksOf(customer);
  return (
    <Panel title="Urgent first" count={urgent.length || undefined} actions={<AddTask customer={customer} />}>
      {urgent.length > 0 ? (
        <Shorten rows={urgent} most={SHOWN} what="urgent things">
          {(rows) => (
            <ul className="rows py-1">
              {rows.map((item) => (
                <UrgentRow key={item.task_id ?? `${item.type}${item.due_date}`} customerId={customer.id} item={item} />
              ))}
            </ul>
          )}
        </Shorten>
      ) : (
        <p className="panel-body text-ink-2">Nothing is due. Tasks and promises with a day appear here.</p>
      )}
    </Panel>
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
      <Shorten rows={later} most={SHOWN} what="tasks">
        {(rows) => (
          <ul className="rows py-1">
            {rows.map((item) => (
              <UrgentRow key={item.task_id} customerId={customerId} item={item} />
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

function Conversations({ brief }: { readonly brief: Brief }) {
  const going = brief.ongoing_conversations.value;
  if (going.length === 0) return null;
  return (
    <Panel title="Conversations going on" count={going.length}>
      <Shorten rows={going} most={SHOWN} what="conversations">
        {(rows) => (
          <ul className="rows py-1">
            {rows.map((conversation) => (
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
        )}
      </Shorten>
    </Panel>
  );
}
