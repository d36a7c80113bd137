import { type KeyObject, sign, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ShowUnsubscribe } from '@understudy/contracts';
import { asId, isId, type StakeholderId, type TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Secrets } from '../../platform/secrets/index.js';

export interface Unsubscriber {
  readonly tenantId: TenantId;
  readonly stakeholderId: StakeholderId;
}

const PURPOSE = 'understudy notices unsubscribe v1';
const SHAPE = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})$/;

/**
 * Links by which a contact says "no more of these" without signing in. A link names the contact and is signed (Ed25519, key from
 * SECRETS_KEY); it can do that one thing, and works as long as the e-mail is kept (RFC 8058).
 */
@Injectable()
export class UnsubscribeLinks {
  private readonly key: KeyObject;
  private readonly publicKeys: readonly KeyObject[];

  constructor(
    @Inject(ENV) private readonly env: Env,
    secrets: Secrets,
  ) {
    this.key = secrets.signingKey(PURPOSE);
    this.publicKeys = secrets.verifyingKeys(PURPOSE);
  }

  linkFor(who: Unsubscriber): string {
    const named = Buffer.concat([bytesOf(who.tenantId), bytesOf(who.stakeholderId)]);
    const token = `${named.toString('base64url')}.${sign(null, signed(named), this.key).toString('base64url')}`;
    return `${this.env.apiUrl}${ShowUnsubscribe.path}?token=${token}`;
  }

  /** null for anything that {@link linkFor} did not make. */
  read(token: string): Unsubscriber | null {
    const [, name, signature] = SHAPE.exec(token) ?? [];
    if (name === undefined || signature === undefined) return null;
    const named = Buffer.from(name, 'base64url');
    const given = Buffer.from(signature, 'base64url');
    if (!this.publicKeys.some((key) => verify(null, signed(named), key, given))) return null;
    const [tenantId, stakeholderId] = [uuidOf(named.subarray(0, 16)), uuidOf(named.subarray(16))];
    if (!isId(tenantId) || !isId(stakeholderId)) return null;
    return { tenantId: asId<TenantId>(tenantId), stakeholderId: asId<StakeholderId>(stakeholderId) };
  }
}

const signed = (named: Buffer): Buffer => Buffer.concat([Buffer.from(PURPOSE), named]);
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
