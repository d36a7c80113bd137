import type { ESCALATION_NOTIFICATIONS } from './escalation-notifications.js';
import { SEVERITIES, type Severity } from './escalations.js';
import type { NotificationFacts } from './notifications.js';
import type { NotificationRecipient } from './notification-recipients.js';
import type { NameOf } from './notification-words.js';

type Words = (facts: NotificationFacts, names: NameOf, to: Pick<NotificationRecipient, 'userId'>) => string;

/** "P1 at Acme: All is down"; the customer is left out where there is none (product.md 1). */
const which = ({ escalation, customer }: NotificationFacts): string =>
  `${escalation?.severity ?? 'An escalation'}${customer === null ? '' : ` at ${customer.name}`}: ${escalation?.title ?? ''}`;

const isSeverity = (text: string | null | undefined): text is Severity => SEVERITIES.some((one) => one === text);
const direction = ({ change }: NotificationFacts): string => {
  if (!isSeverity(change?.from) || !isSeverity(change?.to)) return 'Its severity changed';
  const isRaised = SEVERITIES.indexOf(change.to) < SEVERITIES.indexOf(change.from);
  return `${isRaised ? 'Raised' : 'Lowered'} from ${change.from} to ${change.to}`;
};

/** What is written over a notification about an escalation: what happened first, the words people typed last. */
export const ESCALATION_WORDS = {
  'escalation.created': (f) => `New escalation, ${which(f)}`,
  'escalation.changed': (f) => `Changed, ${which(f)}`,
  'escalation.acknowledged': (f, n) => `${n(f.byUserId)} is on it, ${which(f)}`,
  'escalation.moved': (f, n) =>
    f.change?.to === 'action_required'
      ? `Waiting for something before it can go on, ${which(f)}`
      : `${n(f.byUserId)} goes on with it, ${which(f)}`,
  'escalation.resolved': (f) => `Resolved, ${which(f)}`,
  'escalation.closed': (f) => `Closed, ${which(f)}`,
  'escalation.reopened': (f) => `Open again, ${which(f)}`,
  'escalation.voided': (f) => `Taken back, ${which(f)}`,
  'escalation.severity-changed': (f) => `${direction(f)}, ${which(f)}`,
  'escalation.stakeholder-added': (f) => `You follow an escalation from now on, ${which(f)}`,
  'escalation.assigned': (f, n, to) => {
    const ownerId = f.escalation?.ownerId ?? null;
    if (ownerId === null) return `Nobody owns it now, ${which(f)}`;
    return ownerId === to.userId ? `You own it now, ${which(f)}` : `${n(ownerId)} owns it now, ${which(f)}`;
  },
  'escalation.transferred': (f, n) => `${n(f.byUserId)} handed it over, ${which(f)}`,
  'escalation.keep-asked': (f) => `Do you keep it while you are not available? ${which(f)}`,
  'escalation.keep-unanswered': (f, n) =>
    `${n(f.personId)} is not available and does not say whether they keep it, ${which(f)}`,
  'escalation.sla-warning': (f) =>
    f.percent === null ? `Time is short, ${which(f)}` : `${f.percent} % of its time is used, ${which(f)}`,
  'escalation.sla-breached': (f) => `Over its deadline, ${which(f)}`,
  'escalation.response-breached': (f) => `Nobody has taken it on in time, ${which(f)}`,
  'escalation.climbed': (f, n, to) =>
    f.personId === to.userId ? `It climbed to you, ${which(f)}` : `It climbed to ${n(f.personId)}, ${which(f)}`,
  'escalation.unconfirmed-at-end': (f) => `Nobody takes it on, and nobody is left to ask, ${which(f)}`,
  'escalation.stale': (f) => `Nothing has happened for a while, ${which(f)}`,
  'escalation.commented': (f, n, to) =>
    f.listedIds.includes(to.userId)
      ? `${n(f.byUserId)} mentioned you, ${which(f)}`
      : `${n(f.byUserId)} commented, ${which(f)}`,
  'escalation.comment-corrected': (f, n) => `${n(f.byUserId)} mentioned you, ${which(f)}`,
  'escalation.broadcast': (f, n) => `News from ${n(f.byUserId)}, ${which(f)}`,
  'escalation.attached': (f, n) => `${n(f.byUserId)} attached a file, ${which(f)}`,
  'escalation.draft-waiting': (f, n) => `${n(f.byUserId)} wrote to the customer. May it be sent? ${which(f)}`,
  'escalation.draft-approved': (f, n) => `${n(f.byUserId)} approved your words to the customer, ${which(f)}`,
  'escalation.draft-rejected': (f, n) => `${n(f.byUserId)} did not approve your words to the customer, ${which(f)}`,
  'escalation.draft-sent': (f) => `The e-mail to the customer has left, ${which(f)}`,
  'escalation.draft-failed': (f) => `The e-mail to the customer could not be sent, ${which(f)}`,
  'escalation.draft-to-copy': (f) => `Copy the words to the customer and send them yourself, ${which(f)}`,
  'escalation.war-room-opened': (f) => `The war room is open, ${which(f)}`,
  'escalation.war-room-missing': (f) => `There is no war room, ${which(f)}`,
  'conversation.message-added': (f, n) => `${n(f.byUserId)} wrote, ${which(f)}`,
  'routing.dead-end-found': () => 'Some escalations would reach nobody. Look at the routing rules',
} as const satisfies Record<keyof typeof ESCALATION_NOTIFICATIONS, Words>;
