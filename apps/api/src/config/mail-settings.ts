import { isLoopback } from './loopback.js';

/** What the environment says of the mail server, every value checked by itself. */
export interface MailVariables {
  readonly SMTP_HOST?: string | undefined;
  readonly SMTP_PORT: number;
  readonly SMTP_TLS?: 'starttls' | 'implicit' | undefined;
  readonly SMTP_USER?: string | undefined;
  readonly SMTP_PASSWORD?: string | undefined;
  readonly SMTP_SENDER?: string | undefined;
}

/** Names and passwords go together, and without a server nothing else says anything. */
export function mailProblems(vars: MailVariables): string[] {
  const problems: string[] = [];
  if ((vars.SMTP_USER === undefined) !== (vars.SMTP_PASSWORD === undefined))
    problems.push(`${vars.SMTP_USER === undefined ? 'SMTP_USER' : 'SMTP_PASSWORD'}: a user and a password go together`);
  if (vars.SMTP_HOST === undefined && (vars.SMTP_USER ?? vars.SMTP_SENDER ?? vars.SMTP_TLS) !== undefined)
    problems.push('SMTP_HOST: not set; the other SMTP settings need it');
  return problems;
}

/** The mail server; TLS unless it is on this machine, where nobody can listen in. */
export const smtpOf = (vars: MailVariables) =>
  vars.SMTP_HOST === undefined
    ? null
    : ({
        host: vars.SMTP_HOST,
        port: vars.SMTP_PORT,
        tls: vars.SMTP_TLS ?? (vars.SMTP_PORT === 465 ? 'implicit' : isLoopback(vars.SMTP_HOST) ? 'none' : 'starttls'),
        user: vars.SMTP_USER ?? null,
        password: vars.SMTP_PASSWORD ?? null,
        /** Where bounces go, for servers that let us send from one address only; null: to whoever an e-mail is from. */
        sender: vars.SMTP_SENDER ?? null,
      } as const);
