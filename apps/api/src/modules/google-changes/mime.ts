import { ownHeaders } from '../mail/index.js';
import type { OutgoingMail } from '@understudy/domain';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

const named = ({ name, email }: { readonly name: string; readonly email: string }) => ({ name, address: email });

/** The e-mail as it goes over the wire (RFC 5322), as Gmail wants it: base64url. */
export async function rawMail(mail: OutgoingMail): Promise<string> {
  const { 'Message-ID': messageId, ...headers } = ownHeaders(mail);
  const composed = new MailComposer({
    messageId,
    from: named(mail.from),
    ...(mail.replyTo && { replyTo: named(mail.replyTo) }),
    to: mail.to.map(named),
    cc: (mail.cc ?? []).map(named),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    headers: { ...mail.headers, ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composed.compile().build()).toString('base64url');
}
