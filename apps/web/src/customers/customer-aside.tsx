import {
  dayOf,
  formatDay,
  formatMoment,
  formatUntil,
  Panel,
  Person,
  ResponsibleChain,
  useNow,
  type ChainLink,
} from '@understudy/ui';
import { Flag, Info, Mail } from 'lucide-react';
import { useMe, type Me } from '../session/session.js';
import type { Brief, Customer } from './customer-page.js';
import type { Responsible } from './responsible-words.js';

export interface CustomerAsideProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
  readonly responsible: Responsible | null;
}

/** Beside the reading column: the owner's note, special handling, risks, people, and why this person is responsible. */
export function CustomerAside({ customer, brief, responsible }: CustomerAsideProps) {
  const me = useMe();
  const now = useNow();
  const note = brief?.special_notes.value;
  const handling = brief?.special_handling.value ?? customer.special_handling;
  return (
    <aside className="stack" aria-label={`About ${customer.name}`}>
      {note ? (
        <Panel
          title={customer.csm ? `${customer.csm.name}'s note` : 'Note of the owner'}
          actions={
            <span className="text-xs text-ink-2">
              {formatDay(dayOf(brief.special_notes.as_of, me.user.time_zone), dayOf(now, me.user.time_zone))}
            </span>
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
      <Panel title="Who is responsible">
        <div className="panel-body">
          {responsible ? (
            <ResponsibleChain links={chainOf(responsible, customer, me)} />
          ) : (
            <span className="text-ink-2">Working it out</span>
          )}
        </div>
      </Panel>
      {customer.summary_only ? null : (
        <Panel title="Risks" count={customer.risks.length ? `${customer.risks.length} active` : 'none known'}>
          {customer.risks.length > 0 ? (
            <ul className="rows rows-top py-1">
              {customer.risks.map((risk) => (
                <li key={risk.id}>
                  <Flag className="i mt-px text-ink-3" />
                  <span className="grow">
                    <span className="font-medium">{risk.kind}</span>{' '}
                    <span className="text-ink-2">
                      {risk.description} · {risk.severity}, since {formatMoment(risk.opened_at, me.user.time_zone, now)}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="pb-2" />
          )}
        </Panel>
      )}
      <Panel title="Who to talk to" count={customer.stakeholders.length || undefined}>
        <ul className="rows py-1">
          {customer.stakeholders.map((person) => (
            <li key={person.id}>
              <span className="grow lines">
                <Person name={person.name} />
                <span className="clip pl-[29px] text-xs text-ink-2">
                  {[person.title, person.role, person.is_primary ? 'main contact' : null].filter((w) => w).join(' · ')}
                </span>
              </span>
              {person.email ? (
                <a
                  className="btn btn-quiet btn-row btn-icon"
                  href={`mailto:${encodeURIComponent(person.email)}`}
                  aria-label={`Write to ${person.name}`}
                >
                  <Mail className="i" />
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
    </aside>
  );
}

const ROLES = {
  owner: 'owner',
  coverage: 'covers',
  'team-fallback': 'stands in for the team',
  manager: 'manager',
  gap: '',
} as const satisfies Record<Responsible['because'], string>;

/** Who fell out and why, who acts now, who is next. */
function chainOf(answer: Responsible, customer: Customer, { user }: Me): readonly ChainLink[] {
  const kindOf = (id: string, skipped: boolean) => (id === user.id ? 'you' : skipped ? 'away' : 'other');
  const links: ChainLink[] = answer.skipped.map(({ user: person, reason }) => ({
    key: `skipped-${person.user_id}`,
    name: person.name,
    kind: kindOf(person.user_id, person.user_id === customer.csm?.user_id),
    role: person.user_id === customer.csm?.user_id ? 'owner' : 'asked',
    reason,
  }));
  if (answer.responsible) {
    links.push({
      key: 'now',
      name: answer.responsible.name,
      kind: kindOf(answer.responsible.user_id, false),
      role: ROLES[answer.because],
      now: true,
      reason: answer.until
        ? `Until ${formatUntil(answer.until, answer.time_zone, user.time_zone, answer.at)}`
        : answer.explanation.at(-1),
    });
  }
  if (answer.next) {
    links.push({
      key: 'next',
      name: answer.next.name,
      kind: kindOf(answer.next.user_id, false),
      role: 'next',
      reason: 'Steps in when nobody above is there',
    });
  }
  return links;
}
