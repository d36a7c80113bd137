import { Injectable } from '@nestjs/common';
import {
  type Absence,
  type AskedBy,
  type CoverageType,
  type CustomerId,
  DomainError,
  type EndedReason,
  endAssignment,
  followAbsence,
  intersect,
  isReleaseDue,
  isSameTime,
  overlaps,
  type Span,
  startAssignment,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AskingRights } from './asking-rights.service.js';
import { AssignmentClock } from './assignment-clock.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { type By, type CoverageEvent, CoverageNews, eventOf } from './coverage-news.service.js';
import { QuestionsService } from './questions.service.js';

/** What coverage needs to know of the absence it is for. */
export type CoveredAbsence = Pick<Absence, 'id' | 'userId' | 'status' | 'during' | 'windows'>;

export interface Ask {
  readonly backupUserId: UserId;
  /** null: everything the absent person looks after. */
  readonly customerIds: readonly CustomerId[] | null;
  readonly tier: number;
  readonly coverageType?: CoverageType | undefined;
  readonly score: number | null;
  readonly factors: Readonly<Record<string, number>> | null;
  /** A part of the absence; null or left out: all of it. */
  readonly during?: Span | null;
  /** The step of the ladder that asks; by hand when left out. */
  readonly rung?: AskedBy;
  /** A manager of the absent person asks by hand, which is the approval too. */
  readonly isApproved?: boolean;
  /** A last step of the ladder: assigned, not asked. */
  readonly withoutAsking?: boolean;
}

/**
 * When moved coverage meets what somebody else said yes to: a person who moves it is refused (409 coverage.already-covered), a
 * calendar cannot be, so coverage gives way and the history says to whom.
 */
export type OnCollision = 'refuse' | 'give-way';

const OPEN = ['pending', 'accepted', 'active'] as const;
const isOpen = (row: AssignmentRecord): boolean => OPEN.some((status) => status === row.status);

/** Asking backups, and keeping their assignments in step with the absence they are for. All inside the caller's transaction. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly rights: AskingRights,
    private readonly questions: QuestionsService,
    private readonly clock: AssignmentClock,
    private readonly news: CoverageNews,
  ) {}

  /**
   * Asks somebody to stand in, by the team's policy: a manager first, the backup, or nobody. Questions that wait at the same tier for any of
   * these customers are replaced: two people cannot both be asked to be the primary backup of one customer. Throws coverage.* and
   * users.not-found. The absence is locked.
   */
  async ask(tx: Tx, absence: CoveredAbsence, ask: Ask, by: By): Promise<AssignmentRecord> {
    const { portfolio, policy, during } = await this.rights.requirePossible(tx, absence, ask);
    const customerIds = ask.customerIds ?? portfolio;
    await this.requireFree(tx, absence, ask, customerIds, during);
    await this.replaceWaiting(tx, absence, ask.tier, customerIds, during, by);

    const coversAll = ask.customerIds === null;
    const id = await this.assignments.add(tx, {
      absenceId: absence.id,
      backupUserId: ask.backupUserId,
      assignedByUserId: by.actor.kind === 'user' ? by.actor.userId : null,
      coverageType: ask.coverageType ?? (ask.tier > 1 ? 'tiered' : coversAll ? 'full' : 'partial'),
      tier: ask.tier,
      coversAll,
      customerIds,
      during,
      chosenDuring: ask.during ?? null,
      rung: ask.rung ?? 'by-hand',
      score: ask.score,
      factors: ask.factors,
      answerBy: null,
    });
    const opening = {
      policy,
      hasBegun: Temporal.Instant.compare(absence.during.startsAt, tx.now) <= 0,
      isApproved: ask.isApproved ?? false,
      withoutAsking: ask.withoutAsking ?? false,
    };
    return this.questions.open(tx, await this.assignments.lockById(tx, id), opening, by);
  }

  /** The absence moved: everything open about it moves along. What runs keeps its start. Throws coverage.already-covered. */
  async follow(tx: Tx, absence: CoveredAbsence, by: By, onCollision: OnCollision): Promise<void> {
    const rows = await this.lockOpen(tx, absence);
    const policy = rows.length === 0 ? null : await this.rights.policyOf(tx, absence.userId);
    for (const row of rows) {
      const part = row.chosenDuring === null ? absence.during : intersect(row.chosenDuring, absence.during);
      if (part === null || policy === null) {
        await this.end(tx, row, 'replaced', by);
        continue;
      }
      const moved = await this.questions.withDeadline(tx, { ...row, ...followAbsence(row, part, tx.now) }, policy);
      if (isSameTime({ during: row.during, windows: [] }, { during: moved.during, windows: [] })) continue;
      if (onCollision === 'refuse' || moved.acceptedAt === null) await this.move(tx, moved, by, {});
      else await this.moveOrGiveWay(tx, row, moved, by);
    }
  }

  /** The absence began: whoever accepted is now in charge. Safe to repeat. */
  async start(tx: Tx, absence: CoveredAbsence, by: By): Promise<void> {
    for (const row of await this.lockOpen(tx, absence)) {
      const started = startAssignment(row, tx.now);
      // who was to be let go by the start never begins: the timer of the release ends it
      if (started.status === row.status || isReleaseDue(row, tx.now)) continue;
      await this.assignments.save(tx, { ...row, ...started });
      await this.tell(tx, 'coverage.started', row, by, {});
    }
  }

  /** Ends everything open of the absence, now, for that reason. Safe to repeat. */
  async endAll(tx: Tx, absence: CoveredAbsence, reason: EndedReason, by: By): Promise<void> {
    for (const row of await this.lockOpen(tx, absence)) await this.end(tx, row, reason, by);
  }

  /** Stays in force until somebody else has said yes, or its time is up; what is to follow is the caller's. */
  async letGoLater(tx: Tx, leaving: AssignmentRecord, by: By): Promise<void> {
    await this.assignments.save(tx, leaving);
    await this.clock.set(tx, leaving);
    await this.tellModified(tx, leaving, by, { release_by: leaving.releaseBy && String(leaving.releaseBy) });
  }

  /** Somebody changed it by hand: what it covers no longer may need somebody else. */
  tellModified(tx: Tx, row: AssignmentRecord, by: By, data: CoverageEvent['data']): Promise<void> {
    return this.tell(tx, 'coverage.modified', row, by, data);
  }

  private async lockOpen(tx: Tx, absence: CoveredAbsence): Promise<AssignmentRecord[]> {
    const rows = (await this.assignments.lockOfAbsence(tx, absence.id)).filter(isOpen);
    await this.assignments.lockCustomers(tx, [...new Set(rows.flatMap((row) => row.coveredCustomerIds))]);
    return rows;
  }

  private async move(tx: Tx, moved: AssignmentRecord, by: By, why: CoverageEvent['data']): Promise<void> {
    const { startsAt, endsAt } = moved.during;
    await this.assignments.save(tx, moved);
    await this.clock.set(tx, moved);
    await this.tell(tx, 'coverage.moved', moved, by, {
      starts_at: String(startsAt),
      ends_at: endsAt && String(endsAt),
      ...why,
    });
  }

  /** Up to where the other one begins; when nothing is left before that, it ends and somebody else is asked. */
  private async moveOrGiveWay(tx: Tx, row: AssignmentRecord, moved: AssignmentRecord, by: By): Promise<void> {
    const rival = await this.assignments.findRival(tx, moved);
    if (!rival) return this.move(tx, moved, by, {});
    const why = { gives_way_to: rival.backupName, gives_way_to_assignment_id: rival.assignmentId };
    const { startsAt } = moved.during;
    if (Temporal.Instant.compare(startsAt, rival.startsAt) >= 0) return this.end(tx, row, 'replaced', by, why);
    return this.move(tx, { ...moved, during: { startsAt, endsAt: rival.startsAt } }, by, why);
  }

  /** Ends one that is open, now, for that reason; it is locked. Safe to repeat. */
  async end(
    tx: Tx,
    row: AssignmentRecord,
    reason: EndedReason,
    by: By,
    why: CoverageEvent['data'] = {},
  ): Promise<void> {
    const ended = { ...row, ...endAssignment(row, reason, tx.now) };
    await this.assignments.save(tx, ended);
    await this.clock.set(tx, ended);
    await this.tell(tx, 'coverage.ended', row, by, { reason, ...why });
  }

  /**
   * Throws coverage.already-covered when somebody said yes to one of the customers at that tier and does not want out, and
   * coverage.asked-at-other-tier when this very person is.
   */
  private async requireFree(
    tx: Tx,
    absence: CoveredAbsence,
    { backupUserId, tier }: Ask,
    customerIds: readonly CustomerId[],
    during: Span,
  ): Promise<void> {
    const wanted = new Set(customerIds);
    const open = (await this.assignments.lockOfAbsence(tx, absence.id)).filter(
      (row) => isOpen(row) && overlaps(row.during, during),
    );
    const common = (row: AssignmentRecord) => row.coveredCustomerIds.some((id) => wanted.has(id));
    const leaving = open.filter((row) => row.releaseRequestedAt !== null && row.tier === tier);
    const free = new Set(leaving.flatMap((row) => row.coveredCustomerIds));
    // what somebody covered until now is over: only the time ahead can be taken
    const ahead = intersect(during, { startsAt: tx.now, endsAt: null }) ?? during;
    const taken = (await this.assignments.listTaken(tx, customerIds, tier, ahead)).filter((id) => !free.has(id));
    if (taken.length > 0) throw new DomainError('coverage.already-covered', { customer_ids: taken });
    const other = open.find(
      (row) => row.backupUserId === backupUserId && row.tier !== tier && row.tier > 0 && common(row),
    );
    if (other) throw new DomainError('coverage.asked-at-other-tier', { assignment_id: other.id, tier: other.tier });
  }

  private async replaceWaiting(
    tx: Tx,
    absence: CoveredAbsence,
    tier: number,
    customerIds: readonly CustomerId[],
    during: Span,
    by: By,
  ): Promise<void> {
    const wanted = new Set(customerIds);
    const waiting = (await this.assignments.lockOfAbsence(tx, absence.id)).filter(
      (row) =>
        row.status === 'pending' &&
        row.tier === tier &&
        overlaps(row.during, during) &&
        row.coveredCustomerIds.some((id) => wanted.has(id)),
    );
    for (const row of waiting) await this.end(tx, row, 'replaced', by);
  }

  private tell(tx: Tx, type: string, row: AssignmentRecord, by: By, data: CoverageEvent['data']): Promise<void> {
    return this.news.tell(tx, by, eventOf(type, row, data));
  }
}
