import type { OutgoingMail } from '@understudy/domain';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

const named = ({ name, email }: { readonly name: string; readonly email: string }) => ({ name, address: email });

/** What the e-mail is known by in Sent: Gmail gives it a Message-ID of its own, and leaves this. */
export const KEY_HEADER = 'X-Understudy-Key';

/** The e-mail as it goes over the wire (RFC 5322), as Gmail wants it: base64url. `earlier` are the Message-IDs Gmail gave to what it follows. */
export async function rawMail(mail: OutgoingMail, earlier: readonly string[]): Promise<string> {
  const composed = new MailComposer({
    from: named(mail.from),
    ...(mail.replyTo && { replyTo: named(mail.replyTo) }),
    to: mail.to.map(named),
    cc: (mail.cc ?? []).map(named),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    ...(earlier.length > 0 && { inReplyTo: String(earlier.at(-1)), references: [...earlier] }),
    headers: { ...mail.headers, [KEY_HEADER]: mail.key },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composed.compile().build()).toString('base64url');
}
