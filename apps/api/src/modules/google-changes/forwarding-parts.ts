import type { RoutingValue } from '@understudy/domain';
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import { RoutingFault } from '../routing/index.js';
import { orMissing } from './google-fault.js';
import { type Gmail, type MailboxPart, ME } from './mailbox-part.js';

/** Gmail's own limits (integrations.md, Gmail). */
const MOST_FILTERS = 1_000;
const MOST_DELEGATES = 25;

type Filter = gmail_v1.Schema$Filter;

/** Mail from anybody of a domain also goes to the backup; it stays in the mailbox of whoever is away. */
export const filterValue = (domain: string, email: string) => ({
  criteria: { from: `@${domain}` },
  action: { forward: email },
});

export const filterName = (domain: string, email: string): string => `filter:${email}:${domain}`;

const split = (about: string): { domain: string; email: string } => {
  const at = about.lastIndexOf(':');
  return { email: about.slice(0, at), domain: about.slice(at + 1) };
};

const listFilters = async (gmail: Gmail): Promise<Filter[]> =>
  (await gmail.users.settings.filters.list(ME)).data.filter ?? [];

/** Of this domain, to this address; the one that says nothing else first. */
const filtersOf = async (gmail: Gmail, about: string): Promise<Filter[]> => {
  const { domain, email } = split(about);
  const found = (await listFilters(gmail)).filter(
    ({ criteria, action }) =>
      criteria?.from?.toLowerCase() === `@${domain}` && action?.forward?.toLowerCase() === email.toLowerCase(),
  );
  return [...found.filter(isPlain), ...found.filter((filter) => !isPlain(filter))];
};

const said = (part: object | null | undefined): Record<string, string | boolean | number | string[]> =>
  Object.fromEntries(
    Object.entries(part ?? {}).filter(
      ([, value]) => value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );

const isPlain = ({ criteria, action }: Filter): boolean =>
  Object.keys(said(criteria)).length === 1 && Object.keys(said(action)).length === 1;

/** Filters cannot be updated, only made and deleted; ours are made as {@link filterValue} says, and those alone are deleted. */
export const FILTER: MailboxPart = {
  need: 'filters',
  async read(gmail: Gmail, about: string): Promise<RoutingValue> {
    const [filter] = await filtersOf(gmail, about);
    if (!filter) return null;
    const { domain, email } = split(about);
    return isPlain(filter)
      ? filterValue(domain, email)
      : { criteria: said(filter.criteria), action: said(filter.action) };
  },
  async write(gmail: Gmail, about: string, value: RoutingValue): Promise<void> {
    if (value === null) {
      for (const filter of await filtersOf(gmail, about))
        if (isPlain(filter) && filter.id) await gmail.users.settings.filters.delete({ ...ME, id: filter.id });
      return;
    }
    const { domain, email } = split(about);
    await requireForwarding(gmail, email);
    if ((await listFilters(gmail)).length >= MOST_FILTERS)
      throw new RoutingFault(`The mailbox has ${MOST_FILTERS} filters already, and Gmail takes no more`);
    await gmail.users.settings.filters.create({ ...ME, requestBody: filterValue(domain, email) });
  },
};

/** Whether Gmail lets filters forward there; null: nobody added the address. */
export async function forwardingState(gmail: Gmail, email: string): Promise<'accepted' | 'pending' | null> {
  const found = await orMissing(() => gmail.users.settings.forwardingAddresses.get({ ...ME, forwardingEmail: email }));
  return found && (found.data.verificationStatus === 'accepted' ? 'accepted' : 'pending');
}

async function requireForwarding(gmail: Gmail, email: string): Promise<void> {
  const state = await forwardingState(gmail, email);
  if (state === null) throw new RoutingFault(addByHand(email));
  if (state === 'pending')
    throw new RoutingFault(`${email} has to confirm the forwarding: Google sent a message there with a link`);
}

/** What a person does where Google lets only people do it. */
export const addByHand = (email: string): string =>
  `Gmail does not forward to ${email} yet. Add the address in Gmail under Settings, Forwarding; Understudy looks again by itself`;

/** The backup as an address that filters may forward to. An address of the same domain needs no confirmation. */
export const FORWARDING: MailboxPart = {
  need: 'forwarding',
  async read(gmail: Gmail, email: string): Promise<RoutingValue> {
    return (await forwardingState(gmail, email)) && { forwardingEmail: email };
  },
  async write(gmail: Gmail, email: string, value: RoutingValue): Promise<void> {
    const { forwardingAddresses } = gmail.users.settings;
    if (value !== null) {
      await forwardingAddresses.create({ ...ME, requestBody: { forwardingEmail: email } });
      return;
    }
    // deleting it would silence filters that somebody made meanwhile
    const used = (await listFilters(gmail)).some(
      ({ action }) => action?.forward?.toLowerCase() === email.toLowerCase(),
    );
    if (used) throw new RoutingFault(`A filter still forwards to ${email}, so the address stays`);
    await forwardingAddresses.delete({ ...ME, forwardingEmail: email });
  },
};

/** The backup may open the mailbox itself: only where the organisation wants it. */
export const DELEGATE: MailboxPart = {
  need: 'delegates',
  async read(gmail: Gmail, email: string): Promise<RoutingValue> {
    const found = await orMissing(() => gmail.users.settings.delegates.get({ ...ME, delegateEmail: email }));
    return found && { delegateEmail: email };
  },
  async write(gmail: Gmail, email: string, value: RoutingValue): Promise<void> {
    const { delegates } = gmail.users.settings;
    if (value === null) {
      await orMissing(() => delegates.delete({ ...ME, delegateEmail: email }));
      return;
    }
    if (((await delegates.list(ME)).data.delegates ?? []).length >= MOST_DELEGATES)
      throw new RoutingFault(`The mailbox has ${MOST_DELEGATES} delegates already, and Gmail takes no more`);
    await delegates.create({ ...ME, requestBody: { delegateEmail: email } });
  },
};
