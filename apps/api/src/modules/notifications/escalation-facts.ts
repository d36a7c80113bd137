import {
  asId,
  type EscalationFacts,
  isId,
  isUnresolved,
  type NotificationFacts,
  type UserId,
} from '@understudy/domain';
import type { Json, JsonObject, Tx } from '../../platform/database/index.js';
import type { EscalationRecord } from '../escalations/index.js';
import type { TitlesRepository } from './titles.repository.js';

type News = Pick<NotificationFacts, 'listedIds' | 'adminIds' | 'requesterId' | 'change' | 'percent' | 'updateId'> & {
  readonly details: string | null;
};

const textIn = (payload: JsonObject, name: string): string | null => {
  const value = payload[name];
  return typeof value === 'string' ? value : null;
};
const idsIn = (value: Json | undefined): UserId[] =>
  Array.isArray(value)
    ? value.filter((id) => typeof id === 'string' && isId(id)).map((id) => asId<UserId>(String(id)))
    : [];

/** What a message about an escalation or a conversation says beside whom it is about. */
export async function newsIn(
  tx: Tx,
  titles: TitlesRepository,
  type: string,
  payload: JsonObject,
  escalation: EscalationRecord | null,
): Promise<News> {
  const updateId = textIn(payload, 'update_id');
  const conversationId = textIn(payload, 'conversation_id') ?? escalation?.conversationId ?? null;
  const isForAdmins = type === 'routing.dead-end-found';
  const isOfIntegration = /^(?:integration|webhook|pto)\./.test(type);
  const [requesterId, details, admins] = await Promise.all([
    conversationId === null ? null : titles.requesterOf(tx, conversationId),
    updateId !== null && type === 'escalation.broadcast' ? titles.broadcast(tx, updateId) : null,
    escalation !== null || isForAdmins || isOfIntegration ? titles.listAdmins(tx) : [],
  ]);
  const [from, to] = [textIn(payload, 'from'), textIn(payload, 'to')];
  return {
    listedIds: [...idsIn(payload['user_ids']), ...idsIn(payload['mentioned']), ...(isForAdmins ? admins : [])],
    adminIds: admins,
    requesterId,
    change: from === null && to === null ? null : { from, to },
    percent: typeof payload['percent'] === 'number' ? payload['percent'] : null,
    updateId,
    details,
  };
}

/** Whoever asked for help follows it as well, but hears nothing of what is said among colleagues. */
export const toEscalationFacts = (
  {
    id,
    title,
    severity,
    status,
    primaryOwner,
    secondaryOwner,
    createdBy,
    isForSupporters,
    stakeholders,
  }: EscalationRecord,
  withoutId: UserId | null,
): EscalationFacts => ({
  id,
  title,
  severity,
  status,
  ownerId: primaryOwner?.userId ?? null,
  secondOwnerId: secondaryOwner?.userId ?? null,
  createdById: createdBy.userId,
  isForSupporters,
  stakeholders: stakeholders
    .map(({ user, role }) => ({ userId: user.userId, role }))
    .filter(({ userId }) => userId !== withoutId),
  isUnresolved: isUnresolved(status),
});
