import { dayOf, formatDay, Panel, useNow } from '@understudy/ui';
import { CircleDashed, Info } from 'lucide-react';
import { useMe } from '../session/session.js';
import { missingFrom } from './brief-words.js';
import { CrmLinks } from './crm-links.js';
import type { Brief, Customer } from './customer-page.js';
import { PeoplePanel } from './people-panel.js';
import { ResponsiblePanel } from './responsible-panel.js';
import type { Responsible } from './responsible-words.js';
import { RisksPanel } from './risks-panel.js';

export interface CustomerAsideProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
  readonly responsible: Responsible | null;
}

/** Beside the reading column: the owner's note, special handling, risks, people, and why this person is responsible. */
export function CustomerAside({ customer, brief, responsible }: CustomerAsideProps) {
  const { user } = useMe();
  const now = useNow();
  const note = brief?.special_notes.value || customer.owner_notes;
  const handling = brief?.special_handling.value ?? customer.special_handling;
  const missing = brief ? missingFrom(brief) : [];
  return (
    <aside className="stack" aria-label={`About ${customer.name}`}>
      {note ? (
        <Panel
          title={customer.csm ? `${customer.csm.name}'s note` : 'Note of the owner'}
          actions={
            brief?.special_notes.value ? (
              <span className="text-xs text-ink-2">
                {formatDay(dayOf(brief.special_notes.as_of, user.time_zone), dayOf(now, user.time_zone))}
              </span>
            ) : null
          }
        >
          <p className="panel-body prose">{note}</p>
        </Panel>
      ) : null}
      {brief?.notes_added ? (
        <Panel title="Notes added since">
          <p className="panel-body prose">{brief.notes_added}</p>
        </Panel>
      ) : null}
      {handling ? (
        <Panel title="Special handling">
          <p className="panel-body prose flex gap-2">
            <Info className="i mt-px text-ink-3" />
            <span>{handling}</span>
          </p>
        </Panel>
      ) : null}
      {missing.length > 0 ? (
        <Panel title="Not in the brief" count={missing.length}>
          <ul className="rows rows-top py-1">
            {missing.map((words) => (
              <li key={words}>
                <CircleDashed className="i mt-px text-ink-3" />
                <span className="grow text-ink-2">{words}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <ResponsiblePanel customer={customer} responsible={responsible} />
      {customer.summary_only ? null : <RisksPanel customer={customer} />}
      <PeoplePanel customer={customer} />
      <CrmLinks customer={customer} />
    </aside>
  );
}
