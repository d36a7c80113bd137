import type { Absence } from './absences.js';
import type { AskedBy, Assignment } from './assignments.js';
import type { AssignmentId, CustomerId, UserId } from './ids.js';
import type { CoveragePolicy } from './policies.js';
import type { Span } from './spans.js';

/** What was asked for this absence so far; `customerIds` lists them also when it covers all. */
export interface LadderRow extends Pick<
  Assignment,
  'id' | 'backupUserId' | 'tier' | 'status' | 'during' | 'endedReason'
> {
  readonly customerIds: readonly CustomerId[];
  readonly rung: AskedBy;
  readonly createdAt: Temporal.Instant;
  /** The backup wants out and stays until a replacement says yes. */
  readonly isReleasing: boolean;
}

/** Accepted coverage of one of the customers by another absence of the same person. */
export interface CoverElsewhere {
  readonly customerId: CustomerId;
  readonly tier: number;
  readonly during: Span;
}

/** Who is chosen for these customers and that time; see chooseBackups. */
export type Choose = (wanted: {
  readonly customerIds: readonly CustomerId[];
  readonly during: Span;
  readonly refused: ReadonlySet<UserId>;
  readonly holders: ReadonlyMap<CustomerId, ReadonlySet<UserId>>;
  /** What people carry of this absence in that time already, asked or held. */
  readonly carried: ReadonlyMap<UserId, ReadonlySet<CustomerId>>;
}) => readonly { readonly userId: UserId; readonly customerIds: readonly CustomerId[] }[];

export interface LadderState {
  readonly now: Temporal.Instant;
  readonly absence: Pick<Absence, 'userId' | 'during' | 'windows'>;
  readonly policy: Pick<CoveragePolicy, 'ladder' | 'secondary' | 'urgentAnswerMinutes'>;
  readonly customerIds: readonly CustomerId[];
  readonly rows: readonly LadderRow[];
  readonly elsewhere: readonly CoverElsewhere[];
  /** When people are away, of everybody who may matter. */
  readonly away: ReadonlyMap<UserId, readonly Span[]>;
  readonly fallbackUserId: UserId | null;
  /** Nearest first. */
  readonly managerIds: readonly UserId[];
  /** May this person look after the customer at all: a role that can, nothing declared against it. */
  readonly mayHold: (userId: UserId, customerId: CustomerId) => boolean;
  /** Could be chosen at all, as far as the absence's own team, rules and named backups go: whose coming and going parts the time. */
  readonly choosable: ReadonlySet<UserId>;
  readonly choose: Choose;
}

export interface NextAsk {
  readonly backupUserId: UserId;
  readonly customerIds: readonly CustomerId[];
  readonly tier: number;
  readonly rung: Exclude<AskedBy, 'by-hand'>;
  /** null: the whole absence; else the part that needs somebody. */
  readonly during: Span | null;
  /** The last steps: assigned, not asked. */
  readonly withoutAsking: boolean;
}

export interface NextAsks {
  /** Waiting questions to somebody who is away themselves by now. */
  readonly withdraw: readonly AssignmentId[];
  readonly asks: readonly NextAsk[];
  /** Customers nobody is left for: told once, shown until somebody is. */
  readonly gap: readonly CustomerId[];
}
