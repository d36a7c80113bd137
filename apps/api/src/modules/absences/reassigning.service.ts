import { Injectable } from '@nestjs/common';
import { type ChangeAssignment, CoverageAssignment, type InputOf } from '@understudy/contracts';
import { type CustomerId, DomainError, requestRelease, type Span } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import {
  type Ask,
  type AssignmentRecord,
  AssignmentsRepository,
  AssignmentsService,
  CoverageService,
  toCoverageAssignment,
} from '../coverage/index.js';
import { AbsenceRights } from './absence-rights.service.js';

type Input = InputOf<typeof ChangeAssignment>;

/** Modifying who stands in (PRD-258 FR-2.2), without a moment in which nobody does. */
@Injectable()
export class ReassigningService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly coverage: CoverageService,
    private readonly rights: AbsenceRights,
    private readonly rows: AssignmentsRepository,
    private readonly assignments: AssignmentsService,
  ) {}

  /**
   * Answers the assignment that counts from now on. Fewer customers of the same backup: this one goes on. Everything else asks anew; what was
   * accepted stays in force until the new one is, and what only waited ends. Throws coverage.assignment-over, version.stale.
   */
  change(caller: CallerContext, input: Input): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const seen = await this.coverage.getVisible(tx, caller, input.assignment_id);
      const absence = await this.rights.lockManaged(tx, caller, seen.absenceId);
      const row = await this.rows.lockById(tx, input.assignment_id);
      requireFresh(caller, row);
      const wanted = askOf(row, input, caller.userId !== absence.userId);
      if (isSameAsk(row, wanted)) return toCoverageAssignment(row);

      if (isNarrower(row, wanted))
        return toCoverageAssignment(await this.narrow(tx, caller, row, wanted.customerIds ?? []));
      await this.stepAside(tx, caller, row);
      return toCoverageAssignment(await this.assignments.ask(tx, absence, wanted, byCaller(caller)));
    });
  }

  private async narrow(
    tx: Tx,
    caller: CallerContext,
    row: AssignmentRecord,
    kept: readonly CustomerId[],
  ): Promise<AssignmentRecord> {
    const keep = new Set(kept);
    await this.rows.narrow(tx, row.id);
    await this.rows.leave(
      tx,
      row.id,
      row.coveredCustomerIds.filter((id) => !keep.has(id)),
    );
    const narrowed = await this.rows.lockById(tx, row.id);
    await this.assignments.tellModified(tx, narrowed, byCaller(caller), { customers: kept.length });
    return narrowed;
  }

  private async stepAside(tx: Tx, caller: CallerContext, row: AssignmentRecord): Promise<void> {
    if (row.status === 'pending') return this.assignments.end(tx, row, 'replaced', byCaller(caller));
    if (row.releaseRequestedAt === null)
      await this.assignments.letGoLater(tx, { ...requestRelease(row, tx.now), releaseReason: null }, byCaller(caller));
  }
}

/** Throws coverage.assignment-over, version.stale with the row. */
function requireFresh(caller: CallerContext, row: AssignmentRecord): void {
  if (row.status === 'declined' || row.status === 'completed')
    throw new DomainError('coverage.assignment-over', { assignment_status: row.status });
  if (caller.ifMatch !== undefined && caller.ifMatch !== row.version)
    throw new DomainError('version.stale', { current: z.encode(CoverageAssignment, toCoverageAssignment(row)) });
}

function askOf(row: AssignmentRecord, input: Input, isApproved: boolean): Ask & { readonly during: Span | null } {
  const chosen = input.during;
  const ids = input.covered_customer_ids;
  return {
    backupUserId: input.backup_user_id ?? row.backupUserId,
    customerIds: ids === undefined ? row.customerIds : ids && [...new Set(ids)],
    tier: input.tier ?? Math.max(1, row.tier),
    during: chosen === undefined ? row.chosenDuring : chosen && { startsAt: chosen.starts_at, endsAt: chosen.ends_at },
    score: null,
    factors: null,
    isApproved,
  };
}

const isSameSpan = (a: Span | null, b: Span | null): boolean =>
  String(a?.startsAt) === String(b?.startsAt) && String(a?.endsAt) === String(b?.endsAt);

const isSamePlace = (row: AssignmentRecord, wanted: ReturnType<typeof askOf>): boolean =>
  row.backupUserId === wanted.backupUserId && row.tier === wanted.tier && isSameSpan(row.chosenDuring, wanted.during);

const isSameAsk = (row: AssignmentRecord, wanted: ReturnType<typeof askOf>): boolean =>
  isSamePlace(row, wanted) &&
  (row.customerIds === null) === (wanted.customerIds === null) &&
  row.coveredCustomerIds.length === (wanted.customerIds ?? row.coveredCustomerIds).length &&
  (wanted.customerIds ?? []).every((id) => row.coveredCustomerIds.includes(id));

/** The same backup with fewer customers: nobody has to say yes again. */
const isNarrower = (row: AssignmentRecord, wanted: ReturnType<typeof askOf>): boolean =>
  isSamePlace(row, wanted) &&
  wanted.customerIds !== null &&
  wanted.customerIds.every((id) => row.coveredCustomerIds.includes(id));
