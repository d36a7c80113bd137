import type { Principal } from '../google/handler.js';
import type { SigningKey } from './keys.js';

export interface AccessToken {
  email: string;
  via: Principal['via'];
  scopes: string[];
  expires: number;
  /** The OAuth client it was given to; none for the service account. */
  clientId?: string;
}
export interface AuthorizationCode {
  readonly email: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: string[];
  readonly nonce?: string;
  readonly challenge?: string;
  readonly offline: boolean;
}
export interface IdentityState {
  /** Signs identity tokens; its public half is at /oauth2/v3/certs. */
  idKey: SigningKey;
  /** The service account's key; the private half leaves only through its key file. */
  serviceKey: SigningKey;
  access: Record<string, AccessToken>;
  codes: Record<string, AuthorizationCode & { expires: number }>;
  refresh: Record<string, { email: string; clientId: string; scopes: string[] }>;
  /** What a person allowed a client, by "email client". */
  consents?: Record<string, string[]>;
  /** Delegated scopes of the domains whose admin changed them; all others have the demo's. */
  delegation?: Record<string, string[]>;
}
