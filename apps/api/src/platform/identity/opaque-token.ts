import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';

/** usk: API key, usc: sign-in code, usr: refresh token, usf: calendar feed. One kind is never read as another. */
export type OpaqueKind = 'usk' | 'usc' | 'usr' | 'usf';

export interface OpaqueToken {
  readonly tenantId: TenantId;
  readonly id: string;
  readonly secretHash: string;
}

const SHAPE = /^(us[kcrf])_([0-9a-z]{25})([0-9a-z]{25})_([A-Za-z0-9_-]{43})$/;
const UUID_BITS = 128n;

/**
 * Makes `<kind>_<id><tenant>_<secret>`: it names its row, so that finding it needs no look across tenants; 256 random
 * bits are the secret, and only their hash is stored.
 */
export function makeOpaqueToken(kind: OpaqueKind, tenantId: TenantId): OpaqueToken & { readonly text: string } {
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  return { tenantId, id, secretHash: hash(secret), text: `${kind}_${toBase36(id)}${toBase36(tenantId)}_${secret}` };
}

/** Null for anything that was not made by {@link makeOpaqueToken} with this kind. */
export function parseOpaqueToken(kind: OpaqueKind, text: string): OpaqueToken | null {
  const [, given, id, tenant, secret] = SHAPE.exec(text) ?? [];
  if (given !== kind || !id || !tenant || !secret) return null;
  const rowId = fromBase36(id);
  const tenantId = fromBase36(tenant);
  return rowId && tenantId ? { tenantId: asId<TenantId>(tenantId), id: rowId, secretHash: hash(secret) } : null;
}

/** Compares two stored or computed hashes in constant time. */
export const isSameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The readable beginning of a token: kind and eight characters. */
export const prefixOf = (text: string): string => text.slice(0, 12);

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const toBase36 = (uuid: string): string =>
  BigInt(`0x${uuid.replaceAll('-', '')}`)
    .toString(36)
    .padStart(25, '0');

function fromBase36(text: string): string | null {
  const value = [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  if (value >= 1n << UUID_BITS) return null;
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
