import type { People, Person } from '../../people.js';
import { GoogleError, notFound } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import { isObject, type Json, type JsonObject } from '../strict.js';
import type { Arrivals } from './arriving.js';
import type { Mailboxes } from './mailbox.js';
import { address, composed } from './mime.js';
import {
  alreadyExists,
  failedPrecondition,
  requireDelegation,
  requireMail,
  requireOwn,
  requireValidDelegate,
  requireValidFilter,
  requireValidVacation,
  sanitized,
} from './rules.js';
import type { Account, Filter, Vacation } from './state.js';

interface Owner {
  readonly person: Person;
  readonly account: Account;
}

/** Gmail v1, settings: vacation reply, filters, forwarding, delegates. */
export function settingsHandlers(mailboxes: Mailboxes, people: People, arrivals: Arrivals): Handlers {
  const owner = ({ principal, path }: Call): Owner => {
    requireOwn(principal, path.userId ?? '');
    const person = people.find(principal.email);
    if (!person) throw notFound();
    requireMail(person);
    return { person, account: mailboxes.account(person.email) };
  };
  const delegated = (call: Call): Owner => {
    requireDelegation(call.principal);
    return owner(call);
  };
  const filterOf = (call: Call): Filter => {
    const found = owner(call).account.filters.find(({ id }) => id === call.path.id);
    if (!found) throw notFound('Requested entity was not found.');
    return found;
  };
  const delegatorsOf = (email: string) =>
    Object.values(mailboxes.state.accounts).filter(({ delegates }) => delegates[email] !== undefined).length;

  return {
    'gmail.users.settings.getVacation': (call) => ({ body: vacationResource(owner(call).account.vacation) }),
    'gmail.users.settings.updateVacation': (call) => {
      const { account } = owner(call);
      const vacation = vacationOf(call.body);
      requireValidVacation(vacation);
      account.vacation = vacation;
      account.replied = {};
      return { body: vacationResource(vacation) };
    },

    'gmail.users.settings.filters.list': (call) => {
      const { filters } = owner(call).account;
      return { body: { ...(filters.length && { filter: filters.map(filterResource) }) } };
    },
    'gmail.users.settings.filters.get': (call) => ({ body: filterResource(filterOf(call)) }),
    'gmail.users.settings.filters.create': (call) => {
      const { person, account } = owner(call);
      const filter = filterFrom(call.body, `ANe1Bm${mailboxes.newId()}`);
      requireValidFilter(filter, account, (id) => mailboxes.isLabel(person.email, id));
      account.filters.push(filter);
      return { body: filterResource(filter) };
    },
    'gmail.users.settings.filters.delete': (call) => {
      const { id } = filterOf(call);
      const { account } = owner(call);
      account.filters = account.filters.filter((one) => one.id !== id);
      return { status: 204 };
    },

    'gmail.users.settings.forwardingaddresses.list': (call) => {
      const entries = Object.entries(owner(call).account.forwarding);
      return { body: { ...(entries.length && { forwardingAddresses: entries.map(forwardingResource) }) } };
    },
    'gmail.users.settings.forwardingaddresses.get': (call) => ({
      body: forwardingResource(entryOf(owner(call).account.forwarding, call.path.forwardingEmail)),
    }),
    'gmail.users.settings.forwardingaddresses.create': async (call) => {
      const { person, account } = delegated(call);
      const email = String(call.body.forwardingEmail ?? '').toLowerCase();
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new GoogleError(400, 'invalidArgument', 'Invalid forwarding address');
      if (email === person.email.toLowerCase())
        throw failedPrecondition("Couldn't use the primary address as the forwarding address");
      if (account.forwarding[email]) throw alreadyExists('Forwarding address already exists');
      // REF forwardingAddresses.create: "If ownership verification is required, a message will be sent to the recipient". A colleague's needs none.
      const isColleague = people.find(email)?.organisation === person.organisation;
      account.forwarding[email] = isColleague ? 'accepted' : 'pending';
      if (!isColleague) await arrivals.deliver(email, verification(person, email), 0);
      return { body: forwardingResource([email, account.forwarding[email]]) };
    },
    'gmail.users.settings.forwardingaddresses.delete': (call) => {
      const { account } = delegated(call);
      const [email] = entryOf(account.forwarding, call.path.forwardingEmail);
      delete account.forwarding[email];
      return { status: 204 };
    },
    'gmail.users.settings.getAutoForwarding': (call) => ({ body: { ...owner(call).account.autoForwarding } }),
    'gmail.users.settings.updateAutoForwarding': (call) => {
      const { account } = delegated(call);
      const { enabled, emailAddress, disposition } = call.body;
      const email = String(emailAddress ?? '').toLowerCase();
      // REF AutoForwarding.emailAddress: "This email address must be a verified member of the forwarding addresses."
      if (enabled === true && account.forwarding[email] !== 'accepted')
        throw failedPrecondition('Unrecognized forwarding address');
      account.autoForwarding =
        enabled === true
          ? { enabled, emailAddress: email, disposition: String(disposition ?? 'leaveInInbox') }
          : { enabled: false };
      return { body: { ...account.autoForwarding } };
    },

    'gmail.users.settings.delegates.list': (call) => {
      const entries = Object.entries(delegated(call).account.delegates);
      return { body: { ...(entries.length && { delegates: entries.map(delegateResource) }) } };
    },
    'gmail.users.settings.delegates.get': (call) => ({
      body: delegateResource(entryOf(delegated(call).account.delegates, call.path.delegateEmail)),
    }),
    'gmail.users.settings.delegates.create': (call) => {
      const { person, account } = delegated(call);
      const email = String(call.body.delegateEmail ?? '');
      requireValidDelegate(person, email, people, account, delegatorsOf);
      account.delegates[email.toLowerCase()] = 'accepted';
      return { body: delegateResource([email.toLowerCase(), 'accepted']) };
    },
    'gmail.users.settings.delegates.delete': (call) => {
      const { account } = delegated(call);
      const [email] = entryOf(account.delegates, call.path.delegateEmail);
      delete account.delegates[email];
      return { status: 204 };
    },
  };
}

function entryOf<T>(entries: Record<string, T>, key: string | undefined): [string, T] {
  const wanted = (key ?? '').toLowerCase();
  const value = Object.hasOwn(entries, wanted) ? entries[wanted] : undefined;
  if (value === undefined) throw notFound('Requested entity was not found.');
  return [wanted, value];
}

const forwardingResource = ([forwardingEmail, verificationStatus]: [string, string]): JsonObject => ({
  forwardingEmail,
  verificationStatus,
});
const delegateResource = ([delegateEmail, verificationStatus]: [string, string]): JsonObject => ({
  delegateEmail,
  verificationStatus,
});
const filterResource = (filter: Filter): JsonObject => JSON.parse(JSON.stringify(filter)) as JsonObject;
const vacationResource = (vacation: Vacation): JsonObject => JSON.parse(JSON.stringify(vacation)) as JsonObject;

/** A setting is one resource: what a client leaves out is gone. */
function vacationOf(body: JsonObject): Vacation {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''));
  const html = given.responseBodyHtml;
  return {
    ...given,
    enableAutoReply: given.enableAutoReply === true,
    ...(typeof html === 'string' && { responseBodyHtml: sanitized(html) }),
  };
}

function filterFrom({ criteria = null, action = null }: JsonObject, id: string): Filter {
  const said = (part: Json) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null && value !== ''))
      : {};
  return { id, criteria: said(criteria), action: said(action) };
}

const verification = (person: Person, to: string): Buffer =>
  composed(
    {
      'Message-ID': `<forwarding-${Buffer.from(`${person.email} ${to}`).toString('hex')}@google.com>`,
      From: address({ name: 'Gmail Team', email: 'forwarding-noreply@google.com' }),
      To: to,
      Subject: `Gmail Forwarding Confirmation - Receive Mail from ${person.email}`,
      'Auto-Submitted': 'auto-generated',
    },
    `${person.email} has requested to automatically forward mail to your email address ${to}.`,
  );
