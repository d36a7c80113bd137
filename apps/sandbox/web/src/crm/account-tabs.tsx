import type { AnswerOf, GetCustomer } from '@understudy/contracts';
import { formatCount, formatDay, formatMoment, formatMoney, sentence, useNow } from '@understudy/ui';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { usePerson } from '../person/person.js';

export type Customer = AnswerOf<typeof GetCustomer>;

const TABS = ['Details', 'Contacts', 'Activity'] as const;
type Tab = (typeof TABS)[number];

/** Details, contacts and activity of an account; arrow keys move between the tabs. */
export function AccountTabs({ customer }: { readonly customer: Customer }) {
  const [tab, setTab] = useState<Tab>('Details');
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    if (by === 0 || !next) return;
    setTab(next);
    document.getElementById(`${id}${next}`)?.focus();
  };
  return (
    <>
      <div className="crm-tabs" role="tablist" aria-label="Parts of the account" onKeyDown={move}>
        {TABS.map((one) => (
          <button
            key={one}
            id={`${id}${one}`}
            type="button"
            role="tab"
            aria-selected={one === tab}
            aria-controls={`${id}panel`}
            tabIndex={one === tab ? 0 : -1}
            onClick={() => setTab(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <div id={`${id}panel`} className="crm-body" role="tabpanel" aria-labelledby={`${id}${tab}`} tabIndex={0}>
        {tab === 'Details' ? <Details customer={customer} /> : null}
        {tab === 'Contacts' ? <Contacts customer={customer} /> : null}
        {tab === 'Activity' ? <Activity customer={customer} /> : null}
      </div>
    </>
  );
}

function Details({ customer }: { readonly customer: Customer }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Account name', customer.name],
    ['Annual revenue', formatMoney(customer.arr)],
    ['Segment', customer.segment],
    ['Stage', sentence(customer.stage)],
    ['Renewal', customer.renewal_on ? formatDay(customer.renewal_on) : 'None'],
    ['Health score', customer.health_score],
    ['Domains', customer.domains.join(', ') || 'None'],
    [
      'Open escalations',
      customer.summary_only ? 'Not shown to you' : formatCount(customer.open_escalations.length, 'escalation'),
    ],
  ];
  return (
    <dl className="crm-details">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Contacts({ customer }: { readonly customer: Customer }) {
  if (customer.stakeholders.length === 0) return <p className="crm-small">There are no contacts.</p>;
  return (
    <table className="crm-table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Title</th>
          <th scope="col">E-mail</th>
        </tr>
      </thead>
      <tbody>
        {customer.stakeholders.map(({ id, name, title, email }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{title ?? 'None'}</td>
            <td>{email ?? 'None'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Activity({ customer }: { readonly customer: Customer }) {
  const { user } = usePerson();
  const now = useNow();
  const rows = [
    ...customer.activities.map((one) => ({ id: one.id, at: one.occurred_at, words: one.summary, by: one.by?.name })),
    ...customer.meetings.map((one) => ({ id: one.id, at: one.starts_at, words: one.title, by: one.organizer?.name })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (customer.summary_only) return <p className="crm-small">Shown to who looks after this account.</p>;
  if (rows.length === 0) return <p className="crm-small">Nothing has happened yet.</p>;
  return (
    <ol className="crm-activity">
      {rows.map(({ id, at, words, by }) => (
        <li key={id}>
          <time dateTime={at}>{sentence(formatMoment(at, user.time_zone, now))}</time>
          <span>
            {words}
            {by ? <span className="crm-small">, {by}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
