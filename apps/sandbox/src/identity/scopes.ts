import { contract } from '../google/contract.js';

const SCOPE = 'https://www.googleapis.com/auth/';
/** Who somebody is; asked for at every sign-in and never refused one by one. */
export const IDENTITY_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'profile',
  `${SCOPE}userinfo.email`,
  `${SCOPE}userinfo.profile`,
]);
/** Every scope of an API the contract has; any other is `invalid_scope`. */
const API_SCOPES: ReadonlySet<string> = new Set(contract.methods.flatMap(({ scopes }) => scopes));

export const isKnownScope = (scope: string): boolean => IDENTITY_SCOPES.has(scope) || API_SCOPES.has(scope);

/** What the admins of the demo's Workspaces delegated to the service account (admin console, domain-wide delegation). */
export const DELEGATED_SCOPES: readonly string[] = [
  'calendar',
  'calendar.events',
  'calendar.readonly',
  'calendar.events.readonly',
  'calendar.freebusy',
  'gmail.settings.basic',
  'gmail.settings.sharing',
  'gmail.send',
  'gmail.readonly',
  'drive.file',
  'documents',
  'admin.directory.user.readonly',
].map((scope) => SCOPE + scope);
