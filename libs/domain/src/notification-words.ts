import { daysWords } from './day-words.js';
import type { EndedReason } from './assignments.js';
import { missingInWords } from './brief-gate.js';
import { ESCALATION_WORDS } from './escalation-notification-words.js';
import type { UserId } from './ids.js';
import { INTEGRATION_WORDS } from './integration-notification-words.js';
import type { NotificationFacts, NotificationKind } from './notifications.js';
import type { NotificationBecause, NotificationRecipient } from './notification-recipients.js';
import type { RoutingType } from './routing-updates.js';

/** How people are called; somebody who is not known any more is "somebody". */
export type NameOf = (userId: UserId | null | undefined) => string;

type Words = (facts: NotificationFacts, names: NameOf, to: Pick<NotificationRecipient, 'userId'>) => string;

const days = ({ absence }: NotificationFacts): string =>
  absence === null ? '' : ` ${daysWords(absence.firstOn, absence.during.endsAt === null ? null : absence.lastOn)}`;
const absent = ({ absence }: NotificationFacts, names: NameOf): string => names(absence?.userId);
const backup = ({ assignment }: NotificationFacts, names: NameOf): string => names(assignment?.backupUserId);
const customer = ({ customer: about }: NotificationFacts): string => about?.name ?? 'a customer';
const item = ({ item: title }: NotificationFacts): string => (title === null ? '' : `: ${title}`);
const customers = ({ assignment }: NotificationFacts): string => {
  const count = assignment?.customers ?? 0;
  return count === 1 ? '1 customer' : `${count} customers`;
};
/** Of whom it is known, when it is known, for how many of the customers nobody is left. */
const open = ({ uncovered }: NotificationFacts): string =>
  uncovered === null ? '' : `: ${uncovered === 1 ? '1 customer' : `${uncovered} customers`}`;
const lacks = ({ missing }: NotificationFacts): string => {
  const words = missingInWords(missing ?? {});
  return words === '' ? '' : `: ${words}`;
};
const isSelf = ({ absence }: NotificationFacts, { userId }: { readonly userId: UserId }): boolean =>
  absence?.userId === userId;

const REDIRECTS: Readonly<Record<string, string>> = {
  email: 'the automatic reply and the forwarding of mail',
  slack: 'who is in a Slack channel',
  calendar: 'a meeting that was handed over',
  tasks: 'who gets tasks',
  alerts: 'who gets alerts',
} satisfies Record<RoutingType, string>;
const redirect = ({ item: type }: NotificationFacts): string => REDIRECTS[type ?? ''] ?? 'what was set up';

const ENDED = {
  returned: 'they are back',
  released: 'you handed it back',
  lapsed: 'nobody answered in time',
  rejected: 'it was not approved',
  replaced: 'somebody else stands in',
  absence_cancelled: 'the absence was cancelled',
  took_over: 'somebody took over',
} as const satisfies Record<EndedReason, string>;

/** Managers put somebody else in, and so does the absent person: both are named, for the row does not say which of them it was. */
const whyEnded = (facts: NotificationFacts, names: NameOf): string =>
  facts.assignment?.endedReason === 'replaced' && facts.assignment.wasPutAside
    ? `a manager or ${absent(facts, names)} put somebody else in`
    : ENDED[facts.assignment?.endedReason ?? 'returned'];

/** What is written over a notification: who, what, when, in one line. What happened stands first, the customer's own words last. */
const WORDS = {
  'absence.suggested': (f) => `Are you away${days(f)}? Confirm it or dismiss it`,
  'absence.planned': (f, n, to) =>
    isSelf(f, to)
      ? `${n(f.absence?.reportedByUserId)} entered that you are away${days(f)}. Correct it if that is not so`
      : `${absent(f, n)} is away${days(f)}`,
  'absence.changed': (f, n) => `${absent(f, n)}'s absence changed: away${days(f)}`,
  'absence.cancelled': (f, n) => `${absent(f, n)} is not away${days(f)} after all`,
  'absence.started': (f, n) => `${absent(f, n)} is away now`,
  'absence.ended': (f, n) => `${absent(f, n)} is back`,
  'absence.return-near': (f, n, to) =>
    isSelf(f, to)
      ? 'You are back soon. What happened meanwhile will be ready for you'
      : `${absent(f, n)} is back soon. Write down what they need to know`,
  'absence.review-due': (f, n) => `${absent(f, n)} has no date of return. Extend the absence or end it`,
  'coverage.requested': (f, n) => `Can you stand in for ${absent(f, n)}${days(f)}? ${customers(f)}`,
  'coverage.answer-due': (f, n) => `${absent(f, n)} still waits for your answer: can you stand in${days(f)}?`,
  'coverage.accepted': (f, n, to) =>
    f.assignment?.backupUserId === to.userId
      ? `You stand in for ${absent(f, n)}${days(f)}: ${customers(f)}`
      : `${backup(f, n)} stands in for ${isSelf(f, to) ? 'you' : absent(f, n)}${days(f)}: ${customers(f)}`,
  'coverage.declined': (f, n, to) =>
    `${backup(f, n)} cannot stand in for ${isSelf(f, to) ? 'you' : absent(f, n)}${days(f)}${f.assignment?.declinedReason ? `: ${f.assignment.declinedReason}` : ''}`,
  'coverage.lapsed': (f, n) => `You did not answer about ${absent(f, n)}${days(f)}; somebody else is asked`,
  'coverage.moved': (f, n) => `${absent(f, n)}'s absence moved: you stand in${days(f)}`,
  'coverage.started': (f, n) => `You look after ${customers(f)} of ${absent(f, n)} from now on`,
  'coverage.ended': (f, n) =>
    `You no longer stand in for ${absent(f, n)}${f.assignment?.endedReason ? `: ${whyEnded(f, n)}` : ''}`,
  'coverage.activity-logged': (f, n) => `${backup(f, n)} did something for ${customer(f)}`,
  'coverage.approval-requested': (f, n) =>
    `May ${backup(f, n)} stand in for ${absent(f, n)}${days(f)}? ${customers(f)}`,
  'coverage.approved': (f, n) => `Your manager agreed: ${backup(f, n)} is asked to stand in for you${days(f)}`,
  'coverage.rejected': (f, n) => `Your manager did not agree that ${backup(f, n)} stands in for you${days(f)}`,
  'coverage.released': (f, n, to) =>
    `${backup(f, n)} can no longer stand in for ${isSelf(f, to) ? 'you' : absent(f, n)}${days(f)}`,
  'coverage.gap': (f, n, to) =>
    isSelf(f, to)
      ? `Nobody stands in for you${days(f)} yet${open(f)}`
      : `Nobody stands in for ${absent(f, n)}${days(f)}${open(f)}. Choose somebody`,
  'coverage.taken-over': (f, n) => `${n(f.byUserId)} took over ${customer(f)}`,
  'coverage.portfolio-changed': (f, n) => `The customers you look after for ${absent(f, n)} changed`,
  'briefs.written': (f, n) => `Briefs on ${customers(f)} of ${absent(f, n)} are ready to read`,
  'brief.not-ready': (f, n, to) =>
    isSelf(f, to)
      ? `Before you leave${days(f)}: ${missingInWords(f.missing ?? {}) || 'something is missing in your briefs'}`
      : `${absent(f, n)} leaves soon and the briefs are not ready${lacks(f)}`,
  'customer.changed': (f) => `${customer(f)} changed`,
  'customer.created': (f) => `New customer: ${customer(f)}`,
  'customer.owner-changed': (f, n, { userId }) =>
    f.customer?.csmId === userId
      ? `${customer(f)} is yours now`
      : f.previousOwnerId === userId
        ? `${customer(f)} is ${n(f.customer?.csmId)}'s now`
        : `${customer(f)} belongs to ${n(f.customer?.csmId)} now`,
  'customer.health-dropped': (f) => `Health of ${customer(f)} dropped${item(f)}`,
  'customer.risk-opened': (f) => `New risk at ${customer(f)}${item(f)}`,
  'customer.risk-resolved': (f) => `A risk at ${customer(f)} is over${item(f)}`,
  'customer.task-added': (f) => `New task for ${customer(f)}${item(f)}`,
  'customer.task-changed': (f) => `A task for ${customer(f)} changed${item(f)}`,
  'customer.task-done': (f) => `Done for ${customer(f)}${item(f)}`,
  'customer.meeting-added': (f) => `New meeting with ${customer(f)}${item(f)}`,
  'customer.meeting-changed': (f) => `A meeting with ${customer(f)} changed${item(f)}`,
  'customer.renewal-near': (f) => `The renewal of ${customer(f)} comes near${item(f)}`,
  ...ESCALATION_WORDS,
  ...INTEGRATION_WORDS,
  'notice.sent': (f) => `Your customers were told who stands in${days(f)}`,
  'notice.failed': (f, n, to) =>
    isSelf(f, to)
      ? 'A notice to one of your customers could not be sent'
      : `A notice to a customer of ${absent(f, n)} could not be sent`,
  'notice.draft': (f) => `Notices to your customers${days(f)} wait to be sent`,
  'routing.conflict': (f, n, to) =>
    `Look at ${redirect(f)} for ${isSelf(f, to) ? 'your absence' : `${absent(f, n)}'s absence`}${days(f)}: somebody changed it by hand, or it could not be changed`,
  'handback.ready': (f, n, to) =>
    isSelf(f, to)
      ? `What happened while you were away, with ${backup(f, n)}`
      : f.absence?.status === 'completed'
        ? `${absent(f, n)} is back. Tell them what they need to know`
        : `Your part for ${absent(f, n)} is over. Write down what they need to know when they are back`,
  'handback.completed': (f, n) => `${absent(f, n)} took everything back`,
  'survey.asked': () => 'How did the coverage go? Two questions',
} as const satisfies Record<NotificationKind, Words>;

const LONGEST_TITLE = 300;

/** The line people read, at most 300 characters. Written once, when it happens: later changes make a notification of their own. */
export const notificationTitle = (
  kind: NotificationKind,
  facts: NotificationFacts,
  names: NameOf,
  to: Pick<NotificationRecipient, 'userId'>,
): string => {
  const characters = [...WORDS[kind](facts, names, to)];
  return characters.length <= LONGEST_TITLE
    ? characters.join('')
    : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
};

/** Where a click leads, below the dashboard's address; the nearest thing that can be acted upon. */
export const notificationLink = (
  kind: NotificationKind,
  { absence, assignment, customer: about, escalation: problem, personId }: NotificationFacts,
  { userId }: Pick<NotificationRecipient, 'userId'>,
): string => {
  if (kind === 'pto.entry-unmatched') return '/integrations/pto';
  if (kind === 'webhook.disabled' || kind === 'webhook.delivery-failed') return '/webhooks';
  // what is one's own is connected again on one's own page, all else by admins
  if (kind === 'integration.lost' || kind === 'integration.restored')
    return personId === userId ? '/profile' : '/integrations';
  if (problem !== null) return `/escalations/${problem.id}`;
  if (about !== null) return `/customers/${about.id}`;
  // what is asked stands on the first page, for whoever was away and for whoever stood in
  if (kind === 'survey.asked') return '/';
  if (assignment !== null && assignment.backupUserId === userId) return `/coverage/${assignment.id}`;
  return absence === null ? '/' : `/absences/${absence.id}`;
};

/** "Why am I getting this", answered in one sentence. */
export const whyWords = (because: NotificationBecause, forName: string | null): string => {
  const whom = forName ?? 'a colleague';
  const WHY = {
    yourself: 'It is about your own absence, coverage or customer.',
    asked: `You stand in for ${whom}, or were asked to.`,
    coverage: `You look after this customer for ${whom} at the moment.`,
    owner: 'You look after this customer.',
    'team-fallback': `Nobody else is there: you are the fallback of ${whom}'s team.`,
    manager: `You manage ${whom}, or stand in for who does.`,
    'escalation-owner':
      forName === null ? 'You own this escalation.' : `You stand in for ${whom}, who owns this escalation.`,
    'second-owner':
      forName === null
        ? 'You are the second owner of this escalation.'
        : `You stand in for ${whom}, the second owner of this escalation.`,
    stakeholder: 'You follow this escalation.',
    named: 'Somebody means you by name: a mention, a question or a message to you.',
    requester: 'You asked for help in this conversation.',
    'last-resort': 'You are an admin, and nobody else could be found who answers for it.',
    admin: 'You are an admin of your organisation.',
    'previous-owner': 'It was yours until now.',
    next: `${whom} has not read it, and you are next in line.`,
  } as const satisfies Record<NotificationBecause, string>;
  return WHY[because];
};
