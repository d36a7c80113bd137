import type { AnyEndpoint } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { CallerContext } from './caller.js';

/** A `{tenant_id}` in a path must be the caller's own: anything else looks like not there (api.md). Throws tenants.not-found. */
export function requireOwnTenant(
  caller: CallerContext,
  endpoint: AnyEndpoint,
  input: Readonly<Record<string, unknown>>,
): void {
  if (endpoint.params?.['tenant_id'] === undefined) return;
  if (String(input['tenant_id']).toLowerCase() !== caller.tenantId) throw new DomainError('tenants.not-found');
}
