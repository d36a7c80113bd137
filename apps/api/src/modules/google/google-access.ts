import { DomainError } from '@understudy/domain';
import type { Access } from './google-connections.repository.js';
import { type GoogleNeed, needRow } from './google-needs.js';

export type Capability = { readonly yes: true } | { readonly yes: false; readonly because: string };
type Refusal = 'google.not-connected' | 'google.scope-missing' | 'google.consent-lost';
type Verdict =
  | { readonly may: true; readonly by: 'delegation' | 'consent' }
  | { readonly may: false; readonly code: Refusal; readonly because: string };

const refused = (code: Refusal, because: string): Verdict => ({ may: false, code, because });

/**
 * Whether we may do this as that person, and if not why, in a sentence for people. Pure. Under delegation the account must be in one of the
 * tenant's own domains: one installation has one service account, and another tenant's people are nobody's to name.
 */
export function accessTo(need: GoogleNeed, email: string, { connection, account, domains }: Access): Verdict {
  const { scopes, words, byConsent } = needRow(need);
  const lacks = (known: readonly string[]) => scopes.some((scope) => known.includes(scope));
  if (connection.mode === 'off')
    return refused(
      'google.not-connected',
      'Google Workspace is not connected. An admin connects it under Set up, Integrations.',
    );
  if (!domains.includes(domainOf(email)))
    return refused(
      'google.not-connected',
      `${email} is not in a domain of your organisation, so nothing is done as that account.`,
    );
  if (connection.mode === 'delegation') {
    if (connection.lostAt !== null)
      return refused(
        'google.consent-lost',
        connection.problem ?? 'Google Workspace does not let Understudy in any more.',
      );
    if (lacks(connection.missingScopes))
      return refused(
        'google.scope-missing',
        `Your Workspace does not let Understudy ${words}. An admin adds the scope in Google's admin console.`,
      );
    if (account?.lostAt)
      return refused('google.consent-lost', account.problem ?? 'Google does not know this account any more.');
    return { may: true, by: 'delegation' };
  }
  if (!byConsent)
    return refused(
      'google.scope-missing',
      `A person's own consent does not let Understudy ${words}: that takes domain-wide delegation.`,
    );
  if (!account?.refreshToken)
    return refused(
      'google.not-connected',
      'This person has not connected their Google account. They do so under Profile, Your Google account.',
    );
  if (account.lostAt) return refused('google.consent-lost', account.problem ?? 'The consent at Google has ended.');
  if (scopes.some((scope) => !account.scopes.includes(scope)))
    return refused(
      'google.scope-missing',
      `This person did not let Understudy ${words}. They can under Profile, Your Google account.`,
    );
  return { may: true, by: 'consent' };
}

/** Whether it is connected for this, be it that Google takes it back at the moment. */
export function isConnectedFor(need: GoogleNeed, email: string, { connection, account, ...access }: Access): boolean {
  const working = { ...connection, lostAt: null, missingScopes: [] };
  return accessTo(need, email, { ...access, connection: working, account: account && { ...account, lostAt: null } })
    .may;
}

/** As an answer to "can it?". */
export function capability(verdict: Verdict): Capability {
  return verdict.may ? { yes: true } : { yes: false, because: verdict.because };
}

/** The verdict's error: its details say why in words. */
export const accessRefused = ({ code, because }: Verdict & { may: false }): DomainError =>
  new DomainError(code, { because });

/** In lower case; empty for what is no address. */
export const domainOf = (email: string): string => /@([^@]+)$/.exec(email)?.[1]?.toLowerCase() ?? '';
