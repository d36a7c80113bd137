import { formatUntil, type ChainLink } from '@understudy/ui';
import type { Me } from '../session/session.js';
import type { Customer } from './customer-page.js';
import type { Responsible } from './responsible-words.js';

const ROLES = {
  owner: 'owner',
  coverage: 'covers',
  'team-fallback': 'stands in for the team',
  manager: 'manager',
  gap: '',
} as const satisfies Record<Responsible['because'], string>;

/** Who fell out and why, who acts now, who is next. */
export function chainOf(answer: Responsible, customer: Pick<Customer, 'csm'>, { user }: Me): readonly ChainLink[] {
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
