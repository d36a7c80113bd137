import type { AnswerOf, GetResponsible } from '@understudy/contracts';
import { firstNameOf, formatUntil } from '@understudy/ui';

export type Responsible = AnswerOf<typeof GetResponsible>;

/** "you, for Ana", "Ben for Ana", "Ana", "nobody": who looks after a customer now, as short as a row needs it. */
export function responsibleInShort({ responsible, owner, because }: Responsible, me: string): string {
  if (!responsible) return 'nobody';
  const who = responsible.user_id === me ? 'you' : firstNameOf(responsible.name);
  return because !== 'owner' && owner ? `${who}, for ${firstNameOf(owner.name)}` : who;
}

/**
 * Who, until when, who is next, in this order (design/mocks: "Say who, until when, who is next"). `afterwards` is the answer at the
 * instant until which this one holds: an owner who leaves is followed by whoever covers, not by who would step in today.
 */
export function responsibleInFull(
  answer: Responsible,
  customer: string,
  me: string,
  timeZone: string,
  afterwards: Responsible | null = null,
): { readonly state: 'covered' | 'gap' | 'plain'; readonly title: string; readonly detail: string } {
  const { responsible, owner, because, until } = answer;
  const next = because === 'owner' && until ? (afterwards?.responsible ?? null) : answer.next;
  const after = next ? `${behind(answer, me)} ${next.user_id === me ? 'you' : next.name}` : '';
  const untilWords = until ? `until ${formatUntil(until, answer.time_zone, timeZone, answer.at)}` : '';
  const detail = [untilWords, after].filter((words) => words).join(' · ');
  if (!responsible) return { state: 'gap', title: `Nobody looks after ${customer}`, detail };
  const who = responsible.user_id === me ? 'You look' : `${responsible.name} looks`;
  if (because === 'owner') return { state: 'plain', title: `${who} after ${customer}`, detail };
  return { state: 'covered', title: `${who} after ${customer}${owner ? ` for ${owner.name}` : ''}`, detail };
}

/** What makes the next one responsible: the end of this, or, of an owner who has no plans to be away, an absence to come. */
function behind({ responsible, because, until }: Responsible, me: string): string {
  if (!responsible) return 'then';
  const isMe = responsible.user_id === me;
  if (because === 'owner' && !until)
    return isMe ? 'when you are away,' : `when ${firstNameOf(responsible.name)} is away,`;
  return isMe ? 'after you' : 'then';
}
