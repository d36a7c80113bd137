import { IDENTITY_SCOPES } from './scopes.js';
import type { IdentityState } from './state.js';

const keyOf = (email: string, clientId: string): string => `${email} ${clientId}`;

/**
 * What people allowed an app. OAUTH is https://developers.google.com/identity/protocols/oauth2/web-server.
 */
export class Consents {
  constructor(private readonly state: IdentityState) {}

  granted(email: string, clientId: string): readonly string[] {
    return this.state.consents?.[keyOf(email, clientId)] ?? [];
  }

  /** Whether the person has to be asked: an app that asks for nothing but who they are, or for what it has, goes through. */
  isNeeded(email: string, clientId: string, scopes: readonly string[], prompt: string | null): boolean {
    const asked = scopes.filter((scope) => !IDENTITY_SCOPES.has(scope));
    if (!asked.length) return false;
    const granted = this.granted(email, clientId);
    return prompt === 'consent' || asked.some((scope) => !granted.includes(scope));
  }

  grant(email: string, clientId: string, scopes: readonly string[]): void {
    const all = new Set([...this.granted(email, clientId), ...scopes]);
    (this.state.consents ??= {})[keyOf(email, clientId)] = [...all];
  }

  /** OAUTH: "the refresh token is only returned on the first authorization" of a person, or after prompt=consent. */
  hasRefreshToken(email: string, clientId: string): boolean {
    return Object.values(this.state.refresh).some((one) => one.email === email && one.clientId === clientId);
  }

  /** A person takes an app's access back (their account's page of connected apps), one app's or every one's. */
  revoke(email: string, clientId?: string): void {
    const hit = (one: { email: string; clientId?: string }) =>
      one.email === email && one.clientId !== undefined && (clientId === undefined || one.clientId === clientId);
    for (const [token, one] of Object.entries(this.state.refresh)) if (hit(one)) delete this.state.refresh[token];
    for (const [token, one] of Object.entries(this.state.access)) if (hit(one)) delete this.state.access[token];
    for (const key of Object.keys(this.state.consents ?? {})) {
      if (key === keyOf(email, clientId ?? '') || (clientId === undefined && key.startsWith(`${email} `)))
        delete this.state.consents?.[key];
    }
  }

  /**
   * OAUTH: "The token can be an access token or a refresh token. If the token is an access token and it has a corresponding refresh
   * token, the refresh token will also be revoked." False for a token nobody has.
   */
  revokeToken(token: string): boolean {
    const found = Object.hasOwn(this.state.refresh, token) ? this.state.refresh[token] : this.accessOf(token);
    if (!found) return false;
    if (found.clientId === undefined) delete this.state.access[token];
    else this.revoke(found.email, found.clientId);
    return true;
  }

  private accessOf(token: string) {
    return Object.hasOwn(this.state.access, token) ? this.state.access[token] : undefined;
  }
}
