import { z } from 'zod';
import { http } from './http.js';

const MailMessage = z.object({
  id: z.string(),
  from: z.object({ name: z.string(), email: z.string() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  sentAt: z.string(),
  body: z.string(),
  /** What an answer to it refers to; null for mail that no mailbox keeps. */
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
});
const MailThread = z.object({
  id: z.string(),
  owner: z.string(),
  subject: z.string(),
  messages: z.array(MailMessage).min(1),
});
export type MailMessage = z.infer<typeof MailMessage>;
export type MailThread = z.infer<typeof MailThread>;
const Mailbox = z.object({ items: z.array(MailThread) });

/** The stand-in mailbox of one person: what came in, and threads that only left. */
export interface Mailbox {
  readonly inbox: readonly MailThread[];
  readonly sent: readonly MailThread[];
}

export async function readMailbox(email: string, signal: AbortSignal): Promise<Mailbox> {
  const read = async (box: 'mailbox' | 'sent') =>
    Mailbox.parse(await http(`/sandbox/api/${box}/${encodeURIComponent(email)}`, { signal })).items;
  const [inbox, sent] = await Promise.all([read('mailbox'), read('sent')]);
  return { inbox, sent };
}
