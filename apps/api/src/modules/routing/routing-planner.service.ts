import { Injectable, Logger } from '@nestjs/common';
import {
  type AbsenceId,
  type AssignmentId,
  isInForceAt,
  isOpenAt,
  isRoutingSettled,
  type PlannedLine,
  planRouting,
  planRoutingParts,
  type RoutingPart,
  type RoutingType,
  type RoutingUpdateId,
  type TenantId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { RoutingNews } from './routing-news.service.js';
import { type RoutedCoverage, RoutingFault, type RoutingTarget } from './routing-target.js';
import { RoutingTargets } from './routing-targets.js';
import { type RoutingRecord, RoutingRepository } from './routing.repository.js';

/** What a target wants; null: it could not be asked, so what it has stays as it is and it is asked again. */
type Wanted = ReadonlyMap<RoutingType, readonly RoutingPart[] | null>;

const ASK_AGAIN_SECONDS = 120;
const NOT_ASKED = 'The other system does not answer as it should; it is tried again';

/** What is wanted of every change of an absence's coverages, from the coverages as they stand: in place while they run, else taken back. */
@Injectable()
export class RoutingPlanner {
  private readonly logger = new Logger('Routing');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly updates: RoutingRepository,
    private readonly news: RoutingNews,
    private readonly timers: Timers,
    private readonly targets: RoutingTargets,
  ) {}

  /**
   * Writes the wishes, and answers which changes have to be driven now. Whatever happened to a coverage (began, moved, got other
   * customers, ended, was cancelled or replaced) is decided the same way, so messages may come twice and in any order. Other systems are
   * asked between two transactions; when coverages changed meanwhile, it is asked anew.
   */
  async plan(tenantId: TenantId, id: AbsenceId): Promise<RoutingUpdateId[]> {
    for (;;) {
      const running = await this.tenancy.run(tenantId, (tx) => this.running(tx, id));
      const { wanted, againAt } = await this.ask(running);
      const open = await this.tenancy.run(tenantId, async (tx) => {
        await this.updates.lockAbsence(tx, id);
        if (sign(await this.running(tx, id)) !== sign(running)) return null;
        await this.askAgain(tx, id, againAt);
        return this.wish(tx, id, running, wanted);
      });
      if (open) return open;
    }
  }

  /** null: there is no such assignment. */
  async absenceOf(tenantId: TenantId, id: AssignmentId): Promise<AbsenceId | null> {
    const assignment = await this.tenancy.run(tenantId, (tx) => this.assignments.findById(tx, id));
    return assignment && assignment.absenceId;
  }

  private async running(tx: Tx, id: AbsenceId): Promise<RoutedCoverage[]> {
    const rows = await this.assignments.listOfAbsences(tx, [id]);
    return rows.filter((row) => isOpenAt(row, tx.now) && isInForceAt(row, tx.now)).map((row) => toCoverage(tx, row));
  }

  private async ask(running: readonly RoutedCoverage[]): Promise<{ wanted: Wanted; againAt: number | null }> {
    const wanted = new Map<RoutingType, readonly RoutingPart[] | null>();
    const again: number[] = [];
    for (const target of this.targets.all()) {
      try {
        const parts = await partsOf(target, running);
        wanted.set(target.type, parts);
        const isPossible = parts.some((part) => 'intended' in part);
        if (target.looksAgainAfter && isPossible) again.push(target.looksAgainAfter.total('seconds'));
      } catch (error) {
        this.logger.warn(`${target.type}: could not be asked (${error instanceof Error ? error.name : 'unknown'})`);
        wanted.set(target.type, null);
        again.push((error instanceof RoutingFault ? error.retryAfterSeconds : null) ?? ASK_AGAIN_SECONDS);
      }
    }
    return { wanted, againAt: again.length > 0 ? Math.min(...again) : null };
  }

  private async askAgain(tx: Tx, id: AbsenceId, seconds: number | null): Promise<void> {
    const key = `routing:${id}:look`;
    if (seconds === null) return this.timers.cancel(tx, key);
    const dueAt = tx.now.add({ seconds: Math.ceil(seconds) });
    await this.timers.set(tx, { key, kind: 'routing.look', dueAt, payload: { absence_id: id } });
  }

  private async wish(
    tx: Tx,
    id: AbsenceId,
    running: readonly RoutedCoverage[],
    wanted: Wanted,
  ): Promise<RoutingUpdateId[]> {
    const before = await this.updates.lockOfAbsence(tx, id);
    for (const [type, parts] of wanted) {
      const lines = before.filter((row) => row.type === type);
      const planned = parts ? planRoutingParts(lines.map(toLine), parts) : unasked(lines, running);
      for (const line of planned) {
        const row = lines.find((other) => other.id === line.id);
        const coverage = running.find(({ assignmentId }) => assignmentId === line.assignmentId) ?? row;
        if (!coverage) continue;
        if (!row) await this.updates.add(tx, { ...coverage, ...line, type });
        else {
          await this.updates.replan(tx, row.id, { ...line, backupUserId: coverage.backupUserId });
          await this.news.moved(tx, row, line.progress.state);
        }
      }
    }
    const after = await this.updates.listOfAbsence(tx, id);
    const open = after.filter((row) => !isRoutingSettled(row));
    // what was set first is what the next one stands on: it goes last
    const back = open.filter(({ wish }) => wish === 'reverted').toReversed();
    return [...open.filter(({ wish }) => wish === 'applied'), ...back].map((row) => row.id);
  }
}

const partsOf = async (target: RoutingTarget, running: readonly RoutedCoverage[]): Promise<RoutingPart[]> => {
  const parts: RoutingPart[] = [];
  for (const coverage of running) parts.push(...(await target.intend(coverage, running)));
  return parts;
};

/** Of a target that could not be asked: what is over is taken back all the same, and what has no line yet says why. */
const unasked = (lines: readonly RoutingRecord[], running: readonly RoutedCoverage[]): PlannedLine[] => {
  const runs = (id: string) => running.some(({ assignmentId }) => assignmentId === id);
  const over = planRoutingParts(lines.filter((line) => !runs(line.assignmentId)).map(toLine), []);
  const blank = running
    .filter(({ assignmentId }) => !lines.some((line) => line.assignmentId === assignmentId))
    .map(({ assignmentId }) => ({
      id: null,
      assignmentId,
      part: '',
      label: null,
      isShared: false,
      progress: planRouting(null, false),
      problem: NOT_ASKED,
    }));
  return [...over, ...blank];
};

const toLine = (row: RoutingRecord) => ({ ...row, progress: progressOf(row) });

export const progressOf = (row: RoutingRecord) => {
  const { state, wish, intended, prior, ours, isConfirmed, found, faults } = row;
  return { state, wish, intended, prior, ours, isConfirmed, found, faults };
};

const sign = (running: readonly RoutedCoverage[]): string => JSON.stringify(running);

const toCoverage = (tx: Tx, row: AssignmentRecord): RoutedCoverage => ({
  tenantId: tx.tenantId,
  assignmentId: row.id,
  absenceId: row.absenceId,
  absentUserId: row.absent.userId,
  backupUserId: row.backupUserId,
  customerIds: row.coveredCustomerIds,
  tier: row.tier,
  startsAt: row.during.startsAt,
  endsAt: row.during.endsAt,
});
