import { daysWords } from './day-words.js';
import type { INTEGRATION_NOTIFICATIONS } from './integration-notifications.js';
import type { NotificationFacts } from './notifications.js';
import type { NotificationRecipient } from './notification-recipients.js';
import type { NameOf } from './notification-words.js';

type Words = (facts: NotificationFacts, names: NameOf, to: Pick<NotificationRecipient, 'userId'>) => string;

const LISTED = 3;

/** "At risk: your absence 3 to 7 Aug" or "At risk: Ana Costa 3 to 7 Aug, Ben Vogel on 9 Aug and 4 more". */
const risk: Words = ({ integration }, names, to) => {
  if (integration == null || integration.total === 0) return '';
  const listed = integration.atRisk
    .slice(0, LISTED)
    .map(
      ({ userId, firstOn, lastOn }) =>
        `${userId === to.userId ? 'your absence' : names(userId)} ${daysWords(firstOn, lastOn)}`,
    );
  const more = integration.total - listed.length;
  return ` At risk: ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
};
const name = ({ integration }: NotificationFacts): string => integration?.name ?? 'A connection';
const whose: Words = ({ personId }, names, to) =>
  personId === null ? '' : personId === to.userId ? ' for you' : ` for ${names(personId)}`;

/** Adapters say what is lost in their own words: all of it ("Google Workspace"), a list ("Google: read calendars"), or a part by its name. */
const lost: Words = (f, names, to) => {
  const what = f.integration?.what.replace(/[.:\s]+$/, '') ?? '';
  const [system, forWhom] = [name(f), whose(f, names, to)];
  if (what.startsWith(`${system}: `))
    return `${system} does not let Understudy do this any more${forWhom}: ${what.slice(system.length + 2)}.`;
  if (what === '' || what.startsWith(system)) return `${what || system} does not work any more${forWhom}.`;
  return `${system} does not work any more${forWhom}: ${what}.`;
};

export const INTEGRATION_WORDS = {
  'integration.lost': (f, n, to) => `${lost(f, n, to)}${risk(f, n, to)}`,
  'integration.restored': (f, n, to) => `${name(f)} works again${whose(f, n, to)}; what was missed is caught up`,
  'pto.entry-unmatched': () => 'A PTO feed names somebody nobody knows. Say who it is, so that the absence counts',
  'webhook.disabled': (f) =>
    `The webhook to ${name(f)} is switched off: it took nothing for a day. What happens is kept for it`,
  'webhook.delivery-failed': (f) =>
    `The webhook to ${name(f)} did not take an event, and it is not tried again. Look into its log`,
} as const satisfies Record<keyof typeof INTEGRATION_NOTIFICATIONS, Words>;
