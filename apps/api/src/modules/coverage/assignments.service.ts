import { Injectable } from '@nestjs/common';
import {
  type Absence,
  type CoverageType,
  type CustomerId,
  DomainError,
  type EndedReason,
  endAssignment,
  followAbsence,
  isAwayTogether,
  isLive,
  isSameTime,
  startAssignment,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type AssignmentRecord, AssignmentsRepository } from './assignments.repository.js';
import { type By, type CoverageEvent, CoverageNews } from './coverage-news.service.js';
import { PresenceRepository } from './presence.repository.js';

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
}

/**
 * When moved coverage meets what somebody else said yes to: a person who moves it is refused (409 coverage.already-covered), a
 * calendar cannot be, so coverage gives way and the history says to whom.
 */
export type OnCollision = 'refuse' | 'give-way';

const ELIGIBLE = ['csm', 'manager'] as const;
const OPEN = ['pending', 'accepted', 'active'] as const;
const isOpen = (row: AssignmentRecord): boolean => OPEN.some((status) => status === row.status);

/** Asking backups, and keeping their assignments in step with the absence they are for. All inside the caller's transaction. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly presence: PresenceRepository,
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly news: CoverageNews,
  ) {}

  /**
   * Asks somebody to stand in. Questions that wait at the same tier for any of these customers are replaced: two people cannot
   * both be asked to be the primary backup of one customer. Throws coverage.* and users.not-found. The absence is locked.
   */
  async ask(tx: Tx, absence: CoveredAbsence, ask: Ask, by: By): Promise<AssignmentRecord> {
    const portfolio = await this.requirePossible(tx, absence, ask);
    const customerIds = ask.customerIds ?? portfolio;
    const taken = await this.assignments.listTaken(tx, customerIds, ask.tier, absence.during);
    if (taken.length > 0) throw new DomainError('coverage.already-covered', { customer_ids: taken });
    await this.replaceWaiting(tx, absence, ask.tier, customerIds, by);

    const coversAll = ask.customerIds === null;
    const id = await this.assignments.add(tx, {
      absenceId: absence.id,
      backupUserId: ask.backupUserId,
      assignedByUserId: by.actor.kind === 'user' ? by.actor.userId : null,
      coverageType: ask.coverageType ?? (ask.tier > 1 ? 'tiered' : coversAll ? 'full' : 'partial'),
      tier: ask.tier,
      coversAll,
      customerIds,
      during: absence.during,
      score: ask.score,
      factors: ask.factors,
      answerBy: null,
    });
    const asked = await this.assignments.lockById(tx, id);
    await this.tell(tx, 'coverage.requested', asked, by, { tier: ask.tier, customers: customerIds.length });
    return asked;
  }

  /** The absence moved: everything open about it moves along. What runs keeps its start. Throws coverage.already-covered. */
  async follow(tx: Tx, absence: CoveredAbsence, by: By, onCollision: OnCollision): Promise<void> {
    const rows = await this.lockOpen(tx, absence);
    for (const row of rows) {
      const moved: AssignmentRecord = { ...row, ...followAbsence(row, absence.during, tx.now) };
      if (isSameTime({ during: row.during, windows: [] }, { during: moved.during, windows: [] })) continue;
      if (onCollision === 'refuse' || moved.acceptedAt === null) await this.move(tx, moved, by, {});
      else await this.moveOrGiveWay(tx, row, moved, by);
    }
  }

  /** The absence began: whoever accepted is now in charge. Safe to repeat. */
  async start(tx: Tx, absence: CoveredAbsence, by: By): Promise<void> {
    for (const row of await this.lockOpen(tx, absence)) {
      const started = startAssignment(row, tx.now);
      if (started.status === row.status) continue;
      await this.assignments.save(tx, { ...row, ...started });
      await this.tell(tx, 'coverage.started', row, by, {});
    }
  }

  /** Ends everything open of the absence, now, for that reason. Safe to repeat. */
  async endAll(tx: Tx, absence: CoveredAbsence, reason: EndedReason, by: By): Promise<void> {
    for (const row of await this.lockOpen(tx, absence)) await this.end(tx, row, reason, by);
  }

  private async lockOpen(tx: Tx, absence: CoveredAbsence): Promise<AssignmentRecord[]> {
    const rows = (await this.assignments.lockOfAbsence(tx, absence.id)).filter(isOpen);
    await this.assignments.lockCustomers(tx, [...new Set(rows.flatMap((row) => row.coveredCustomerIds))]);
    return rows;
  }

  private async move(tx: Tx, moved: AssignmentRecord, by: By, why: CoverageEvent['data']): Promise<void> {
    const { startsAt, endsAt } = moved.during;
    await this.assignments.save(tx, moved);
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

  private async end(
    tx: Tx,
    row: AssignmentRecord,
    reason: EndedReason,
    by: By,
    why: CoverageEvent['data'] = {},
  ): Promise<void> {
    await this.assignments.save(tx, { ...row, ...endAssignment(row, reason, tx.now) });
    await this.tell(tx, 'coverage.ended', row, by, { reason, ...why });
  }

  /** Answers the portfolio of the absent person. */
  private async requirePossible(
    tx: Tx,
    absence: CoveredAbsence,
    { backupUserId, customerIds }: Ask,
  ): Promise<CustomerId[]> {
    const { endsAt } = absence.during;
    if (!isLive(absence) || (endsAt !== null && Temporal.Instant.compare(endsAt, tx.now) <= 0))
      throw new DomainError('coverage.absence-over');
    if (backupUserId === absence.userId) throw new DomainError('coverage.backup-is-self');
    const [backup, portfolio, away] = await Promise.all([
      this.directory.getUser(tx, backupUserId),
      this.customers.listPortfolios(tx, [absence.userId]),
      this.presence.listAway(tx, absence.during, [backupUserId]),
    ]);
    if (!backup.active || !ELIGIBLE.some((role) => backup.roles.includes(role)))
      throw new DomainError('coverage.backup-not-eligible');
    if (away.some((other) => isAwayTogether(other, absence))) throw new DomainError('coverage.backup-is-absent');
    const ids = new Set(portfolio.map(({ id }) => id));
    const foreign = customerIds?.find((id) => !ids.has(id));
    if (foreign !== undefined) {
      await this.customers.getById(tx, foreign);
      throw new DomainError('coverage.customer-not-in-portfolio', { customer_id: foreign });
    }
    return [...ids];
  }

  private async replaceWaiting(
    tx: Tx,
    absence: CoveredAbsence,
    tier: number,
    customerIds: readonly CustomerId[],
    by: By,
  ): Promise<void> {
    const wanted = new Set(customerIds);
    const waiting = (await this.assignments.lockOfAbsence(tx, absence.id)).filter(
      (row) => row.status === 'pending' && row.tier === tier && row.coveredCustomerIds.some((id) => wanted.has(id)),
    );
    for (const row of waiting) await this.end(tx, row, 'replaced', by);
  }

  private tell(tx: Tx, type: string, row: AssignmentRecord, by: By, data: CoverageEvent['data']): Promise<void> {
    return this.news.tell(tx, by, {
      type,
      assignmentId: row.id,
      absenceId: row.absenceId,
      absentUserId: row.absent.userId,
      backupUserId: row.backupUserId,
      data: data ?? {},
    });
  }
}
