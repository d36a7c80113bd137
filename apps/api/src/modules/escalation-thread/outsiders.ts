import { mayActOn } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { actorOf, type EscalationAccess, type EscalationRecord, peopleOf } from '../escalations/index.js';
import type { UpdatesRepository } from './updates.repository.js';

/**
 * Whoever asked for help in the conversation reads what is not internal, and what they write is not; unless they work on it
 * themselves.
 */
export async function isOutsider(
  tx: Tx,
  caller: CallerContext,
  row: EscalationRecord,
  { access, updates }: { readonly access: EscalationAccess; readonly updates: UpdatesRepository },
): Promise<boolean> {
  if (row.conversationId === null) return false;
  const requesterId = await updates.requesterOf(tx, row.conversationId);
  return requesterId === caller.userId && !mayActOn(peopleOf(row), actorOf(await access.sightOf(tx, caller)));
}
