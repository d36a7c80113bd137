import type { INTEGRATION_KINDS, INTEGRATION_STATES, STEP_STATES } from '@understudy/contracts';
import type { TenantId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export type IntegrationKind = (typeof INTEGRATION_KINDS)[number];

/** How one integration stands for one organisation, from what we know already: no vendor is asked for it. */
export interface IntegrationStatus {
  readonly state: (typeof INTEGRATION_STATES)[number];
  /** What it can do as it is connected now, where that comes in steps ("delegation", "user consent"). */
  readonly tier?: string | null;
  /** One sentence for admins: what is connected, how. */
  readonly detail: string;
  /** What is wrong and what to do, in one or two sentences; null when nothing is. */
  readonly problem: string | null;
  /** When it last worked; null: never, or nobody looked yet. */
  readonly last_ok_at: Temporal.Instant | null;
}

/** One thing that was tried. */
export interface CheckStep {
  readonly name: string;
  /** Skipped: an earlier step failed, or it is not configured and need not be. */
  readonly state: (typeof STEP_STATES)[number];
  /** What was found; never a secret, a token or the address of a feed. */
  readonly detail: string;
  /** What to do about a failure, naming the console page or the setting and the value that goes there; null where nothing is to do. */
  readonly fix: string | null;
}

/** What the list of integrations and the doctor need of one integration. */
export interface IntegrationProbe {
  readonly kind: IntegrationKind;
  /** Fast, from the database and settings only. */
  status(tx: Tx): Promise<IntegrationStatus>;
  /** Really asks the other system, step by step, outside any transaction. Changes nothing there. Failures are steps, not errors. */
  check(tenantId: TenantId): Promise<CheckStep[]>;
}

export const passed = (name: string, detail: string): CheckStep => ({ name, state: 'ok', detail, fix: null });
export const failed = (name: string, detail: string, fix: string): CheckStep => ({
  name,
  state: 'failed',
  detail,
  fix,
});
export const skipped = (name: string, detail: string): CheckStep => ({ name, state: 'skipped', detail, fix: null });
