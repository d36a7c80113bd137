import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../database/index.js';
import { AccessTokens } from './access-tokens.js';
import { isSameHash, makeOpaqueToken, parseOpaqueToken } from './opaque-token.js';
import type { Person } from './people-directory.js';
import { People } from './people.js';
import { SessionsRepository } from './sessions.repository.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Machine-time lifetimes, in seconds. */
export const LIFETIME = {
  access: 15 * MINUTE,
  sandbox: 12 * HOUR,
  web: 12 * HOUR,
  code: MINUTE,
  refresh: 30 * DAY,
  extension: 365 * DAY,
} as const;

const SESSION_FRESH_MS = 1_000;

export interface IssuedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly tenant_id: string;
  readonly user_id: string;
}

/** Starts, continues and ends sign-ins. Rotating refresh tokens: one that comes back a second time ends its whole session. */
@Injectable()
export class Sessions {
  private fresh = new Map<string, { readonly open: Promise<boolean>; readonly until: number }>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SessionsRepository,
    private readonly people: People,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  /** What the extension would hold after signing in as a demo person; for sandbox mode only, 12 hours. */
  issueSandboxToken({ tenantId, userId }: Pick<Person, 'tenantId' | 'userId'>): Promise<string> {
    return this.tokens.issue({ tenantId, userId, surface: 'sandbox', sessionId: null }, LIFETIME.sandbox);
  }

  /** Starts a dashboard session and answers the token for its cookie. */
  async startWeb({ tenantId, userId }: Pick<Person, 'tenantId' | 'userId'>): Promise<string> {
    const id = randomUUID();
    await this.tenancy.run(tenantId, (tx) =>
      this.rows.add(tx, { id, userId, surface: 'web', lifetimeSeconds: LIFETIME.web }),
    );
    return this.tokens.issue({ tenantId, userId, surface: 'web', sessionId: id }, LIFETIME.web);
  }

  /** A code for one exchange within a minute, bound to the redirect address and the PKCE challenge. */
  async issueCode(
    { tenantId, userId }: Pick<Person, 'tenantId' | 'userId'>,
    redirectUri: string,
    codeChallenge: string,
  ): Promise<string> {
    const code = makeOpaqueToken('usc', tenantId);
    await this.tenancy.run(tenantId, (tx) =>
      this.rows.addCode(tx, { ...code, userId, redirectUri, codeChallenge }, LIFETIME.code),
    );
    return code.text;
  }

  /** Throws `identity.code-invalid`; a code that comes back a second time also ends the session it was used for. */
  async exchangeCode(text: string, verifier: string, redirectUri: string): Promise<IssuedTokens> {
    const code = parseOpaqueToken('usc', text);
    if (!code) throw new DomainError('identity.code-invalid');
    const issued = await this.tenancy.run(code.tenantId, async (tx) => {
      const used = await this.rows.useCode(tx, code);
      if (!used) {
        const sessionId = await this.rows.findSessionOfCode(tx, code);
        if (sessionId) await this.end(tx, sessionId, 'sign-in code used twice');
        return null;
      }
      if (used.redirectUri !== redirectUri || !isSameHash(challengeOf(verifier), used.codeChallenge)) return null;
      const sessionId = randomUUID();
      await this.rows.add(tx, {
        id: sessionId,
        userId: used.userId,
        surface: 'extension',
        lifetimeSeconds: LIFETIME.extension,
      });
      await this.rows.setSessionOfCode(tx, code, sessionId);
      return { userId: used.userId, sessionId, refresh: await this.addRefresh(tx, sessionId) };
    });
    if (!issued) throw new DomainError('identity.code-invalid');
    return this.answer({ tenantId: code.tenantId, ...issued });
  }

  /** Throws `identity.token-invalid`; a refresh token that was used before ends the session, for whoever holds it now. */
  async refresh(text: string): Promise<IssuedTokens> {
    const token = parseOpaqueToken('usr', text);
    if (!token) throw new DomainError('identity.token-invalid');
    const issued = await this.tenancy.run(token.tenantId, async (tx) => {
      const used = await this.rows.useRefreshToken(tx, token);
      if (used) return { ...used, refresh: await this.addRefresh(tx, used.sessionId) };
      const known = await this.rows.findSessionOf(tx, token);
      if (known?.used) await this.end(tx, known.sessionId, 'refresh token used twice');
      return null;
    });
    if (!issued) throw new DomainError('identity.token-invalid');
    return this.answer({ tenantId: token.tenantId, ...issued });
  }

  /** Ends the extension's session. Unknown tokens are no error: the caller wanted to be signed out. */
  async revoke(text: string): Promise<void> {
    const token = parseOpaqueToken('usr', text);
    if (!token) return;
    await this.tenancy.run(token.tenantId, async (tx) => {
      const known = await this.rows.findSessionOf(tx, token);
      if (known) await this.end(tx, known.sessionId, 'signed out');
    });
  }

  async endWeb(tenantId: TenantId, sessionId: string): Promise<void> {
    await this.tenancy.run(tenantId, (tx) => this.end(tx, sessionId, 'signed out'));
  }

  /** Ends every sign-in of a person, in the caller's transaction. */
  async endAllOf(tx: Tx, userId: UserId, reason: string): Promise<void> {
    await this.rows.revokeAllOf(tx, userId, reason);
  }

  /** Throws `identity.token-expired` once the session was ended, here or in another process (within a second). */
  async requireOpen(tenantId: TenantId, sessionId: string): Promise<void> {
    if (!(await this.isOpen(tenantId, sessionId))) throw new DomainError('identity.token-expired');
  }

  /** False the second time: the state of a web sign-in counts once. */
  useState(tenantId: TenantId, state: string, lifetimeSeconds: number): Promise<boolean> {
    const hash = createHash('sha256').update(state).digest('hex');
    return this.tenancy.run(tenantId, (tx) => this.rows.useState(tx, hash, lifetimeSeconds));
  }

  private isOpen(tenantId: TenantId, sessionId: string): Promise<boolean> {
    const now = performance.now();
    const known = this.fresh.get(sessionId);
    if (known && known.until > now) return known.open;
    if (this.fresh.size > 10_000) this.fresh = new Map();
    const open = this.rows.isOpen(tenantId, sessionId);
    this.fresh.set(sessionId, { open, until: now + SESSION_FRESH_MS });
    open.catch(() => this.fresh.delete(sessionId));
    return open;
  }

  private async end(tx: Tx, sessionId: string, reason: string): Promise<void> {
    await this.rows.revoke(tx, sessionId, reason);
    this.fresh.set(sessionId, { open: Promise.resolve(false), until: performance.now() + SESSION_FRESH_MS });
  }

  private async addRefresh(tx: Tx, sessionId: string): Promise<string> {
    const token = makeOpaqueToken('usr', tx.tenantId);
    await this.rows.addRefreshToken(tx, token, sessionId, LIFETIME.refresh);
    return token.text;
  }

  private async answer(
    issued: Pick<Person, 'tenantId' | 'userId'> & { sessionId: string; refresh: string },
  ): Promise<IssuedTokens> {
    const { tenantId, userId, sessionId, refresh } = issued;
    await this.people.getActive(tenantId, userId);
    return {
      access_token: await this.tokens.issue({ tenantId, userId, surface: 'extension', sessionId }, LIFETIME.access),
      refresh_token: refresh,
      expires_in: LIFETIME.access,
      tenant_id: tenantId,
      user_id: userId,
    };
  }
}

/** RFC 7636 S256. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
