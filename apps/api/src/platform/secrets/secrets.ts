import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
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

/** A seal that cannot be opened: changed, moved to another place, or made with a key that is neither SECRETS_KEY nor an old one. */
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
 * owner and purpose. A sealed secret is text: "v1.<key id>.<base64url of iv, tag, ciphertext>". Old keys open, they never seal.
 */
export class Secrets {
  private readonly keyId: string;
  private readonly masters: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly master: Buffer,
    old: readonly Buffer[] = [],
  ) {
    if ([master, ...old].some(({ length }) => length !== 32)) throw new RangeError('a master key has 32 bytes');
    this.keyId = keyIdOf(master);
    this.masters = new Map([...old, master].map((key) => [keyIdOf(key), key]));
  }

  seal(place: SecretPlace, plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', tenantKey(this.master, place.tenantId), iv).setAAD(boundTo(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${VERSION}.${this.keyId}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Throws UnreadableSecret; says whether another key was used, never what is inside. */
  open(place: SecretPlace, sealed: string): string {
    const [version, keyId, body] = sealed.split('.');
    if (version !== VERSION || body === undefined) throw new UnreadableSecret('it is not in our format');
    const master = keyId === undefined ? undefined : this.masters.get(keyId);
    if (master === undefined) throw new UnreadableSecret('it was sealed with another SECRETS_KEY');
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new UnreadableSecret('it is cut short');
    const decipher = createDecipheriv('aes-256-gcm', tenantKey(master, place.tenantId), bytes.subarray(0, IV_BYTES))
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
    return signingKeyOf(this.master, purpose);
  }

  /** The public halves that count: of the key that signs now, first, and of the old ones, so that what they signed stays valid. */
  verifyingKeys(purpose: string): KeyObject[] {
    const masters = [this.master, ...[...this.masters.values()].filter((key) => key !== this.master)];
    return masters.map((master) => createPublicKey(signingKeyOf(master, purpose)));
  }

  /** How every seal begins that this key made: what does not begin so is still to be sealed again. */
  get sealPrefix(): string {
    return `${VERSION}.${this.keyId}.`;
  }
}

const keyIdOf = (master: Buffer): string =>
  createHash('sha256').update('understudy key id').update(master).digest('hex').slice(0, 8);
const derive = (master: Buffer, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), info, 32));
const tenantKey = (master: Buffer, tenantId: TenantId): Buffer =>
  derive(master, `understudy tenant secrets v1|${tenantId}`);
const signingKeyOf = (master: Buffer, purpose: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([ED25519_PREFIX, derive(master, `understudy signing v1|${purpose}`)]),
    format: 'der',
    type: 'pkcs8',
  });

/** As a JSON array, so that no two places share one text. */
const boundTo = ({ tenantId, owner, purpose }: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([tenantId, owner, purpose]));
