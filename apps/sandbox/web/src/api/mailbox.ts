import { z } from 'zod';
import { http } from './http.js';

const MailMessage = z.object({
  id: z.string(),
  from: z.object({ name: z.string(), email: z.string() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  sentAt: z.string(),
  body: z.string(),
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

/** The threads in the stand-in mailbox of one person. */
export async function readMailbox(email: string, signal: AbortSignal): Promise<readonly MailThread[]> {
  const answer = await http(`/sandbox/api/mailbox/${encodeURIComponent(email)}`, { signal });
  return Mailbox.parse(answer).items;
}
