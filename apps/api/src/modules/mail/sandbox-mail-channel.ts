import type { SandboxMail } from '@understudy/contracts';
import type { MailAddress, OutgoingMail } from '@understudy/domain';
import { z } from 'zod';
import { MailChannel, MailNotTaken, MailRefused } from './mail-channel.js';
import { ownHeaders } from './mail-headers.js';

const TIMEOUT_MS = 10_000;
const Taken = z.object({ seq: z.int() });
/** The connection was never made, so nothing can have been taken. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** The stand-in's mailbox: `POST /sandbox/outbox`, which takes every key once and shows it in `GET /sandbox/outbox`. */
export class SandboxMailChannel extends MailChannel {
  constructor(private readonly sandboxUrl: string) {
    super();
  }

  async isConnected(): Promise<boolean> {
    return true;
  }

  async send(mail: OutgoingMail): Promise<{ providerId: string }> {
    const answer = await fetch(`${this.sandboxUrl}/sandbox/outbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(onTheWire(mail)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw hasCause(error, UNREACHED) ? new MailNotTaken('the mail service cannot be reached') : error;
    });
    if (answer.status === 429 || answer.status >= 500)
      throw new MailNotTaken(`the mail service answered ${answer.status}`);
    if (!answer.ok) throw new MailRefused(`the mail service refused it (${answer.status})`);
    const { seq } = Taken.parse(await answer.json());
    return { providerId: `sandbox-${seq}` };
  }
}

const onTheWire = (mail: OutgoingMail): z.input<typeof SandboxMail> => ({
  kind: 'email',
  key: mail.key,
  from: plain(mail.from),
  ...(mail.replyTo && { reply_to: plain(mail.replyTo) }),
  to: mail.to.map(({ email }) => email),
  to_names: mail.to.map(({ name }) => name),
  cc: (mail.cc ?? []).map(({ email }) => email),
  subject: mail.subject,
  text: mail.text,
  ...(mail.html !== undefined && { html: mail.html }),
  headers: {
    ...mail.headers,
    ...ownHeaders(mail),
  },
});

const plain = ({ name, email }: MailAddress) => ({ name, email });

/** fetch hides why under `cause`; no instanceof, Jest has its own Error. */
const hasCause = (error: unknown, codes: ReadonlySet<string>): boolean => {
  const cause: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'cause') : null;
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : null;
  return typeof code === 'string' && codes.has(code);
};
