import type { UserId } from '@understudy/domain';
import type { CallerContext, Surface } from './caller.js';

/** Who did it and in which request, as history events carry it: `history.append(tx, { ...byCaller(caller), ... })`. */
export const byCaller = (
  caller: CallerContext,
): { actor: { kind: 'user'; userId: UserId; surface: Surface }; requestId: string } => ({
  actor: { kind: 'user', userId: caller.userId, surface: caller.surface },
  requestId: caller.requestId,
});
