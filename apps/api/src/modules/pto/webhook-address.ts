import { asId, type PtoFeedId, type TenantId } from '@understudy/domain';

const FORM = /^([0-9a-f]{32})-([0-9a-f]{32})$/;
const withoutHyphens = (id: string): string => id.replaceAll('-', '');
const withHyphens = (digits: string): string => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What stands in the address of a feed's webhook. Whoever calls it knows no tenant, so it carries both; it is no secret. */
export const webhookIdOf = (tenantId: TenantId, feedId: PtoFeedId): string =>
  `${withoutHyphens(feedId)}-${withoutHyphens(tenantId)}`;

/** Null for what is none of ours. It only claims: the signature proves. */
export function feedOfWebhook(text: string): { tenantId: TenantId; feedId: PtoFeedId } | null {
  const [, feed, tenant] = FORM.exec(text) ?? [];
  return feed && tenant
    ? { feedId: asId<PtoFeedId>(withHyphens(feed)), tenantId: asId<TenantId>(withHyphens(tenant)) }
    : null;
}
