import { asId, type EscalationId } from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';

/** Whose timer or message it is. Throws RangeError for a payload of somebody else. */
export const escalationIdOf = (payload: JsonObject): EscalationId =>
  asId<EscalationId>(String(payload['escalation_id']));
