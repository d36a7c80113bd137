import type { People, Person } from '../../people.js';
import { GoogleError, notFound } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import type { JsonObject } from '../strict.js';
import type { Mailboxes } from './mailbox.js';
import { alreadyExists, requireDelegation, requireMail, requireOwn, SYSTEM_LABELS, sanitized } from './rules.js';
import type { Label, SendAs } from './state.js';

/** Gmail v1, what an account sends as, and its labels. */
export function identityHandlers(mailboxes: Mailboxes, people: People): Handlers {
  const ownerOf = ({ principal, path }: Call): Person => {
    requireOwn(principal, path.userId ?? '');
    const person = people.find(principal.email);
    if (!person) throw notFound();
    requireMail(person);
    return person;
  };
  /** REF SendAs: "the primary login address associated with the account" is always one of them. */
  const sendAsOf = (person: Person): Record<string, SendAs> => {
    const { sendAs } = mailboxes.account(person.email);
    const key = person.email.toLowerCase();
    const isDefault = !Object.values(sendAs).some((one) => one.isDefault && !one.isPrimary);
    const primary: SendAs = {
      sendAsEmail: person.email,
      displayName: person.name,
      replyToAddress: '',
      signature: '',
      ...sendAs[key],
      isPrimary: true,
      isDefault,
    };
    return { [key]: primary, ...Object.fromEntries(Object.entries(sendAs).filter(([email]) => email !== key)) };
  };
  const oneSendAs = (call: Call): SendAs => {
    const found = sendAsOf(ownerOf(call))[(call.path.sendAsEmail ?? '').toLowerCase()];
    if (!found) throw notFound('Requested entity was not found.');
    return found;
  };
  const changedSendAs = (call: Call, keeps: boolean) => {
    const person = ownerOf(call);
    const before = oneSendAs(call);
    // REF sendAs.patch: "Addresses other than the primary address for the account can only be updated by service account clients".
    if (!before.isPrimary) requireDelegation(call.principal);
    const bare = { sendAsEmail: before.sendAsEmail, displayName: '', replyToAddress: '', signature: '' };
    const { isPrimary, verificationStatus } = before;
    const next: SendAs = {
      ...(keeps ? before : bare),
      ...writable(call.body),
      ...(isPrimary && { isPrimary }),
      ...(verificationStatus && { verificationStatus }),
    };
    const { sendAs } = mailboxes.account(person.email);
    // REF SendAs.isDefault: "will result in this field becoming `false` for the other previous default address".
    if (next.isDefault) for (const one of Object.values(sendAs)) one.isDefault = false;
    sendAs[before.sendAsEmail.toLowerCase()] = next;
    return { body: resource(sendAsOf(person)[before.sendAsEmail.toLowerCase()] ?? next) };
  };
  const labelOf = (call: Call): Label => {
    const { email } = ownerOf(call);
    const id = call.path.id ?? '';
    const system = SYSTEM_LABELS.find((one) => one === id);
    const found = system ? { id, name: id } : mailboxes.account(email).labels[id];
    if (!found) throw notFound('Requested entity was not found.');
    return found;
  };
  const ownLabelOf = (call: Call): Label => {
    const label = labelOf(call);
    // REF Label.type: "System labels are internally created and cannot be added, modified, or deleted."
    if (typeOf(label) === 'system') throw new GoogleError(400, 'invalidArgument', 'Invalid update request');
    return label;
  };
  const changedLabel = (call: Call) => {
    const label = ownLabelOf(call);
    if (typeof call.body.name === 'string') label.name = freeName(ownerOf(call), call.body.name, label.id);
    return { body: labelResource(label) };
  };
  const freeName = ({ email }: Person, name: string, own: string | null): string => {
    const taken = [
      ...SYSTEM_LABELS,
      ...Object.values(mailboxes.account(email).labels)
        .filter(({ id }) => id !== own)
        .map((one) => one.name),
    ];
    if (!name.trim()) throw new GoogleError(400, 'invalidArgument', 'Invalid label name');
    if (taken.some((one) => one.toLowerCase() === name.toLowerCase()))
      throw alreadyExists('Label name exists or conflicts');
    return name;
  };

  return {
    'gmail.users.settings.sendas.list': (call) => ({
      body: { sendAs: Object.values(sendAsOf(ownerOf(call))).map(resource) },
    }),
    'gmail.users.settings.sendas.get': (call) => ({ body: resource(oneSendAs(call)) }),
    'gmail.users.settings.sendas.create': (call) => {
      requireDelegation(call.principal);
      const person = ownerOf(call);
      const email = String(call.body.sendAsEmail ?? '').toLowerCase();
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new GoogleError(400, 'invalidArgument', 'Invalid sendAsEmail');
      if (sendAsOf(person)[email]) throw alreadyExists('Send-as address already exists');
      // REF sendAs.create: "If ownership verification is required for the alias, [...] set to `pending`; otherwise, [...] `accepted`."
      const isOwn = (person.aliases ?? []).includes(email);
      const made: SendAs = {
        displayName: '',
        replyToAddress: '',
        signature: '',
        ...writable(call.body),
        sendAsEmail: email,
        treatAsAlias: call.body.treatAsAlias === true,
        verificationStatus: isOwn ? 'accepted' : 'pending',
      };
      mailboxes.account(person.email).sendAs[email] = made;
      return { body: resource(made) };
    },
    'gmail.users.settings.sendas.patch': (call) => changedSendAs(call, true),
    'gmail.users.settings.sendas.update': (call) => changedSendAs(call, false),
    'gmail.users.settings.sendas.delete': (call) => {
      requireDelegation(call.principal);
      const { sendAsEmail, isPrimary } = oneSendAs(call);
      // REF SendAs.isPrimary: "it cannot be deleted from the collection of send-as aliases".
      if (isPrimary) throw new GoogleError(400, 'invalidArgument', 'The primary address cannot be deleted');
      delete mailboxes.account(ownerOf(call).email).sendAs[sendAsEmail.toLowerCase()];
      return { status: 204 };
    },

    'gmail.users.labels.list': (call) => {
      const { email } = ownerOf(call);
      const own = Object.values(mailboxes.account(email).labels);
      return { body: { labels: [...SYSTEM_LABELS.map((id) => ({ id, name: id })), ...own].map(labelResource) } };
    },
    'gmail.users.labels.get': (call) => ({ body: labelResource(labelOf(call)) }),
    'gmail.users.labels.create': (call) => {
      const person = ownerOf(call);
      const name = freeName(person, String(call.body.name ?? ''), null);
      const { labels } = mailboxes.account(person.email);
      const id = `Label_${Object.keys(labels).length + 1}_${mailboxes.newId()}`;
      labels[id] = { id, name, messageListVisibility: 'show', labelListVisibility: 'labelShow' };
      return { body: labelResource(labels[id]) };
    },
    'gmail.users.labels.patch': changedLabel,
    'gmail.users.labels.update': changedLabel,
    'gmail.users.labels.delete': (call) => {
      const { id } = ownLabelOf(call);
      const { email } = ownerOf(call);
      for (const message of mailboxes.messages(email))
        if (message.labelIds.includes(id)) mailboxes.relabel(email, message.id, [], [id]);
      delete mailboxes.account(email).labels[id];
      return { status: 204 };
    },
  };
}

/** What a client may write; the rest is the server's ("Read-only"). */
function writable({ displayName, replyToAddress, signature, isDefault, treatAsAlias }: JsonObject): Partial<SendAs> {
  return {
    ...(typeof displayName === 'string' && { displayName }),
    ...(typeof replyToAddress === 'string' && { replyToAddress }),
    ...(typeof signature === 'string' && { signature: sanitized(signature) }),
    ...(typeof treatAsAlias === 'boolean' && { treatAsAlias }),
    ...(isDefault === true && { isDefault }),
  };
}

const typeOf = ({ id }: Label) => (SYSTEM_LABELS.some((one) => one === id) ? 'system' : 'user');
const labelResource = (label: Label): JsonObject => ({ ...label, type: typeOf(label) });
const resource = (sendAs: SendAs): JsonObject => JSON.parse(JSON.stringify(sendAs)) as JsonObject;
