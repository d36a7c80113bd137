import type { Role } from '@understudy/contracts';
import type { TeamId, TenantId, UserId } from '@understudy/domain';

/** Where a request came from; it stands in the token and in every history event. */
export const SURFACES = ['web', 'extension', 'addon', 'api-key', 'slack', 'sandbox', 'system'] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * One `Idempotency-Key` of one POST. `fingerprint` covers person, method, address and body, so a key that is used
 * again for anything else is refused. The database layer stores `encode(answer)` beside the effect, in its transaction.
 */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  encode(answer: unknown): unknown;
}

/** Who calls, resolved by the guard from the token and the directory on each request; never from the body. */
export interface CallerContext {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly roles: readonly Role[];
  readonly teamId: TeamId | null;
  readonly surface: Surface;
  readonly requestId: string;
  readonly idempotency?: Idempotency;
  /** The `version` the client last saw (If-Match); stale → `version.stale`. */
  readonly ifMatch?: number;
}
