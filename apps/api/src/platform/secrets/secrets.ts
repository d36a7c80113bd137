import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { TenantId } from '@understudy/domain';

/** Where a secret belongs. It is part of the seal: copied to another row, it cannot be opened. */
export interface SecretPlace {
  readonly tenantId: TenantId;
  /** Whose it is: a user's id, an integration's. */
  readonly owner: string;
  /** What it is for: "google.refresh-token". */
  readonly purpose: string;
}

/** A seal that cannot be opened: changed, moved to another place, or made with another SECRETS_KEY. */
export class UnreadableSecret extends Error {
  constructor(reason: string) {
    super(`a stored secret cannot be opened: ${reason}`);
    this.name = 'UnreadableSecret';
  }
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Seals credentials for storage: AES-256-GCM under a key derived per tenant (HKDF-SHA-256 from SECRETS_KEY), bound to tenant,
 * owner and purpose. A sealed secret is text: "v1.<key id>.<base64url of iv, tag, ciphertext>".
 */
export class Secrets {
  private readonly keyId: string;

  constructor(private readonly master: Buffer) {
    if (master.length !== 32) throw new RangeError('the master key has 32 bytes');
    this.keyId = createHash('sha256').update('understudy key id').update(master).digest('hex').slice(0, 8);
  }

  seal(place: SecretPlace, plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.tenantKey(place.tenantId), iv).setAAD(boundTo(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${VERSION}.${this.keyId}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Throws UnreadableSecret; says whether another key was used, never what is inside. */
  open(place: SecretPlace, sealed: string): string {
    const [version, keyId, body] = sealed.split('.');
    if (version !== VERSION || body === undefined) throw new UnreadableSecret('it is not in our format');
    if (keyId !== this.keyId) throw new UnreadableSecret('it was sealed with another SECRETS_KEY');
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new UnreadableSecret('it is cut short');
    const decipher = createDecipheriv('aes-256-gcm', this.tenantKey(place.tenantId), bytes.subarray(0, IV_BYTES))
      .setAAD(boundTo(place))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new UnreadableSecret('it was changed, or belongs to another place');
    }
  }

  /** An Ed25519 key for one purpose, the same in every process; its public half may be given away. */
  signingKey(purpose: string): KeyObject {
    const seed = this.derive(`understudy signing v1|${purpose}`);
    return createPrivateKey({ key: Buffer.concat([ED25519_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  }

  private tenantKey(tenantId: TenantId): Buffer {
    return this.derive(`understudy tenant secrets v1|${tenantId}`);
  }

  private derive(info: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, Buffer.alloc(0), info, 32));
  }
}

/** As a JSON array, so that no two places share one text. */
const boundTo = ({ tenantId, owner, purpose }: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([tenantId, owner, purpose]));
