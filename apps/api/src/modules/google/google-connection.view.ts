import { z } from 'zod';
import { GoogleConnection as Wire, type GOOGLE_TEAM_SOURCES } from '@understudy/contracts';
import { accessTo } from './google-access.js';
import type { Access, ConnectionMode, GoogleConnection } from './google-connections.repository.js';
import { EVERY_NEED, EVERY_SCOPE, type GoogleNeed, needRow } from './google-needs.js';
import type { ServiceAccountKey } from './service-account.js';

export interface DirectorySettings {
  readonly nightly: boolean;
  readonly teams_from: (typeof GOOGLE_TEAM_SOURCES)[number];
  readonly org_units: readonly string[];
}
export interface DirectoryState extends DirectorySettings {
  readonly synced_at: Temporal.Instant | null;
  readonly problem: string | null;
}
export type View = z.output<typeof Wire>;
type ScopeState = View['capabilities'][number]['scopes'][number]['state'];

const TIERS = {
  off: {
    tier: 'nothing',
    words:
      'Nothing is connected: notices to customers are drafts to copy, and people enter their absences themselves. Connect by consent for vacation replies, filters and calendars, or by delegation for everything.',
  },
  'user-consent': {
    tier: 'consent',
    words:
      'People connect their own accounts: vacation replies, filters, calendars and mail work for those who did, as far as they agreed. Forwarding addresses, delegates and the directory take delegation.',
  },
  delegation: {
    tier: 'delegation',
    words:
      'The service account acts for everybody in your domains: all of it works, as far as its scopes are delegated.',
  },
} as const satisfies Record<ConnectionMode, { tier: View['tier']; words: string }>;

const UNDER_CONSENT = 'Works for those who agreed to it.';

/** The connection as admins see it. Nothing secret is in it. */
export function viewOf(
  connection: GoogleConnection,
  more: {
    readonly domains: readonly string[];
    readonly directory: DirectoryState;
    readonly people: View['people'];
    readonly account: ServiceAccountKey | null;
  },
): View {
  const { mode, checkedAt } = connection;
  return {
    mode,
    tier: TIERS[mode].tier,
    tier_words: TIERS[mode].words,
    admin_email: connection.adminEmail,
    service_account: more.account && { email: more.account.client_email, client_id: more.account.client_id ?? null },
    scopes_to_delegate: EVERY_SCOPE.join(','),
    capabilities: EVERY_NEED.map((need) => capabilityOf(need, connection, more.domains)),
    people: more.people,
    directory: { ...more.directory, org_units: [...more.directory.org_units] },
    problem: connection.problem,
    lost_at: connection.lostAt,
    checked_at: checkedAt,
    last_ok_at: connection.lastOkAt,
    version: connection.version,
  };
}

function capabilityOf(need: GoogleNeed, connection: GoogleConnection, domains: readonly string[]) {
  const { words, purpose, scopes, byConsent, optional = false } = needRow(need);
  const verdict = accessTo(need, `somebody@${domains[0] ?? ''}`, anybody(connection, domains));
  const isForSome = connection.mode === 'user-consent' && byConsent;
  return {
    need,
    what: words,
    purpose,
    scopes: scopes.map((scope) => ({ scope, state: stateOf(scope, connection) })),
    works: verdict.may || isForSome,
    because: isForSome ? UNDER_CONSENT : verdict.may ? null : verdict.because,
    optional,
    by_consent: byConsent,
  };
}

/** Access as it is for anybody with an account of their own in the tenant's domains. */
const anybody = (connection: GoogleConnection, domains: readonly string[]): Access => ({
  connection,
  account: null,
  email: null,
  domains: domains.length > 0 ? domains : [''],
});

function stateOf(scope: string, { mode, checkedAt, lostAt, missingScopes }: GoogleConnection): ScopeState {
  if (mode !== 'delegation' || checkedAt === null) return 'unknown';
  return lostAt !== null || missingScopes.includes(scope) ? 'missing' : 'works';
}
