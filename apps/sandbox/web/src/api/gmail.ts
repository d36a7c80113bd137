import { z } from 'zod';
import { http } from './http.js';

const Sent = z.object({ id: z.string(), threadId: z.string() });

/** Sends an e-mail as the person at their own screen; `threadId` is one of their own threads. Throws Refused in Gmail's words. */
export async function sendMail(email: string, raw: string, threadId: string | null): Promise<z.infer<typeof Sent>> {
  return Sent.parse(
    await http('/sandbox/google/gmail/v1/users/me/messages/send', {
      method: 'POST',
      headers: { authorization: `Bearer person:${email}` },
      body: { raw, ...(threadId ? { threadId } : {}) },
    }),
  );
}
