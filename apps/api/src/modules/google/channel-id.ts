import { randomBytes } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';

const FORM = /^([0-9a-f]{32})-([0-9a-f]{31})$/;

/** A push knows no tenant, so the channel's id carries it: 32 digits of the tenant, 31 at random (Google takes 64 characters). */
export const channelIdFor = (tenantId: TenantId): string =>
  `${tenantId.replaceAll('-', '')}-${randomBytes(16).toString('hex').slice(0, 31)}`;

/** The tenant a channel id claims; null for an id that is not of ours. Claims are checked against the stored channel and its token. */
export function tenantOfChannel(channelId: string): TenantId | null {
  const digits = FORM.exec(channelId)?.[1];
  return digits === undefined
    ? null
    : asId<TenantId>(digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}
