import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { smtpServer, type SmtpSettings } from './smtp-settings.js';

const PATIENCE_MS = 10_000;
const Failure = z.object({
  code: z.string().optional().catch(undefined),
  responseCode: z.int().optional().catch(undefined),
});

const FIXES: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  EAUTH: { what: 'it refuses the user or the password.', fix: 'Correct SMTP_USER and SMTP_PASSWORD.' },
  EDNS: { what: 'no such host is known.', fix: 'Correct SMTP_HOST.' },
  ETLS: {
    what: 'no secure connection comes about.',
    fix: 'Set SMTP_TLS to implicit for port 465 and to starttls for 587; the certificate must be valid for SMTP_HOST.',
  },
  ECONNECTION: {
    what: 'nothing answers there.',
    fix: 'Check SMTP_HOST and SMTP_PORT, and that the firewall lets us out.',
  },
  ETIMEDOUT: { what: 'it does not answer.', fix: 'Check SMTP_HOST and SMTP_PORT, and that the firewall lets us out.' },
};

/** Signs in at the mail server and sends nothing. Null when all is well; never the server's own words, which may hold the password. */
export async function verifySmtp(settings: SmtpSettings) {
  const transport = createTransport({ ...smtpServer(settings), socketTimeout: PATIENCE_MS });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    const { code = '', responseCode } = Failure.catch({}).parse(error);
    const known = FIXES[code] ?? FIXES[code === 'ESOCKET' || code === 'ECONNREFUSED' ? 'ECONNECTION' : ''];
    return known ?? { what: `it refuses us (${responseCode ?? code}).`, fix: 'Look into the log of the mail server.' };
  } finally {
    transport.close();
  }
}

export const isReachable = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
