import { asId, DomainError, type TenantId, type UserId } from '@understudy/domain';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { machineSeconds } from '../clock/index.js';
import type { SessionKey } from './session-key.js';

/** The surfaces that hold tokens of ours; the others bring API keys or Google's tokens. */
const SURFACES = ['web', 'extension', 'sandbox'] as const;
export type TokenSurface = (typeof SURFACES)[number];

/** What a checked token says. The person is looked up on each request; nothing about rights stands in it. */
export interface AccessClaims {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly surface: TokenSurface;
  /** The sign-in it belongs to, which can be ended; sandbox tokens have none. */
  readonly sessionId: string | null;
}

const ISSUER = 'understudy';
const ALGORITHM = 'EdDSA';
const TYPE = 'at+jwt';
const REMEMBERED = 5_000;

const Claims = z.object({
  sub: z.uuid(),
  tid: z.uuid(),
  aud: z.enum(SURFACES.map((surface) => `understudy:${surface}` as const)),
  sid: z.uuid().optional(),
  exp: z.int(),
});

/** Signs and checks our own short-lived tokens: EdDSA JWTs whose audience is one surface. */
export class AccessTokens {
  /** A signature that was right stays right: checked tokens are remembered until they end. */
  private checked = new Map<string, { readonly claims: AccessClaims; readonly exp: number }>();

  constructor(private readonly key: SessionKey) {}

  /** `lifetimeSeconds` of machine time. */
  issue({ tenantId, userId, surface, sessionId }: AccessClaims, lifetimeSeconds: number): Promise<string> {
    return new SignJWT({ tid: tenantId, ...(sessionId && { sid: sessionId }) })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(`understudy:${surface}`)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds} seconds`)
      .sign(this.key.privateKey);
  }

  /** True for a token that was checked here before, so is ours; it may have ended since. */
  knows(token: string): boolean {
    return this.checked.has(token);
  }

  /** Throws `identity.token-expired` or `identity.token-invalid`. */
  async verify(token: string): Promise<AccessClaims> {
    const known = this.checked.get(token);
    if (known) return known.exp > machineSeconds() ? known.claims : this.forget(token);
    const { payload } = await jwtVerify(token, this.key.publicKey, {
      issuer: ISSUER,
      algorithms: [ALGORITHM],
      typ: TYPE,
      requiredClaims: ['sub', 'tid', 'aud', 'exp'],
    }).catch(refuse);
    const parsed = Claims.safeParse(payload);
    if (!parsed.success) throw new DomainError('identity.token-invalid');
    const { sub, tid, aud, sid, exp } = parsed.data;
    const surface = SURFACES.find((name) => aud === `understudy:${name}`);
    if (!surface) throw new DomainError('identity.token-invalid');
    const claims = { tenantId: asId<TenantId>(tid), userId: asId<UserId>(sub), surface, sessionId: sid ?? null };
    this.remember(token, claims, exp);
    return claims;
  }

  private remember(token: string, claims: AccessClaims, exp: number): void {
    if (this.checked.size >= REMEMBERED) this.checked = new Map();
    this.checked.set(token, { claims, exp });
  }

  private forget(token: string): never {
    this.checked.delete(token);
    throw new DomainError('identity.token-expired');
  }
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new DomainError('identity.token-expired');
  throw new DomainError('identity.token-invalid');
}
