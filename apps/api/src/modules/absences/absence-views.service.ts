import { Injectable } from '@nestjs/common';
import type { Absence, Gap } from '@understudy/contracts';
import { absenceStatusAt, awaitsApproval, isLive, isOpenAt, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { coverageOf, toAbsenceView } from './absence.mapper.js';
import type { AbsenceRecord } from './absences.repository.js';
import { SeriesRepository } from './series.repository.js';
import { type UncoveredTime, UncoveredTimes } from './uncovered-times.service.js';

export type AbsenceView = z.output<typeof Absence>;
type GapView = z.output<typeof Gap>;

/** Absences as surfaces show them: with the person, the assignments, and how covered every customer is. */
@Injectable()
export class AbsenceViews {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
    private readonly series: SeriesRepository,
    private readonly uncovered: UncoveredTimes,
  ) {}

  async of(tx: Tx, caller: CallerContext, absence: AbsenceRecord): Promise<AbsenceView> {
    const [view] = await this.ofMany(tx, caller, [absence]);
    if (!view) throw new Error('one absence in, one view out');
    return view;
  }

  /** In the order of the rows; a handful of statements whatever their number. */
  async ofMany(tx: Tx, caller: CallerContext, rows: readonly AbsenceRecord[]): Promise<AbsenceView[]> {
    if (rows.length === 0) return [];
    const [{ assignments, portfolios, uncovered }, users, managed, series] = await Promise.all([
      this.load(tx, rows),
      this.directory.listUsers(tx),
      this.access.managedIds(tx, caller),
      this.series.listByIds(tx, [...new Set(rows.flatMap(({ seriesId }) => seriesId ?? []))]),
    ]);
    const people = new Map(users.map((user) => [user.id, user]));
    return rows.map((row) => {
      const own = assignments.get(row.id) ?? [];
      const isOverseer = managed.has(row.userId);
      const mine = own.filter((one) => isAskedOrIn(one, caller.userId, tx.now));
      const personOf = (userId: UserId) => {
        const user = people.get(userId);
        return { userId, name: user?.name ?? '', place: user?.place ?? null };
      };
      return toAbsenceView(row, {
        person: personOf(row.userId),
        reportedBy: row.reportedByUserId && personOf(row.reportedByUserId),
        series: series.find(({ id }) => id === row.seriesId) ?? null,
        portfolio: (portfolios.get(row.userId) ?? []).map(({ id }) => id),
        assignments: own,
        uncovered: customersIn(uncovered.get(row.id)),
        now: tx.now,
        readerId: caller.userId,
        isOverseer,
        mayReadWords: isOverseer || mine.length > 0,
        mayReadWhy: isOverseer || mine.some(({ acceptedAt }) => acceptedAt !== null),
      });
    });
  }

  /**
   * Customers for whom nobody said yes and nobody is asked, while the absence is ahead or running, and the times in which a yes does
   * not hold; asked ones are counted as waiting.
   */
  async gaps(tx: Tx, rows: readonly AbsenceRecord[]): Promise<GapView[]> {
    const live = rows.filter((row) => isLive(row) && absenceStatusAt(row, tx.now, false) !== 'completed');
    if (live.length === 0) return [];
    const { assignments, portfolios, uncovered } = await this.load(tx, live);
    return live.flatMap((row) => {
      const portfolio = portfolios.get(row.userId) ?? [];
      const times = Map.groupBy(uncovered.get(row.id) ?? [], ({ customerId }) => customerId);
      const { accepted, waiting } = coverageOf(
        portfolio.map(({ id }) => id),
        assignments.get(row.id) ?? [],
        new Set(times.keys()),
      );
      return portfolio.flatMap(({ id, name }) => {
        if (accepted.has(id) || waiting.has(id)) return [];
        const whole = [{ ...row.during, cause: 'Nobody is asked to stand in' }];
        return (times.get(id) ?? whole).map(({ startsAt, endsAt, cause }) => ({
          customer: { customer_id: id, name },
          starts_at: startsAt,
          ends_at: endsAt,
          time_zone: row.days.timeZone,
          cause,
        }));
      });
    });
  }

  private async load(tx: Tx, rows: readonly AbsenceRecord[]) {
    const [assignments, portfolios] = await Promise.all([
      this.assignments.listOfAbsences(
        tx,
        rows.map(({ id }) => id),
      ),
      this.customers.listPortfolios(tx, [...new Set(rows.map(({ userId }) => userId))]),
    ]);
    const [byAbsence, byCsm] = [
      Map.groupBy(assignments, ({ absenceId }) => absenceId),
      Map.groupBy(portfolios, ({ csmId }) => csmId),
    ];
    const agreed = rows.map((absence) => {
      const own = byAbsence.get(absence.id) ?? [];
      const portfolio = (byCsm.get(absence.userId) ?? []).map(({ id }) => id);
      const { accepted } = coverageOf(portfolio, own);
      return { absence, assignments: own, portfolio: portfolio.filter((id) => accepted.has(id)) };
    });
    return { assignments: byAbsence, portfolios: byCsm, uncovered: await this.uncovered.find(tx, agreed) };
  }
}

const customersIn = (times: readonly UncoveredTime[] = []): ReadonlySet<string> =>
  new Set(times.map(({ customerId }) => customerId));

const isAskedOrIn = (row: AssignmentRecord, userId: UserId, now: Temporal.Instant): boolean =>
  row.backupUserId === userId && isOpenAt(row, now) && !awaitsApproval(row);
