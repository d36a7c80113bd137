import { GoogleError, invalid } from '../errors.js';
import type { Principal } from '../handler.js';
import type { People, Person } from '../../people.js';
import type { Account, Filter, Vacation } from './state.js';

/**
 * What Gmail refuses and the typings do not say. REF is https://developers.google.com/workspace/gmail/api/reference/rest/v1/ (the text of the
 * typings' comments is the same), GUIDE .../workspace/gmail/api/guides/, HELP https://support.google.com/mail/answer/. Where Google documents none, the
 * rule names who saw it.
 */
export const failedPrecondition = (message: string): GoogleError =>
  new GoogleError(400, 'failedPrecondition', message, { status: 'FAILED_PRECONDITION' });
export const alreadyExists = (message: string): GoogleError => new GoogleError(409, 'alreadyExists', message);

/** REF, userId: "The user's email address. The special value `me` can be used to indicate the authenticated user." Nobody else's. */
export function requireOwn(principal: Principal, userId: string): void {
  if (userId !== 'me' && userId.toLowerCase() !== principal.email.toLowerCase())
    throw new GoogleError(403, 'forbidden', `Delegation denied for ${principal.email}`);
}

/** GUIDE handle-errors: "Mail service not enabled" is what an account without Gmail answers. */
export function requireMail(person: Person): void {
  if (person.hasMail === false) throw failedPrecondition('Mail service not enabled');
}

/** REF, of forwardingAddresses, delegates, sendAs and updateAutoForwarding: "only available to service account clients that have been delegated domain-wide authority." */
export function requireDelegation({ via }: Principal): void {
  if (via === 'oauth-client')
    throw new GoogleError(
      403,
      'forbidden',
      'Access restricted to service accounts that have been delegated domain-wide authority',
    );
}

const isMilliseconds = (text: string): boolean => /^\d{1,15}$/.test(text);

export function requireValidVacation(vacation: Vacation): void {
  const { startTime, endTime, enableAutoReply, responseSubject, responseBodyPlainText, responseBodyHtml } = vacation;
  for (const [name, value] of [
    ['startTime', startTime],
    ['endTime', endTime],
  ] as const)
    if (value !== undefined && !isMilliseconds(value))
      throw invalid(`Invalid value at 'vacation_settings.${name}' (TYPE_INT64), "${value}"`);
  // REF VacationSettings: "If both `startTime` and `endTime` are specified, `startTime` must precede `endTime`."
  if (startTime !== undefined && endTime !== undefined && Number(startTime) >= Number(endTime))
    throw new GoogleError(400, 'invalidArgument', 'Vacation startTime must precede endTime');
  // REF VacationSettings: "In order to enable auto-replies, either the response subject or the response body must be nonempty."
  if (enableAutoReply && !responseSubject && !responseBodyPlainText && !responseBodyHtml)
    throw new GoogleError(400, 'invalidArgument', 'Vacation responder requires a non-empty subject or body');
}

/** REF VacationSettings, responseBodyHtml: "Gmail will sanitize the HTML before storing it." */
export const sanitized = (html: string): string =>
  html
    .replace(/<(script|style|iframe|object)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(/javascript:/gi, '');

/** GUIDE filter_settings: "An account can have at most 1,000 filters." */
const MOST_FILTERS = 1000;

export function requireValidFilter(filter: Filter, account: Account, isLabel: (id: string) => boolean): void {
  const { criteria, action } = filter;
  // GUIDE filter_settings: a filter has criteria and actions; one without either does nothing and is refused.
  const hasCriteria = Object.entries(criteria).some(
    ([name, value]) => name !== 'sizeComparison' && value !== '' && value !== false,
  );
  if (!hasCriteria) throw new GoogleError(400, 'invalidArgument', 'Filter must have at least one criterion');
  if (criteria.size !== undefined && !['smaller', 'larger'].includes(criteria.sizeComparison ?? ''))
    throw new GoogleError(400, 'invalidArgument', 'Filter size needs a sizeComparison of smaller or larger');
  if (!action.forward && !action.addLabelIds?.length && !action.removeLabelIds?.length)
    throw new GoogleError(400, 'invalidArgument', 'Filter must have at least one action');
  for (const id of [...(action.addLabelIds ?? []), ...(action.removeLabelIds ?? [])])
    if (!isLabel(id)) throw new GoogleError(400, 'invalidArgument', `Invalid label: ${id}`);
  // github.com/mbrt/gmailctl/issues/56: "returns an error if the forwarding address is not set up on the user's account": this one.
  if (action.forward && account.forwarding[action.forward.toLowerCase()] !== 'accepted')
    throw failedPrecondition('Unrecognized forwarding address');
  const same = (one: Filter) => JSON.stringify([one.criteria, one.action]) === JSON.stringify([criteria, action]);
  if (account.filters.some(same)) throw failedPrecondition('Filter already exists');
  if (account.filters.length >= MOST_FILTERS) throw failedPrecondition('Too many filters');
}

/** HELP, and REF delegates.create: "in general each user can have up to 25 delegates and up to 10 delegators." */
const MOST_DELEGATES = 25;
const MOST_DELEGATORS = 10;

export function requireValidDelegate(
  owner: Person,
  email: string,
  people: People,
  account: Account,
  delegatorsOf: (email: string) => number,
): void {
  const delegate = people.find(email);
  // REF delegates.create: "The delegate user must be a member of the same Google Workspace organization as the delegator user."
  if (!delegate || delegate.organisation !== owner.organisation || delegate.suspended)
    throw new GoogleError(400, 'invalidArgument', 'Invalid delegate: must be an active user of the same organization');
  if (delegate.email.toLowerCase() === owner.email.toLowerCase())
    throw new GoogleError(400, 'invalidArgument', 'Invalid delegate: a user cannot be their own delegate');
  if (account.delegates[delegate.email.toLowerCase()]) throw alreadyExists('Delegate already exists');
  if (Object.keys(account.delegates).length >= MOST_DELEGATES) throw failedPrecondition('Too many delegates');
  if (delegatorsOf(delegate.email.toLowerCase()) >= MOST_DELEGATORS) throw failedPrecondition('Too many delegators');
}

/** HELP 166852: "Maximum of 500 recipients per message sent via [...] API". */
export const MOST_RECIPIENTS = 500;
/** REF messages.send, media: "Maximum file size: 35MB". */
export const MOST_BYTES = 36_700_160;

/**
 * HELP 22370, "Send emails from a different address": other addresses must be added and verified first. Gmail puts the account's own
 * address in place of any other one without a word; the sandbox refuses instead, so that a wrong sender cannot go unseen.
 */
export function requireOwnSender(sender: string, person: Person, account: Account): void {
  const own = [person.email, ...(person.aliases ?? [])].map((one) => one.toLowerCase());
  const alias = account.sendAs[sender.toLowerCase()];
  const isVerified = alias !== undefined && (alias.isPrimary || alias.verificationStatus === 'accepted');
  if (!own.includes(sender.toLowerCase()) && !isVerified)
    throw new GoogleError(
      400,
      'invalidArgument',
      `Invalid From header: ${sender} is no verified send-as address of this account`,
    );
}

/**
 * Gmail gives every e-mail it sends a Message-ID of its own, whatever the client wrote, and keeps the client's nowhere
 * (github.com/FlowCrypt/flowcrypt-browser/issues/4273: "Gmail overwrites `Message-ID` and don't even keep the original value"). Other headers stay.
 */
export const gmailMessageId = (unique: string): string => `<CA${unique}@mail.gmail.com>`;

/** REF Message.threadId: the three criteria to add a message to a thread. */
export function fitsThread(
  mail: { subject: string; references: readonly string[] },
  thread: readonly { subject: string; messageId: string }[],
): boolean {
  const refers = thread.some(({ messageId }) => messageId !== '' && mail.references.includes(messageId));
  return refers && thread.some(({ subject }) => bare(subject) === bare(mail.subject));
}

const bare = (subject: string): string =>
  subject
    .replace(/^(?:\s*(?:re|fwd?|aw|wg)\s*:)+\s*/i, '')
    .trim()
    .toLowerCase();

/** HELP 25922: a vacation reply goes to the same person "once every four days", unless it was changed meanwhile. */
export const VACATION_PAUSE_MILLISECONDS = 4 * 24 * 3600 * 1000;

export const SYSTEM_LABELS = [
  'CHAT',
  'SENT',
  'INBOX',
  'IMPORTANT',
  'TRASH',
  'DRAFT',
  'SPAM',
  'CATEGORY_FORUMS',
  'CATEGORY_UPDATES',
  'CATEGORY_PERSONAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_SOCIAL',
  'STARRED',
  'UNREAD',
] as const;

/** REF Label.type: "users can apply and remove the `INBOX` and `UNREAD` labels from messages and threads, but cannot apply or remove the `DRAFTS` or `SENT` labels". */
export function requireChangeableLabels(ids: readonly string[], isLabel: (id: string) => boolean): void {
  for (const id of ids) {
    if (id === 'SENT' || id === 'DRAFT' || id === 'CHAT' || !isLabel(id))
      throw new GoogleError(400, 'invalidArgument', `Invalid label: ${id}`);
  }
}
