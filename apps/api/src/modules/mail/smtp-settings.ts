import type { Env } from '../../config/index.js';

/** `ca`: the certificate of a private authority, beside those the system trusts. */
export type SmtpSettings = NonNullable<Env['smtp']> & { readonly ca?: string };

const CONNECT_MS = 10_000;

/** How the server is reached, in nodemailer's words: TLS as set, never less. */
export const smtpServer = ({ host, port, tls, user, password, ca }: SmtpSettings) => ({
  host,
  port,
  secure: tls === 'implicit',
  requireTLS: tls === 'starttls',
  ignoreTLS: tls === 'none',
  ...(user !== null && { auth: { user, pass: password ?? '' } }),
  ...(ca !== undefined && { tls: { ca } }),
  connectionTimeout: CONNECT_MS,
  greetingTimeout: CONNECT_MS,
});
