import { formatMoment } from '@understudy/ui';
import type { Escalation } from './escalation.js';

type About = Pick<
  Escalation,
  | 'status'
  | 'severity'
  | 'primary_owner'
  | 'secondary_owner'
  | 'sla'
  | 'status_times'
  | 'resolved_at'
  | 'closed_at'
  | 'voided_reason'
  | 'conversation_id'
  | 'customer'
>;
export interface Reader {
  readonly userId: string;
  readonly zone: string;
  readonly now: number;
}

const nameFor = (person: { readonly user_id: string; readonly name: string }, { userId }: Reader): string =>
  person.user_id === userId ? 'you' : person.name;

/** Who, until when, who is next (in this order): the sentence under the title. */
export function whoHasIt(about: About, reader: Reader): string {
  const at = (instant: string) => formatMoment(instant, reader.zone, reader.now);
  const { primary_owner: owner, status } = about;
  if (status === 'void')
    return `Taken back${about.closed_at ? ` ${at(about.closed_at)}` : ''}: ${about.voided_reason ?? 'no reason given'}`;
  if (status === 'closed') return `Closed${about.closed_at ? ` ${at(about.closed_at)}` : ''}. Nothing is left to do.`;
  if (status === 'resolved')
    return `Resolved${about.resolved_at ? ` ${at(about.resolved_at)}` : ''}. It closes by itself unless somebody reopens it.`;
  if (!owner) return 'Nobody is free yet; it goes to the first who is.';
  const who = owner.user_id === reader.userId ? 'You have it' : `${owner.name} has it`;
  if (status === 'action_required') {
    const since = about.status_times.action_required;
    return `${who}, and waits for the customer${since ? ` since ${at(since)}` : ''}. The clock stands.`;
  }
  if (status === 'open')
    return `${who}; first answer by ${at(about.sla.response_due_at)}. ${nextIfUnanswered(about, reader)}`;
  return `${who}, to be solved by ${at(about.sla.due_at)}.${nextUp(about, reader)}`;
}

/** P0 and P1 climb by themselves when nobody takes them on (product.md 16). */
function nextIfUnanswered(about: About, reader: Reader): string {
  if (about.severity !== 'P0' && about.severity !== 'P1') return nextUp(about, reader).trim();
  return about.secondary_owner
    ? `Unanswered, it goes to ${nameFor(about.secondary_owner, reader)}.`
    : 'Unanswered, it goes up to the manager.';
}

function nextUp({ secondary_owner: second, customer }: About, reader: Reader): string {
  if (second) return ` Next would be ${nameFor(second, reader)}.`;
  return customer === null ? ' Next would be whoever is free.' : ' Next would be the manager.';
}
