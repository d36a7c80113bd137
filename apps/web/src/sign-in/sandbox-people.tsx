import type { AnswerOf, GetWorld } from '@understudy/contracts';
import { Avatar, Button, formatCount, Notice } from '@understudy/ui';
import { ArrowRight, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { roleWords } from '../shell/role-words.js';
import { groupsOf } from './people-groups.js';
import { useBe } from './use-be.js';

type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];
type User = Tenant['users'][number];

export interface SandboxPeopleProps {
  readonly tenants: readonly Tenant[];
  readonly next: string;
}

/** Everybody of the demo, the useful ones first; one click signs in. */
export function SandboxPeople({ tenants, next }: SandboxPeopleProps) {
  const be = useBe(next);
  const [all, setAll] = useState(false);
  const home = tenants[0];
  if (!home) return <p className="text-ink-2">The demo world is empty. Start again with an empty data folder.</p>;
  const others = tenants.slice(1);

  return (
    <div className="grid gap-6">
      {be.error ? <Notice tone="gap">{wordsFor(be.error)}</Notice> : null}
      {groupsOf(home).map((group) => (
        <People key={group.words} words={group.words} users={group.users} tenant={home} be={be} next={next} />
      ))}
      {others.length > 0 && !all ? (
        <div>
          <Button look="quiet" onClick={() => setAll(true)}>
            <ChevronDown className="i" />
            {formatCount(others.length, 'other organisation')}
          </Button>
        </div>
      ) : null}
      {all
        ? others.map((tenant) => (
            <People key={tenant.id} words={tenant.name} users={tenant.users} tenant={tenant} be={be} next={next} />
          ))
        : null}
    </div>
  );
}

interface PeopleProps {
  readonly words: string;
  readonly users: readonly User[];
  readonly tenant: Tenant;
  readonly be: ReturnType<typeof useBe>;
  readonly next: string;
}

function People({ words, users, tenant, be, next }: PeopleProps) {
  return (
    <section aria-label={words}>
      <p className="mb-1.5 text-xs font-medium text-ink-2">{words}</p>
      <div className="people">
        {users.map((user) => (
          <button
            key={user.id}
            type="button"
            className="person-card"
            aria-busy={be.busyWith === user.email}
            onClick={() => void be.signIn(user.email, startOf(user, next))}
          >
            <Avatar name={user.name} size="large" />
            <span className="lines grow">
              <span className="clip">
                <span className="font-medium">{user.name}</span>
                <span className="text-ink-2">
                  {' '}
                  · {[roleWords(user.roles), user.place].filter((each) => each).join(', ')}
                </span>
              </span>
              <span className="clip text-xs text-ink-2">
                {be.busyWith === user.email ? 'Signing in' : describe(user, tenant)}
              </span>
            </span>
            <ArrowRight className="i" />
          </button>
        ))}
      </div>
    </section>
  );
}

/** What one would see as this person. */
function describe(user: User, tenant: Tenant): string {
  const customers = tenant.customers.filter((customer) => customer.csm_email === user.email).length;
  if (user.roles.includes('admin')) return 'People, teams, audit log';
  if (user.roles.includes('manager')) return `${user.team ?? 'The team'}: who is away, what has a gap`;
  if (customers > 0) return `${customers} customers${user.team ? `, team ${user.team}` : ''}`;
  if (user.roles.includes('supporter')) return 'Escalated conversations, up to five at a time';
  return 'May escalate and look up';
}

/** A manager who looks after nobody starts with the team, unless the sign-in was asked for by some page. */
const startOf = (user: User, next: string): string =>
  next === '/' && user.roles.includes('manager') && !user.roles.includes('csm') ? '/team' : next;
