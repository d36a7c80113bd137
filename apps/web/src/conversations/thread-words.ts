import type { AnswerOf, GetConversation, ListConversationMessages } from '@understudy/contracts';

export type Conversation = AnswerOf<typeof GetConversation>;
export type Message = AnswerOf<typeof ListConversationMessages>['items'][number];

/** Somebody came into the conversation. */
export interface Join {
  readonly name: string;
  readonly at: string;
}
export type ThreadEntry =
  | {
      readonly kind: 'message';
      readonly at: string;
      readonly message: Message;
      readonly isMine: boolean;
      readonly who: string;
    }
  | { readonly kind: 'join'; readonly at: string; readonly name: string };

const CHANNELS = { chat: 'chat', email: 'e-mail', crm: 'CRM case' } as const;
export const channelWords = (channel: string): string =>
  Object.entries(CHANNELS).find(([key]) => key === channel)?.[1] ?? channel;

/** Who asks, as people say it. */
export const requesterName = ({ requester, requester_email: email, participants }: Conversation): string =>
  requester?.name ?? participants.find((each) => each.email === email)?.name ?? email;

/** What was said and who came in, oldest first. */
export function threadOf(
  messages: readonly Message[],
  join: Join | null,
  reader: { readonly userId: string; readonly asks: string },
): readonly ThreadEntry[] {
  const said = messages.map((message): ThreadEntry => {
    const isMine = message.author?.user_id === reader.userId;
    const who = isMine
      ? 'You'
      : (message.author?.name ?? (message.from_requester ? reader.asks : (message.author_email ?? 'Somebody')));
    return { kind: 'message', at: message.sent_at, message, isMine, who };
  });
  const joined: readonly ThreadEntry[] = join ? [{ kind: 'join', at: join.at, name: join.name }] : [];
  return [...said, ...joined].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/**
 * Messages of whoever asks that nobody here has answered and this person has not seen: after their own last word, and after `seenAt`
 * (an instant; null: never looked).
 */
export function unseenOf(messages: readonly Message[], userId: string, seenAt: string | null): number {
  const own = messages.findLast(({ author }) => author?.user_id === userId)?.sent_at ?? '';
  const since = Math.max(own ? Date.parse(own) : 0, seenAt ? Date.parse(seenAt) : 0);
  return messages.filter(({ from_requester: asks, sent_at: at }) => asks && Date.parse(at) > since).length;
}

/** Whether the last word is theirs: an answer is waited for. */
export const waitsForAnswer = (messages: readonly Message[]): boolean => messages.at(-1)?.from_requester ?? false;

/** Where the conversation stands, for whoever asked: who has it, or how long the row before them is. */
export function standing({ status, escalation }: Pick<Conversation, 'status' | 'escalation'>): {
  readonly words: string;
  readonly tone: 'plain' | 'waiting' | 'covered' | 'outlined';
} {
  if (!escalation) return { words: 'Not handed to a person', tone: 'outlined' };
  const who = escalation.assigned_to?.name;
  if (escalation.status === 'closed' || escalation.status === 'resolved' || status === 'completed')
    return { words: who ? `Solved by ${who}` : 'Solved', tone: 'plain' };
  if (escalation.status === 'on_hold') return { words: `${who ?? 'Support'} waits for you`, tone: 'waiting' };
  if (who) return { words: `${who} has it`, tone: 'covered' };
  return { words: placeWords(escalation.ahead), tone: 'waiting' };
}

/** "You are next", "2 before you". */
export function placeWords(ahead: number | null): string {
  if (ahead === null) return 'Waits for somebody to be free';
  return ahead === 0 ? 'You are next' : `${ahead} before you`;
}
