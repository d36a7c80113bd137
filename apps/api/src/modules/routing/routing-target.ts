import type {
  AbsenceId,
  AssignmentId,
  CustomerId,
  RoutingPart,
  RoutingType,
  RoutingValue,
  TenantId,
  UserId,
} from '@understudy/domain';

/** For which coverage something is changed in another system. */
export interface RoutingCoverage {
  readonly tenantId: TenantId;
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
}

/** ... and which part of it. */
export interface RoutingContext extends RoutingCoverage {
  readonly part: string;
}

/** What a change is to say, from the assignment as it stands. */
export interface RoutedCoverage extends RoutingCoverage {
  readonly customerIds: readonly CustomerId[];
  /** 1: stands in; 2: stands in where the first one cannot. */
  readonly tier: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | null;
}

/**
 * One other system in which something is changed for the time of a coverage and put back afterwards, part by part. All of it may fail in
 * any way, also after it had an effect; `write` is told again with the same key. Writing null takes away what was not there before. What
 * a target knows about its failure it says with a {@link RoutingFault}. Nothing here is called inside a transaction.
 */
export abstract class RoutingTarget {
  abstract readonly type: RoutingType;
  /** What is looked at again while coverages run, because it may be something else meanwhile; null: only when coverages change. */
  readonly looksAgainAfter: Temporal.Duration | null = null;

  /** The parts of one running coverage; `together` are all of its absence that run now, this one among them. */
  abstract intend(coverage: RoutedCoverage, together: readonly RoutedCoverage[]): Promise<readonly RoutingPart[]>;
  abstract read(context: RoutingContext): Promise<RoutingValue>;
  abstract write(context: RoutingContext, value: RoutingValue, key: string): Promise<void>;
}

/** A failure somebody can do something about, or that says when to come back. The words are for people, so they are never the other system's. */
export class RoutingFault extends Error {
  override readonly name = 'RoutingFault';

  constructor(
    readonly words: string | null,
    /** Not before so much time went by; null: as usual. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(words ?? 'the other system asks to wait');
  }
}
