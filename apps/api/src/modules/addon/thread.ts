import type { ThreadView } from '@understudy/cards';

/** A customer beside a conversation, as cards carry it. */
export interface Conversation {
  readonly customer_id: string;
  readonly thread_id?: string | undefined;
  readonly subject?: string | undefined;
}

export const threadOf = ({ thread_id, subject }: Omit<Conversation, 'customer_id'>): ThreadView => ({
  threadId: thread_id ?? null,
  subject: subject ?? null,
});
