import type { RoutingRule, TeamId, TeamMember, UserId } from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

/** The rules as they stand in one version. */
export interface RoutingBook {
  readonly version: number;
  readonly rules: readonly RoutingRule[];
}

/** What deciding about one escalation needs beside the people: the book, the teams it may name, the CSM's team. */
export interface RoutingDeskFacts {
  readonly book: RoutingBook;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
  /** By name and id, as a rule may call it; empty without one. */
  readonly csmTeam: readonly string[];
}

/** One version of the book with who made it and why. */
export interface BookVersionRecord {
  readonly id: string;
  readonly version: number;
  readonly rules: readonly RoutingRule[];
  readonly change: string;
  readonly by: PersonName | null;
  readonly reason: string | null;
  readonly acceptedDeadEnds: number;
  readonly createdAt: Temporal.Instant;
}

/** People and teams that rules may name. */
export interface TargetsThere {
  readonly people: ReadonlyMap<UserId, { readonly active: boolean }>;
  readonly teams: ReadonlySet<TeamId>;
}
