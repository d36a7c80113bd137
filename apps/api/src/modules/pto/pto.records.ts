import type { PTO_FEED_KINDS } from '@understudy/contracts';
import type { AbsenceKind, PtoEntryId, PtoFeedId, PtoProblem, PtoTimes, UserId } from '@understudy/domain';

export type PtoFeedKind = (typeof PTO_FEED_KINDS)[number];
/** As PtoEntry says it, and gone: not shown any more. */
export type PtoEntryState = 'taken' | 'unmatched' | 'ambiguous' | 'nobody' | 'not-away' | 'unreadable' | 'gone';

/** A PTO system that is read. */
export interface PtoFeedRecord {
  readonly id: PtoFeedId;
  readonly kind: PtoFeedKind;
  readonly name: string;
  readonly host: string;
  /** Forgotten once it is removed. */
  readonly accessSealed: string | null;
  readonly webhookSecretSealed: string | null;
  readonly paused: boolean;
  readonly removedAt: Temporal.Instant | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of what was read last. */
  readonly digest: string | null;
  /** Counts readings that began: one that ends after a later one began is thrown away. */
  readonly reading: number;
  /** When what it shows was last gone through as a whole. Machine time. */
  readonly isFullDue: boolean;
  readonly failures: number;
  readonly problem: string | null;
  /** All of it was gone at the last reading, which is believed only when it is still so at the next. */
  readonly isHeld: boolean;
  readonly isLost: boolean;
  readonly readAt: Temporal.Instant | null;
  readonly okAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly version: number;
}

export interface PtoEntryRecord {
  readonly id: PtoEntryId;
  readonly feedId: PtoFeedId;
  readonly key: string;
  readonly line: number | null;
  readonly title: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly kind: AbsenceKind;
  readonly certainty: 'fact' | 'suggestion';
  readonly isAway: boolean;
  readonly times: PtoTimes | null;
  readonly problem: PtoProblem | null;
  readonly state: PtoEntryState;
  /** Whose absence it is, when it is taken. */
  readonly userId: UserId | null;
  /** Who it could be. */
  readonly candidates: readonly UserId[];
  /** Days as it says them; null when it cannot be read. */
  readonly firstOn: Temporal.PlainDate | null;
  readonly lastOn: Temporal.PlainDate | null;
  /** Once it was taken: when its absence ends. */
  readonly endsAt: Temporal.Instant | null;
  /** Whose absences know of it. */
  readonly knownUserId: UserId | null;
  /** The absences say what this row says. */
  readonly isSettled: boolean;
  readonly seenAt: Temporal.Instant;
}
