import type { People } from '../../people.js';
import { GoogleError, invalid, notFound } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import type { JsonObject, Query } from '../strict.js';
import { list } from '../calendar/rules.js';
import type { Mailboxes, Message } from './mailbox.js';
import { findAttachment, hasMetadataOnly, messageResource, summary } from './resource.js';
import { requireChangeableLabels, requireMail, requireOwn } from './rules.js';
import { searchFor } from './search.js';
import { rawOf, type Sending } from './sending.js';

/** Gmail v1, messages, threads, drafts and the profile. */
export function messageHandlers(mailboxes: Mailboxes, people: People, sending: Sending): Handlers {
  const ownerOf = ({ principal, path }: Call) => {
    requireOwn(principal, path.userId ?? '');
    const person = people.find(principal.email);
    if (!person) throw notFound();
    requireMail(person);
    return person;
  };
  const emailOf = (call: Call) => ownerOf(call).email;
  const messageOf = (call: Call) => mailboxes.getMessage(emailOf(call), call.path.id ?? '');
  const relabelled = (call: Call, add: readonly string[], remove: readonly string[]) => ({
    body: summary(mailboxes.relabel(emailOf(call), call.path.id ?? '', add, remove)),
  });
  const labelsOf = (call: Call) => {
    const [add, remove] = [strings(call.body.addLabelIds), strings(call.body.removeLabelIds)];
    const email = emailOf(call);
    requireChangeableLabels([...add, ...remove], (id) => mailboxes.isLabel(email, id));
    return [add, remove] as const;
  };
  const threadOf = (call: Call): Message[] => {
    const thread = mailboxes.thread(emailOf(call), call.path.id ?? '');
    if (!thread.length) throw notFound('Requested entity was not found.');
    return thread;
  };
  const changedThread = (call: Call, add: readonly string[], remove: readonly string[]) => {
    const email = emailOf(call);
    for (const { id } of threadOf(call)) mailboxes.relabel(email, id, add, remove);
    return { body: threadSummary(threadOf(call)) };
  };

  return {
    'gmail.users.getProfile': (call) => {
      const email = emailOf(call);
      const messages = mailboxes.messages(email);
      return {
        body: {
          emailAddress: email,
          messagesTotal: messages.length,
          threadsTotal: new Set(messages.map(({ threadId }) => threadId)).size,
          historyId: String(mailboxes.account(email).history),
        },
      };
    },
    'gmail.users.messages.list': (call) => {
      const found = messagesFor(mailboxes, emailOf(call), call);
      const { shown, nextPageToken } = page(found, call.query);
      return {
        body: {
          ...(shown.length && { messages: shown.map(({ id, threadId }) => ({ id, threadId })) }),
          ...(nextPageToken && { nextPageToken }),
          resultSizeEstimate: found.length,
        },
      };
    },
    'gmail.users.messages.get': (call) => ({ body: messageResource(messageOf(call), call.query, call.principal) }),
    'gmail.users.messages.attachments.get': (call) => {
      const message = mailboxes.getMessage(emailOf(call), call.path.messageId ?? '');
      const part = findAttachment(message.mime, call.path.id ?? '');
      if (!part) throw notFound('Requested entity was not found.');
      return { body: { size: part.content.length, data: part.content.toString('base64url') } };
    },
    'gmail.users.messages.send': async (call) => {
      const person = ownerOf(call);
      const { raw, threadId } = call.body;
      const asked = typeof threadId === 'string' && threadId ? threadId : null;
      const sent = await sending.send(person, rawOf(raw, call.media), asked, call.principal.via !== 'person');
      return { body: { id: sent.id, threadId: sent.threadId, labelIds: [...sent.labelIds] } };
    },
    'gmail.users.messages.modify': (call) => relabelled(call, ...labelsOf(call)),
    'gmail.users.messages.trash': (call) => relabelled(call, ['TRASH'], ['INBOX']),
    'gmail.users.messages.untrash': (call) => relabelled(call, [], ['TRASH']),
    'gmail.users.messages.delete': (call) => {
      mailboxes.remove(emailOf(call), messageOf(call).id);
      return { status: 204 };
    },
    'gmail.users.threads.list': (call) => {
      const found = messagesFor(mailboxes, emailOf(call), call);
      const newest = [...new Map(found.toReversed().map((message) => [message.threadId, message])).values()].reverse();
      const { shown, nextPageToken } = page(newest, call.query);
      return {
        body: {
          ...(shown.length && {
            threads: shown.map((message) => ({
              id: message.threadId,
              snippet: summary(message).snippet ?? '',
              historyId: String(message.historyId),
            })),
          }),
          ...(nextPageToken && { nextPageToken }),
          resultSizeEstimate: newest.length,
        },
      };
    },
    'gmail.users.threads.get': (call) => {
      const thread = threadOf(call);
      return {
        body: {
          ...threadSummary(thread),
          historyId: String(Math.max(...thread.map(({ historyId }) => historyId))),
          messages: thread.map((message) => messageResource(message, call.query, call.principal)),
        },
      };
    },
    'gmail.users.threads.modify': (call) => changedThread(call, ...labelsOf(call)),
    'gmail.users.threads.trash': (call) => changedThread(call, ['TRASH'], ['INBOX']),
    'gmail.users.threads.untrash': (call) => changedThread(call, [], ['TRASH']),
  };
}

const threadSummary = (thread: readonly Message[]): JsonObject => {
  const [first] = thread;
  return first ? { id: first.threadId, messages: thread.map(summary) } : {};
};

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** REF includeSpamTrash: "Include messages from `SPAM` and `TRASH` in the results." labelIds: "with labels that match all of the specified label IDs". */
function messagesFor(mailboxes: Mailboxes, email: string, { query, principal }: Call): Message[] {
  // REF q: "Parameter cannot be used when accessing the api using the gmail.metadata scope."
  if (query.q !== undefined && hasMetadataOnly(principal))
    throw new GoogleError(403, 'forbidden', "Metadata scope does not support 'q' parameter");
  const wanted = list(query.labelIds);
  const test = query.q === undefined ? () => true : searchFor(String(query.q));
  const isHidden = ({ labelIds }: Message) =>
    query.includeSpamTrash !== true &&
    !/\bin:(?:anywhere|trash|spam)\b/i.test(String(query.q ?? '')) &&
    !wanted.some((label) => label === 'TRASH' || label === 'SPAM') &&
    labelIds.some((label) => label === 'TRASH' || label === 'SPAM');
  return mailboxes
    .messages(email)
    .filter((message) => !isHidden(message) && wanted.every((label) => message.labelIds.includes(label)))
    .filter((message) => test(mailboxes.searched(email, message)));
}

/** REF maxResults: "This field defaults to 100. The maximum allowed value for this field is 500." */
export function page<T extends { id: string }>(
  all: readonly T[],
  query: Query,
): { shown: T[]; nextPageToken?: string } {
  const most = Number(query.maxResults ?? 100);
  if (most < 1 || most > 500) throw invalid('Invalid maxResults', 'maxResults');
  const start = query.pageToken === undefined ? 0 : all.findIndex(({ id }) => id === query.pageToken);
  if (start < 0) throw new GoogleError(400, 'invalidArgument', 'Invalid pageToken');
  const next = all[start + most];
  return { shown: all.slice(start, start + most), ...(next && { nextPageToken: next.id }) };
}
