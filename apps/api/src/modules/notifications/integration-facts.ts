import { asId, type IntegrationFacts, isId, type UserId } from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import type { LossesRepository } from '../integrations/index.js';

const NAMES = new Map([
  ['google', 'Google'],
  ['addon', 'The Gmail and Calendar add-on'],
  ['slack', 'Slack'],
  ['pto', 'The PTO system'],
  ['mail', 'E-mail'],
  ['webhooks', 'Webhooks'],
]);
/** More are counted, not listed. */
const MOST = 10;

/** The connection a message is about, with the absences from now on that may go wrong by its loss; null for any other message. */
export async function integrationIn(
  tx: Tx,
  losses: LossesRepository,
  type: string,
  { integration, user_id, what, host }: JsonObject,
): Promise<IntegrationFacts | null> {
  const about = typeof what === 'string' ? what : '';
  if (type.startsWith('webhook.')) return { name: String(host), what: about, atRisk: [], total: 0 };
  if (!type.startsWith('integration.')) return null;
  const name = NAMES.get(String(integration)) ?? String(integration);
  if (type !== 'integration.lost') return { name, what: about, atRisk: [], total: 0 };
  const whose = typeof user_id === 'string' && isId(user_id) ? [asId<UserId>(user_id)] : null;
  const { total, absences } = await losses.atRisk(tx, whose, MOST);
  return {
    name,
    what: about,
    total,
    atRisk: absences.map(({ user, first_on, last_on, has_begun }) => ({
      userId: user.user_id,
      firstOn: first_on,
      lastOn: last_on,
      hasBegun: has_begun,
    })),
  };
}
