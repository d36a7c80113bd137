import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { People } from '../../people.js';
import type { Gmail } from './index.js';
import { address, composed } from './mime.js';

const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'is no e-mail address');
const Received = z.strictObject({
  from: z.strictObject({ name: z.string().default(''), email }),
  cc: z.array(email).default([]),
  subject: z.string().max(1000),
  text: z.string().max(200_000),
  /** Message-ID of what it answers. */
  in_reply_to: z.string().optional(),
});
const Accepted = z.strictObject({ email, forwarding_email: email });

const refused = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

/** What happens to a mailbox from outside: an e-mail comes in, somebody confirms that theirs may be forwarded to. */
export function registerMailControls(
  app: FastifyInstance,
  { mailboxes, arrivals }: Gmail,
  people: People,
  save: () => Promise<void>,
): void {
  const read = <T extends z.ZodType>(schema: T, body: unknown): z.output<T> => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw refused(400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
  };
  const personOf = (address: string) => {
    const person = people.find(address);
    if (!person) throw refused(404, 'There is no account with this address.');
    return person;
  };

  app.post<{ Params: { email: string } }>('/sandbox/google/people/:email/receive', async ({ params, body }, reply) => {
    const person = personOf(params.email);
    const { from, cc, subject, text, in_reply_to } = read(Received, body);
    const raw = composed(
      {
        'Message-ID': `<${mailboxes.newId()}@${from.email.slice(from.email.lastIndexOf('@') + 1)}>`,
        ...(in_reply_to && { 'In-Reply-To': in_reply_to, References: in_reply_to }),
        Date: new Date(mailboxes.now()).toUTCString(),
        From: address(from),
        To: address(person),
        ...(cc.length && { Cc: cc.join(', ') }),
        Subject: subject,
      },
      text,
    );
    const arrived = await arrivals.deliver(person.email, raw, 0);
    await save();
    if (!arrived) throw refused(409, 'This account has no mailbox.');
    const { message, forwardedTo, isReplied } = arrived;
    return reply.code(201).send({
      id: message.id,
      thread_id: message.threadId,
      message_id: message.messageId,
      forwarded_to: forwardedTo,
      auto_replied: isReplied,
    });
  });
  app.post('/sandbox/google/admin/forwarding/accept', async ({ body }, reply) => {
    const asked = read(Accepted, body);
    const { forwarding } = mailboxes.account(personOf(asked.email).email);
    const key = asked.forwarding_email.toLowerCase();
    if (!forwarding[key]) throw refused(404, 'Nobody asked to forward to this address.');
    forwarding[key] = 'accepted';
    await save();
    return reply.code(204).send();
  });
}
