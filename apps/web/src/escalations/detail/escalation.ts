import type { AnswerOf, GetEscalation, ListEscalationUpdates } from '@understudy/contracts';

export type Escalation = AnswerOf<typeof GetEscalation>;
export type EscalationUpdate = AnswerOf<typeof ListEscalationUpdates>['items'][number];

/**
 * Owners, whoever manages them or the customer's CSM, admins: they do everything with it. Somebody who may only take it back or take it on
 * has fewer statuses to choose from (allowed_statuses of the API).
 */
export const mayAct = ({ status, allowed_statuses: allowed }: Pick<Escalation, 'status' | 'allowed_statuses'>) =>
  allowed.includes(status === 'resolved' ? 'closed' : 'resolved');

/** Handed to supporters out of a conversation, not routed by rules: it has no kind (product.md 1). */
export const isForSupporters = ({
  category,
  conversation_id: conversation,
}: Pick<Escalation, 'category' | 'conversation_id'>): boolean => category === null && conversation !== null;
