import { randomBytes } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';

const CHANNEL = /^[0-9a-f]{32}-[0-9a-f]{31}$/;
const TAGGED = /^([0-9a-f]{32})-/;

/** A text that Google brings back from outside any tenant, with the tenant in front: 32 digits and a dash. */
export const taggedBy = (tenantId: TenantId, text: string): string => `${tenantId.replaceAll('-', '')}-${text}`;

/** The tenant a text claims; null for one that is not of ours. A claim only: what follows the dash must prove it. */
export function tenantOf(text: string): TenantId | null {
  const digits = TAGGED.exec(text)?.[1];
  return digits === undefined
    ? null
    : asId<TenantId>(digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

/** A push knows no tenant, so the channel's id carries it: 32 digits of the tenant, 31 at random (Google takes 64 characters). */
export const channelIdFor = (tenantId: TenantId): string =>
  taggedBy(tenantId, randomBytes(16).toString('hex').slice(0, 31));

/** The tenant a channel id claims; null for an id that is not of ours. Claims are checked against the stored channel and its token. */
export const tenantOfChannel = (channelId: string): TenantId | null =>
  CHANNEL.test(channelId) ? tenantOf(channelId) : null;
