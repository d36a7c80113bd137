import { Injectable } from '@nestjs/common';
import {
  type Absence,
  type Candidate,
  type ChoiceCandidate,
  type CoveragePolicy,
  type CustomerId,
  customerPoints,
  fairnessLedger,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { UserRecord } from '../directory/index.js';
import { PresetsRepository } from '../policies/index.js';
import { CandidatesRepository, type LoadFactsRow } from './candidates.repository.js';

/** People as candidates, before it is known when they are needed. */
export type LoadedCandidate = Omit<ChoiceCandidate, 'isAbsent'> & Pick<Candidate, 'load' | 'coverageLoad'>;

export interface LoadedCandidates {
  readonly candidates: readonly LoadedCandidate[];
  /** In capacity points, of any customer of the tenant. */
  readonly pointsOf: (id: CustomerId) => number;
  /** Who is pre-configured for a customer of the portfolio. */
  readonly presets: ReadonlyMap<CustomerId, UserId>;
}

/** Fairness looks back this far: a year has everybody's holidays in it. */
const FAIRNESS_DAYS = 365;
const MS_A_DAY = 86_400_000;

/** What is known of everybody who could stand in for an absence: load, familiarity, conflicts, turns, coverage given. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly rows: CandidatesRepository,
    private readonly presets: PresetsRepository,
  ) {}

  async load(
    tx: Tx,
    absence: Pick<Absence, 'id' | 'userId' | 'during'>,
    portfolio: readonly CustomerId[],
    people: readonly UserRecord[],
    policy: CoveragePolicy,
  ): Promise<LoadedCandidates> {
    const teamId = people.find(({ id }) => id === absence.userId)?.teamId ?? null;
    const team = people.filter((one) => one.teamId === teamId).map(({ id }) => id);
    const within = { startsAt: tx.now.add({ milliseconds: -FAIRNESS_DAYS * MS_A_DAY }), endsAt: tx.now };
    const [loads, presets, conflicts, turns, covers, facts] = await Promise.all([
      this.rows.listLoads(tx, absence, portfolio),
      this.presets.listBackups(tx, portfolio),
      this.presets.listConflicts(tx, portfolio),
      this.rows.listTurns(tx),
      this.rows.listCovers(tx, team, within),
      policy.loadWeights === null ? [] : this.rows.listLoadFacts(tx),
    ]);
    const pointsOf = weigh(facts, policy);
    const own = Map.groupBy(facts, ({ csmId }) => csmId);
    const balances = new Map(fairnessLedger(team, covers, within).map((entry) => [entry.userId, entry.balance]));
    const declared = Map.groupBy(conflicts, ({ user }) => user.userId);
    const loadOf = new Map(loads.map((row) => [row.id, row]));
    const sum = (ids: readonly CustomerId[]) => ids.reduce((points, id) => points + pointsOf(id), 0);

    const candidates = people
      .filter(({ active }) => active)
      .map((user): LoadedCandidate => {
        const row = loadOf.get(user.id);
        return {
          ...user,
          load: policy.loadWeights === null ? (row?.load ?? 0) : sum((own.get(user.id) ?? []).map(({ id }) => id)),
          coverageLoad: sum(row?.covering ?? []),
          knownCustomerIds: row?.known ?? [],
          coveredCustomerIds: row?.covered ?? [],
          conflicts: new Map((declared.get(user.id) ?? []).map(({ customer, reason }) => [customer.id, reason])),
          balance: balances.get(user.id) ?? 0,
          turn: turns.get(user.id) ?? null,
        };
      });
    return { candidates, pointsOf, presets };
  }

  /** Before deciding by turns. */
  lockTurns(tx: Tx): Promise<void> {
    return this.rows.lockTurns(tx);
  }

  async takeTurns(tx: Tx, ids: readonly UserId[]): Promise<void> {
    for (const id of ids) await this.rows.takeTurn(tx, id);
  }
}

function weigh(facts: readonly LoadFactsRow[], { loadWeights }: CoveragePolicy): (id: CustomerId) => number {
  const arr = facts.reduce((sum, one) => sum + one.arr, 0);
  const average = facts.length === 0 ? 0 : arr / facts.length;
  const points = new Map(facts.map((one) => [one.id, customerPoints(one, loadWeights, average)]));
  return (id) => points.get(id) ?? 1;
}
