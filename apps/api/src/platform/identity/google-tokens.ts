import { randomUUID } from 'node:crypto';
import { DomainError } from '@understudy/domain';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { GoogleSettings } from './google-settings.js';

/** Who Google says somebody is. */
export interface GoogleIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  /** The Google Workspace domain of the account, lower case. */
  readonly hostedDomain: string;
  readonly nonce: string | null;
}

/** A consumer account has no `hd`; an unverified address belongs to nobody: both are refused. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.email().transform((value) => value.toLowerCase()),
  email_verified: z.literal(true),
  hd: z
    .string()
    .min(1)
    .transform((value) => value.toLowerCase()),
  nonce: z.string().optional(),
});

/** A good token of Google's, made for an application that is not on our list. Where nobody tells more, simply invalid. */
export class OtherAudience extends DomainError<'identity.token-invalid'> {
  constructor(
    readonly audience: string,
    readonly identity: GoogleIdentity,
  ) {
    super('identity.token-invalid');
  }
}

/** One account is one account under both spellings of Google's issuer. */
const CANONICAL_ISSUER = 'https://accounts.google.com';
/** The audience of no token: with an empty list jose would ask for none, and take tokens made for any application. */
const NOBODY = randomUUID();
/** Client ids have about 75 letters. */
const MAX_AUDIENCE = 200;

/**
 * Checks identity tokens of Google: RS256 by Google's published keys, issuer, audience, expiry, verified address, Workspace
 * domain. The audience is always given: a check without one would take tokens made for any other application.
 */
export class GoogleTokens {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly settings: Pick<GoogleSettings, 'issuers' | 'jwksUrl'>) {
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), { timeoutDuration: 5_000, cooldownDuration: 10_000 });
  }

  /** Throws `identity.token-expired`, `identity.token-invalid` (as OtherAudience where only that is wrong), or `request.unavailable` when Google's keys cannot be read. */
  async verify(token: string, audiences: readonly string[]): Promise<GoogleIdentity> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: [...this.settings.issuers],
      audience: audiences.length > 0 ? [...audiences] : [NOBODY],
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'aud', 'exp', 'iat'],
      clockTolerance: 5,
    }).catch(refuse);
    return identityOf(payload);
  }
}

function identityOf(payload: JWTPayload): GoogleIdentity {
  const claims = Claims.safeParse(payload);
  if (!claims.success || Array.isArray(payload.aud)) throw new DomainError('identity.token-invalid');
  const { iss, sub, email, hd, nonce } = claims.data;
  return {
    issuer: iss === 'accounts.google.com' ? CANONICAL_ISSUER : iss,
    subject: sub,
    email,
    hostedDomain: hd,
    nonce: nonce ?? null,
  };
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new DomainError('identity.token-expired');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') refuseAudience(error.payload);
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError || isFailedDownload(error))
    throw new DomainError('request.unavailable');
  throw new DomainError('identity.token-invalid');
}

/** The audience is checked after the signature and the issuer, and before the expiry. */
function refuseAudience(payload: JWTPayload): never {
  const { aud, exp } = payload;
  if (typeof aud !== 'string' || aud.length > MAX_AUDIENCE) throw new DomainError('identity.token-invalid');
  const isOver = exp === undefined || exp * 1000 < performance.timeOrigin + performance.now();
  if (isOver) throw new DomainError('identity.token-expired');
  throw new OtherAudience(aud, identityOf(payload));
}

/** jose reports an unreachable or broken key address as a plain JOSEError. */
const isFailedDownload = (error: unknown): boolean =>
  error instanceof errors.JWKSInvalid || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
