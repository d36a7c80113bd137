import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { email, line, text, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { CheckStep } from './integrations.js';

/**
 * How a Workspace is connected. `delegation`: the service account acts for everybody (domain-wide delegation). `user-consent`: each person connects
 * their own account. `off`: nothing is read or changed.
 */
export const GOOGLE_MODES = ['off', 'user-consent', 'delegation'] as const;
/** What works, in steps: nothing, what people consent to, everything (design: integrations, Gmail). */
export const GOOGLE_TIERS = ['nothing', 'consent', 'delegation'] as const;
/** Where a person's team is taken from in Google's directory: nowhere, the last part of the organisational unit, or the department. */
export const GOOGLE_TEAM_SOURCES = ['none', 'org_unit', 'department'] as const;

const GoogleScope = z.object({
  scope: z.string(),
  /** Unknown until somebody looked; not needed where people consent themselves. */
  state: z.enum(['works', 'missing', 'unknown']),
});
const GoogleCapability = z.object({
  need: z.string(),
  /** "read calendars" */
  what: z.string(),
  purpose: z.string(),
  scopes: z.array(GoogleScope),
  /** Whether it works as it is connected now, as far as we know. */
  works: z.boolean(),
  /** Why not, and what to do; null when it works. */
  because: z.string().nullable(),
  /** Everything else works without it. */
  optional: z.boolean(),
  /** False: domain-wide delegation only. */
  by_consent: z.boolean(),
});
const directorySettings = {
  /** Apply what Google's directory says every night; otherwise only when an admin asks. */
  nightly: z.boolean(),
  teams_from: z.enum(GOOGLE_TEAM_SOURCES),
  /** People are added only from these organisational units and those below ("/Customer Success"); empty: from all of them. */
  org_units: z.array(line(300).refine((path) => path.startsWith('/'), 'must begin with "/"')).max(50),
};

export const GoogleConnection = z
  .object({
    mode: z.enum(GOOGLE_MODES),
    tier: z.enum(GOOGLE_TIERS),
    /** The tier in a sentence, and what the next one would add. */
    tier_words: z.string(),
    admin_email: z.string().nullable(),
    /** The installation's service account; null without one. */
    service_account: z.object({ email: z.string(), client_id: z.string().nullable() }).nullable(),
    /** For Google's admin console, Security, Access and data control, API controls, Domain-wide delegation: "OAuth scopes (comma-delimited)". */
    scopes_to_delegate: z.string(),
    capabilities: z.array(GoogleCapability),
    people: z.object({
      /** People whose calendar is read. */
      calendars_read: z.int(),
      /** People who consented and whose consent works. */
      consented: z.int(),
      /** People whose account stopped working. */
      lost: z.int(),
    }),
    directory: z.object({ ...directorySettings, synced_at: instant.nullable(), problem: z.string().nullable() }),
    problem: z.string().nullable(),
    lost_at: instant.nullable(),
    checked_at: instant.nullable(),
    last_ok_at: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'GoogleConnection' });

export const GetGoogleConnection = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/google',
  summary: 'How Google Workspace is connected, what works by that, and what to paste into its admin console',
  allow: 'admin',
  response: GoogleConnection,
});
/** Looks at once what works. Fields that are left out stay as they are. */
export const PutGoogleConnection = endpoint({
  method: 'PUT',
  path: '/api/admin/integrations/google',
  summary: 'Connect Google Workspace, by delegation or by consent of each person, and see what works',
  allow: 'admin',
  body: {
    mode: z.enum(GOOGLE_MODES),
    /** An admin of the Workspace, in one of your domains: whose rights read the directory. Needed for delegation. */
    admin_email: email.nullable().optional(),
    directory: z.strictObject(directorySettings).optional(),
  },
  response: z.object({ connection: GoogleConnection, steps: z.array(CheckStep) }).meta({ id: 'GoogleConnected' }),
  errors: ['google.no-service-account', 'google.admin-needed', 'users.foreign-domain', 'version.stale'],
});
/** Consents are given back to Google. What was changed for absences in force is put back first by ending their coverage, or stays and is listed there. */
export const DeleteGoogleConnection = endpoint({
  method: 'DELETE',
  path: '/api/admin/integrations/google',
  summary: 'Disconnect Google Workspace: nothing is read or changed any more',
  allow: 'admin',
  response: GoogleConnection,
  errors: ['version.stale'],
});

const Difference = z.object({
  field: z.enum(['name', 'email', 'manager', 'team']),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
const Known = z.object({ user_id: uuid, name: z.string(), email: z.string() });
/** Roles are never taken from Google: who is added is a member until an admin says more. */
export const DirectoryPlan = z
  .object({
    dry_run: z.boolean(),
    added: z.array(
      z.object({
        email: z.string(),
        name: z.string(),
        manager_email: z.string().nullable(),
        team: z.string().nullable(),
      }),
    ),
    changed: z.array(Known.extend({ changes: z.array(Difference) })),
    /** Suspended, archived or deleted at Google. */
    leaving: z.array(Known.extend({ because: z.string() })),
    back: z.array(Known),
    /** An admin decided otherwise here; Google's word is shown and not applied. */
    kept: z.array(Known.extend({ differences: z.array(Difference) })),
    new_teams: z.array(z.string()),
    /** What is not applied, each with its reason: circles of managers, addresses outside your domains, the last admin. */
    problems: z.array(z.object({ email: z.string(), because: z.string() })),
    unchanged: z.int(),
    /** Accounts of the Workspace that are none of your people: other domains or organisational units. */
    left_out: z.int(),
  })
  .meta({ id: 'DirectoryPlan' });

export const SyncGoogleDirectory = endpoint({
  method: 'POST',
  path: '/api/admin/integrations/google/directory-sync',
  summary: "See what Google's directory would change here, or apply it",
  allow: 'admin',
  body: {
    dry_run: z.boolean().default(true),
    /** Applying goes on although unusually many people would leave. */
    even_if_many_leave: z.boolean().default(false),
  },
  response: DirectoryPlan,
  errors: [
    'google.not-connected',
    'google.scope-missing',
    'google.consent-lost',
    'google.busy',
    'google.refused',
    'google.many-leave',
  ],
});

export const MyGoogle = z
  .object({
    /** How the organisation is connected. */
    mode: z.enum(GOOGLE_MODES),
    /** By their own consent. Under delegation nobody has to. */
    connected: z.boolean(),
    consented_at: instant.nullable(),
    /** It worked, and Google has taken it back. */
    lost_at: instant.nullable(),
    problem: z.string().nullable(),
    capabilities: z.array(
      z.object({
        need: z.string(),
        what: z.string(),
        purpose: z.string(),
        works: z.boolean(),
        because: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'MyGoogle' });

export const GetMyGoogle = endpoint({
  method: 'GET',
  path: '/api/me/google',
  summary: 'What Understudy may do in my Google account',
  allow: 'absences:own',
  response: MyGoogle,
});
export const BeginGoogleConsent = endpoint({
  method: 'POST',
  path: '/api/me/google/consent',
  summary:
    'The address at Google where I let Understudy read my calendar and set my vacation reply; good for ten minutes, once',
  allow: 'absences:own',
  response: z.object({ url: z.string() }).meta({ id: 'GoogleConsent' }),
  errors: ['google.not-connected', 'google.consent-not-needed'],
});
/** Google sends the browser here; it goes on to the dashboard with `google=connected`, or `google=<what went wrong>`. */
export const FinishGoogleConsent = endpoint({
  method: 'GET',
  path: '/api/integrations/google/callback',
  summary: 'Where Google brings people back after the consent page',
  allow: 'public',
  raw: true,
  query: {
    state: line(300).optional(),
    code: line(1000).optional(),
    error: line(300).optional(),
    scope: text(4000).optional(),
    authuser: text(20).optional(),
    hd: text(300).optional(),
    prompt: text(100).optional(),
    iss: text(300).optional(),
  },
  response: z.string(),
});
export const EndGoogleConsent = endpoint({
  method: 'DELETE',
  path: '/api/me/google',
  summary: 'Take my consent back; Google is told',
  allow: 'absences:own',
  response: MyGoogle,
});

export const AbsenceSettings = z
  .object({
    /**
     * Hints (a Slack status, a day called "vacation") count as absences at once. Otherwise they are suggestions that somebody confirms
     * (design: product, decision 14).
     */
    hints_are_facts: z.boolean(),
  })
  .meta({ id: 'AbsenceSettings' });
export const GetAbsenceSettings = endpoint({
  method: 'GET',
  path: '/api/admin/absence-settings',
  summary: 'What counts as an absence without anybody confirming it',
  allow: 'admin',
  response: AbsenceSettings,
});
export const PutAbsenceSettings = endpoint({
  method: 'PUT',
  path: '/api/admin/absence-settings',
  summary: 'Say whether hints of absences count at once',
  allow: 'admin',
  body: { hints_are_facts: z.boolean() },
  response: AbsenceSettings,
});
