import type {
  CategoryId,
  CustomerId,
  EscalationId,
  EscalationStatus,
  Severity,
  TeamId,
  UserId,
} from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

export interface CategoryRecord {
  readonly id: CategoryId;
  readonly name: string;
  readonly description: string | null;
  readonly defaultOwnerId: UserId | null;
  readonly defaultTeamId: TeamId | null;
  readonly slaHours: Readonly<Record<Severity, number>>;
}

/** Why this person owns it; stored as it was decided, and never worked out again. */
export interface OwnerBecause {
  readonly rule: 'hand-picked' | 'category-owner' | 'category-team' | 'manager-chain' | 'nobody';
  readonly explanation: string;
  readonly skipped: readonly {
    readonly user: { user_id: string; name: string; place: string | null };
    readonly reason: string;
  }[];
}

/** The wire form of the frozen customer context, instants and days as text (it is stored as JSON). */
export type StoredContext = Readonly<Record<string, unknown>>;

export interface EscalationRecord {
  readonly id: EscalationId;
  readonly customer: { readonly id: CustomerId; readonly name: string };
  /** The customer's owner. */
  readonly csmId: UserId | null;
  readonly category: string;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly status: EscalationStatus;
  readonly primaryOwner: PersonName | null;
  readonly secondaryOwner: PersonName | null;
  readonly createdBy: PersonName;
  readonly ownerBecause: OwnerBecause;
  readonly expectedResolution: string | null;
  readonly targetResolutionAt: Temporal.Instant | null;
  readonly customerImpact: string | null;
  readonly customerContext: StoredContext;
  readonly arrAtRisk: number;
  readonly slackChannel: string | null;
  readonly source: { readonly surface: string; readonly url: string | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly version: number;
  readonly stakeholders: readonly {
    readonly user: PersonName;
    readonly role: 'owner' | 'watcher' | 'approver' | 'informed';
  }[];
}

export interface NewEscalation {
  readonly customerId: CustomerId;
  readonly createdByUserId: UserId;
  readonly categoryId: CategoryId;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly primaryOwnerId: UserId | null;
  readonly secondaryOwnerId: UserId | null;
  readonly ownerBecause: OwnerBecause;
  readonly expectedResolution: string | null;
  readonly targetResolutionAt: Temporal.Instant | null;
  readonly customerImpact: string | null;
  readonly customerContext: StoredContext;
  readonly arrAtRisk: number;
  readonly source: { readonly surface: string; readonly url: string | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
}
