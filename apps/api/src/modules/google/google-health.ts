import type { Health } from './google-connections.repository.js';
import type { Grant } from './google-grants.js';
import { EVERY_NEED, needRow } from './google-needs.js';

/** What a look at a connection by delegation brought: a grant for each scope. */
export type Grants = ReadonlyMap<string, Grant>;
/** What people are told about a change: nothing, or that it is lost, or back, and what. */
export type News = { readonly type: 'integration.lost' | 'integration.restored'; readonly what: string } | null;

const isNeeded = (scope: string): boolean =>
  EVERY_NEED.some((need) => !needRow(need).optional && needRow(need).scopes.includes(scope));

/** What stops working without these scopes, as people would say it. */
export const wordsFor = (scopes: readonly string[]): string => {
  const words = EVERY_NEED.filter((need) => needRow(need).scopes.some((scope) => scopes.includes(scope))).map(
    (need) => needRow(need).words,
  );
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
};

/**
 * How a connection by delegation is, from the grants of all scopes. Pure. Without any answer nothing is known and `before` stays: an outage of
 * Google is no loss. Lost means that nothing works; a part that does not work is a missing scope.
 */
export function healthOf(grants: Grants, before: Health, now: Temporal.Instant): Health {
  const all = [...grants.entries()];
  if (all.every(([, { state }]) => state === 'no-answer')) return before;
  const refusal = all.find(([, { state }]) => state === 'key-refused' || state === 'account-unknown')?.[1];
  const missing = all.flatMap(([scope, { state }]) =>
    state === 'scope-missing' || (state === 'no-answer' && before.missingScopes.includes(scope)) ? [scope] : [],
  );
  const works = all.some(([, { state }]) => state === 'works');
  if (!works) {
    const problem =
      refusal?.state === 'key-refused'
        ? "Google refuses the service account's key. Whoever runs this installation makes a new key for it in the Google Cloud console (IAM and admin, Service accounts, Keys)."
        : refusal
          ? 'Google does not know the admin account, or it is suspended. Name another one under Set up, Integrations, Google.'
          : "Your Workspace does not let Understudy's service account in. Add its client id and scopes in Google's admin console (Security, Access and data control, API controls, Domain-wide delegation).";
    return { missingScopes: missing, problem, lostAt: before.lostAt ?? now };
  }
  const needed = missing.filter(isNeeded);
  return {
    missingScopes: missing,
    problem:
      needed.length === 0
        ? null
        : `Understudy cannot ${wordsFor(needed)}: add the missing scopes in Google's admin console (Security, Access and data control, API controls, Domain-wide delegation).`,
    lostAt: null,
  };
}

/** What is told when `before` became `after`. Pure. `wasKnown` false: nobody looked before, so nothing worked that could be lost. */
export function newsOf(before: Health, after: Health, wasKnown: boolean): News {
  const gone = after.missingScopes.filter((scope) => isNeeded(scope) && !before.missingScopes.includes(scope));
  const isBroken = ({ lostAt, missingScopes }: Health) => lostAt !== null || missingScopes.some(isNeeded);
  if (after.lostAt !== null)
    return before.lostAt === null && wasKnown ? { type: 'integration.lost', what: 'Google Workspace' } : null;
  if (gone.length > 0 && wasKnown) return { type: 'integration.lost', what: `Google: ${wordsFor(gone)}` };
  return isBroken(before) && !isBroken(after) ? { type: 'integration.restored', what: 'Google Workspace' } : null;
}
