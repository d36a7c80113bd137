import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  type BackupPick,
  type Choose,
  chooseBackups,
  type CustomerId,
  isLive,
  isPutAside,
  isTeammate,
  type LadderState,
  type NextAsk,
  nextAsks,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  type AssignmentRecord,
  AssignmentsRepository,
  AssignmentsService,
  type BackupPool,
  BackupPools,
  CandidatesService,
  toStoredFactors,
} from '../coverage/index.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
import { LadderGaps } from './ladder-gaps.service.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'coverage-setup' } } as const;
const LAST_STEPS = ['csm', 'manager', 'admin'] as const;

/** Finding somebody for an absence, and the next one when somebody says no (product.md 7: automatic, yet people decide). */
@Injectable()
export class AutomaticAsking {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly pools: BackupPools,
    private readonly rows: AssignmentsRepository,
    private readonly assignments: AssignmentsService,
    private readonly candidates: CandidatesService,
    private readonly gaps: LadderGaps,
  ) {}

  /**
   * Asks whoever is to be asked now for every customer nobody stands in or is asked for: see nextAsks. Safe to repeat: nothing
   * happens until somebody answers, falls ill, or a deadline passes. With nobody left the gap is told once, and shown.
   */
  async ensureAsked(tx: Tx, id: AbsenceId): Promise<void> {
    const absence = await this.absences.lockById(tx, id);
    const { endsAt } = absence.during;
    if (!isLive(absence) || (endsAt !== null && Temporal.Instant.compare(endsAt, tx.now) <= 0)) return;
    const pool = await this.loadPool(tx, absence);
    const portfolio = pool.customers.map((customer) => customer.id);
    const rows = await this.rows.lockOfAbsence(tx, id);
    const elsewhere = await this.rows.listElsewhere(tx, absence, portfolio);

    const choosing = chooserOf(pool, absence, tx.now);
    const next = nextAsks({ ...stateOf(pool, absence, rows, tx.now), elsewhere, choose: choosing.choose });
    for (const row of rows.filter((one) => next.withdraw.includes(one.id)))
      await this.assignments.end(tx, row, 'replaced', BY_PRODUCT);
    for (const ask of next.asks) await this.ask(tx, absence, portfolio, ask, choosing.picks);
    const asked = new Set(next.asks.map((ask) => ask.backupUserId));
    await this.candidates.takeTurns(
      tx,
      [...choosing.turns].filter((id) => asked.has(id)),
    );
    await this.gaps.note(tx, absence, next.gap, next.asks.length > 0);
  }

  /** Turns are read after they are locked, where somebody decides by them. */
  private async loadPool(tx: Tx, absence: AbsenceRecord): Promise<BackupPool> {
    const pool = await this.pools.of(tx, absence);
    const strategies = [pool.policy.strategy, ...pool.rules.map(({ action }) => action.strategy)];
    if (!strategies.includes('round_robin')) return pool;
    await this.candidates.lockTurns(tx);
    return this.pools.of(tx, absence);
  }

  private async ask(
    tx: Tx,
    absence: AbsenceRecord,
    portfolio: readonly CustomerId[],
    ask: NextAsk,
    picks: ReadonlyMap<UserId, BackupPick>,
  ): Promise<void> {
    const isAll = ask.during === null && ask.customerIds.length === portfolio.length;
    const suggestion = ask.withoutAsking ? null : (picks.get(ask.backupUserId)?.suggestion ?? null);
    await this.assignments.ask(
      tx,
      absence,
      {
        backupUserId: ask.backupUserId,
        customerIds: isAll ? null : ask.customerIds,
        tier: ask.tier,
        rung: ask.rung,
        during: ask.during,
        withoutAsking: ask.withoutAsking,
        score: suggestion && Math.round(suggestion.score * 100) / 100,
        factors: suggestion && toStoredFactors(suggestion.factors),
      },
      BY_PRODUCT,
    );
  }
}

interface Chooser {
  readonly choose: Choose;
  readonly picks: ReadonlyMap<UserId, BackupPick>;
  /** Of everybody it would have been; parts of an absence are tried before somebody is asked. */
  readonly turns: ReadonlySet<UserId>;
}

/** Chooses from the pool, and remembers the scores and whose turn it was. */
function chooserOf(pool: BackupPool, absence: AbsenceRecord, now: Temporal.Instant): Chooser {
  const picks = new Map<UserId, BackupPick>();
  const turns = new Set<UserId>();
  const points = new Map(pool.choiceCustomers.map((one) => [one.id, one.points ?? 1]));
  const loadOf = (ids: Iterable<CustomerId>) => [...ids].reduce((sum, id) => sum + (points.get(id) ?? 0), 0);
  const choose: Choose = ({ customerIds, during, refused, holders, carried }) => {
    const wanted = new Set(customerIds);
    const choice = chooseBackups({
      absentee: pool.absentee,
      preferredBackupUserId: absence.preferredBackupUserId,
      policy: pool.policy,
      rules: pool.rules,
      absence: pool.absence,
      teamName: pool.teamName,
      customers: pool.choiceCustomers.filter(({ id }) => wanted.has(id)),
      candidates: pool.candidates(during).map((one) => ({
        ...one,
        coverageLoad: one.coverageLoad + loadOf(carried.get(one.id) ?? []),
      })),
      refused,
      holders,
      at: Temporal.Instant.compare(during.startsAt, now) > 0 ? during.startsAt : now,
    });
    for (const pick of choice.picks) picks.set(pick.userId, pick);
    for (const id of choice.turns) turns.add(id);
    return choice.picks;
  };
  return { choose, picks, turns };
}

function stateOf(
  pool: BackupPool,
  absence: AbsenceRecord,
  rows: readonly AssignmentRecord[],
  now: Temporal.Instant,
): Omit<LadderState, 'elsewhere' | 'choose'> {
  const candidates = new Map(pool.candidates(absence.during).map((one) => [one.id, one]));
  return {
    now,
    absence,
    policy: pool.policy,
    customerIds: pool.customers.map(({ id }) => id),
    rows: rows.map((row) => ({
      ...row,
      customerIds: row.coveredCustomerIds,
      // who made room for somebody else refused nothing, and may be asked again once that is over
      isReleasing: row.releaseRequestedAt !== null && !(row.status === 'completed' && isPutAside(row)),
    })),
    away: pool.away,
    fallbackUserId: pool.fallbackUserId,
    managerIds: pool.managerIds,
    choosable: choosableIn(pool, absence),
    mayHold: (userId, customerId) => {
      const person = candidates.get(userId);
      return (
        person !== undefined &&
        LAST_STEPS.some((role) => person.roles.includes(role)) &&
        !person.conflicts?.has(customerId)
      );
    },
  };
}

/** Teammates, and whoever rules or people name. */
function choosableIn(pool: BackupPool, absence: AbsenceRecord): ReadonlySet<UserId> {
  const teams = [pool.absentee.teamId, ...pool.rules.map(({ action }) => action.backupTeamId)];
  const named = [
    absence.preferredBackupUserId,
    ...pool.rules.map(({ action }) => action.backupUserId),
    ...pool.choiceCustomers.map((one) => one.presetUserId),
  ];
  const members = [...pool.people.values()].filter((one) => teams.some((teamId) => isTeammate(one, teamId)));
  return new Set([...members.map(({ id }) => id), ...named.filter((id) => id !== null)]);
}
