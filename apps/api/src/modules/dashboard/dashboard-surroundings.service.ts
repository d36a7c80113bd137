import { Injectable } from '@nestjs/common';
import type { GetCoverageDashboard, OutputOf } from '@understudy/contracts';
import { type CustomerId, isOpenAt, LOW_HEALTH, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsencesRepository, AbsenceViews } from '../absences/index.js';
import { type DepartureNote, DepartureNotesRepository } from '../briefs/index.js';
import { type AssignmentRecord, AssignmentsRepository, toCoverageAssignment } from '../coverage/index.js';
import { CustomersRepository, type CustomerRecord, toPersonRef } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';

type Dashboard = OutputOf<typeof GetCoverageDashboard>;

interface Known {
  readonly asked: readonly AssignmentRecord[];
  /** Customers that are loaded already: mine, and those of what is in force. */
  readonly known: readonly CustomerRecord[];
  readonly ownCount: number;
}

/** What stands around the list: for whom I stand in, what waits for my answer, when I am away myself. */
@Injectable()
export class DashboardSurroundings {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly absences: AbsencesRepository,
    private readonly views: AbsenceViews,
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly left: DepartureNotesRepository,
  ) {}

  me(tx: Tx, userId: UserId): Promise<UserRecord> {
    return this.directory.getUser(tx, userId);
  }

  /** What the absent owners of these customers left for whoever stands in now, a priority of their own among it. */
  notes(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, DepartureNote>> {
    return this.left.listAt(tx, ids, tx.now);
  }

  async describe(
    tx: Tx,
    caller: CallerContext,
    me: UserRecord,
    { asked, known, ownCount }: Known,
  ): Promise<Pick<Dashboard, 'standing_in' | 'waiting_for_my_answer' | 'my_absences'>> {
    const inForce = asked.filter((row) => row.status !== 'pending');
    const pending = asked.filter((row) => row.status === 'pending');
    const [more, standingIn, mine] = await Promise.all([
      this.customers.listByIds(tx, [...new Set(pending.flatMap((row) => row.coveredCustomerIds))]),
      this.standingIn(tx, inForce),
      this.absences.list(tx, {
        userIds: [me.id],
        statuses: ['suggested', 'planned', 'coverage_assigned', 'active'],
        limit: 20,
      }),
    ]);
    const byId = new Map([...known, ...more].map((customer) => [customer.id, customer]));
    const customersOf = (row: AssignmentRecord) => row.coveredCustomerIds.flatMap((id) => byId.get(id) ?? []);
    const carrying = ownCount + new Set(inForce.flatMap((row) => row.coveredCustomerIds)).size;
    return {
      standing_in: standingIn.map(({ row, ...around }) => ({
        assignment: toCoverageAssignment(row),
        arr: arrOf(customersOf(row)),
        ...around,
      })),
      waiting_for_my_answer: pending.map((row) => ({
        assignment: toCoverageAssignment(row),
        arr: arrOf(customersOf(row)),
        at_risk: customersOf(row).filter(({ healthScore }) => healthScore < LOW_HEALTH).length,
        load_after: { customers: carrying + row.coveredCustomerIds.length, capacity_points: me.capacityPoints },
      })),
      my_absences: await this.views.ofMany(tx, caller, mine),
    };
  }

  /** With who comes after me and what the absent person asks of me. */
  private async standingIn(tx: Tx, rows: readonly AssignmentRecord[]) {
    const ids = rows.map((row) => row.absenceId);
    const [siblings, absences] = await Promise.all([
      this.assignments.listOfAbsences(tx, ids),
      this.absences.listByIds(tx, ids),
    ]);
    const instructions = new Map(absences.map((absence) => [absence.id, absence.specialInstructions]));
    return rows.map((row) => {
      const next = siblings.find(
        (other) =>
          other.absenceId === row.absenceId &&
          other.tier > row.tier &&
          other.acceptedAt !== null &&
          isOpenAt(other, tx.now),
      );
      return {
        row,
        after_me: next ? toPersonRef(next.backup) : null,
        instructions: instructions.get(row.absenceId) ?? null,
      };
    });
  }
}

const arrOf = (customers: readonly CustomerRecord[]): number => customers.reduce((total, { arr }) => total + arr, 0);
