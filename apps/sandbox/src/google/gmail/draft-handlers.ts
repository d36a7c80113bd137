import type { People, Person } from '../../people.js';
import { notFound } from '../errors.js';
import type { Answer, Call, Handlers } from '../handler.js';
import { isObject, type JsonObject } from '../strict.js';
import type { Mailboxes, Message } from './mailbox.js';
import { page } from './message-handlers.js';
import { messageResource, summary } from './resource.js';
import { requireMail, requireOwn } from './rules.js';
import { rawOf, type Sending } from './sending.js';

/** Gmail v1, drafts: e-mails that wait for somebody to send them. */
export function draftHandlers(mailboxes: Mailboxes, people: People, sending: Sending): Handlers {
  const ownerOf = ({ principal, path }: Call): Person => {
    requireOwn(principal, path.userId ?? '');
    const person = people.find(principal.email);
    if (!person) throw notFound();
    requireMail(person);
    return person;
  };
  const messageOf = (email: string, draftId: string): Message => {
    const id = mailboxes.account(email).drafts[draftId];
    if (id === undefined) throw notFound('Requested entity was not found.');
    return mailboxes.getMessage(email, id);
  };
  const written = ({ email }: Person, draftId: string, call: Call): Answer => {
    const message = isObject(call.body.message ?? null) ? (call.body.message as JsonObject) : {};
    const threadId = typeof message.threadId === 'string' && message.threadId ? message.threadId : null;
    if (threadId !== null && !mailboxes.thread(email, threadId).length)
      throw notFound('Requested entity was not found.');
    const kept = mailboxes.keep(email, rawOf(message.raw, call.media), ['DRAFT'], threadId);
    mailboxes.account(email).drafts[draftId] = kept.id;
    return { body: { id: draftId, message: { id: kept.id, threadId: kept.threadId, labelIds: ['DRAFT'] } } };
  };

  return {
    'gmail.users.drafts.create': (call) => written(ownerOf(call), `r${mailboxes.newId()}`, call),
    // REF drafts.update: "Replaces a draft's content"; the message behind it is another one then.
    'gmail.users.drafts.update': (call) => {
      const person = ownerOf(call);
      const id = call.path.id ?? '';
      const before = messageOf(person.email, id);
      const answer = written(person, id, call);
      mailboxes.remove(person.email, before.id);
      return answer;
    },
    'gmail.users.drafts.get': (call) => {
      const message = messageOf(ownerOf(call).email, call.path.id ?? '');
      return { body: { id: call.path.id ?? '', message: messageResource(message, call.query, call.principal) } };
    },
    'gmail.users.drafts.list': (call) => {
      const { email } = ownerOf(call);
      const all = Object.keys(mailboxes.account(email).drafts).map((id) => ({ id }));
      const { shown, nextPageToken } = page(all, call.query);
      const drafts = shown.map(({ id }) => {
        const message = messageOf(email, id);
        return { id, message: { id: message.id, threadId: message.threadId } };
      });
      return {
        body: {
          ...(drafts.length && { drafts }),
          ...(nextPageToken && { nextPageToken }),
          resultSizeEstimate: all.length,
        },
      };
    },
    'gmail.users.drafts.delete': (call) => {
      const { email } = ownerOf(call);
      const id = call.path.id ?? '';
      mailboxes.remove(email, messageOf(email, id).id);
      delete mailboxes.account(email).drafts[id];
      return { status: 204 };
    },
    // REF drafts.send: "Sends the specified, existing draft to the recipients in the `To`, `Cc`, and `Bcc` headers."
    'gmail.users.drafts.send': async (call) => {
      const person = ownerOf(call);
      const id = String(call.body.id ?? '');
      const draft = messageOf(person.email, id);
      const isInThread = mailboxes.thread(person.email, draft.threadId).length > 1;
      const raw = Buffer.from(draft.raw, 'base64');
      const sent = await sending.send(person, raw, isInThread ? draft.threadId : null, call.principal.via !== 'person');
      mailboxes.remove(person.email, draft.id);
      delete mailboxes.account(person.email).drafts[id];
      return { body: summary(sent) };
    },
  };
}
