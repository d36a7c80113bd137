import type {
  AbsenceId,
  AssignmentId,
  CustomerId,
  RoutingType,
  RoutingValue,
  TenantId,
  UserId,
} from '@understudy/domain';

/** For which coverage something is changed in another system. */
export interface RoutingContext {
  readonly tenantId: TenantId;
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
}

/** What a change is to say, from the assignment as it stands. */
export interface RoutedCoverage extends RoutingContext {
  readonly customerIds: readonly CustomerId[];
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | null;
}

/**
 * One other system in which something is changed for the time of a coverage and put back afterwards. `read` and `write` may fail in
 * any way, also after they had an effect; they are told again with the same key. Writing null takes away what was not there before.
 */
export abstract class RoutingTarget {
  abstract readonly type: RoutingType;
  /** False: nothing is ever read or written there for this organisation; `notConnected` says so to people. */
  abstract isConnected(tenantId: TenantId): Promise<boolean>;
  abstract readonly notConnected: string;
  abstract intend(coverage: RoutedCoverage): RoutingValue;
  abstract read(context: RoutingContext): Promise<RoutingValue>;
  abstract write(context: RoutingContext, value: RoutingValue, key: string): Promise<void>;
}

export const ROUTING_TARGETS = Symbol('ROUTING_TARGETS');
