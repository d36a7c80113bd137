import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ListConversationMessages } from '@understudy/contracts';
import { send } from '../api/send.js';
import type { Message } from './thread-words.js';

const PAGE = 100;
/** A conversation of more than this shows its beginning only; nobody writes that much. */
const MOST_PAGES = 20;

export const messagesKey = (conversationId: string) => [
  ListConversationMessages.method,
  ListConversationMessages.path,
  conversationId,
];

export async function readMessages(conversationId: string, signal: AbortSignal): Promise<readonly Message[]> {
  const messages: Message[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input: { conversation_id: string; limit: number; cursor?: string } = {
      conversation_id: conversationId,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    };
    const answer: { items: readonly Message[]; next_cursor: string | null } = await send(
      ListConversationMessages,
      input,
      {
        signal,
      },
    );
    messages.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return messages;
}

/** Everything that was said in a conversation, oldest first; read again when something changes. */
export const useMessages = (conversationId: string | null): UseQueryResult<readonly Message[], Error> =>
  useQuery({
    queryKey: messagesKey(conversationId ?? ''),
    queryFn: ({ signal }) => readMessages(conversationId ?? '', signal),
    enabled: conversationId !== null,
  });
