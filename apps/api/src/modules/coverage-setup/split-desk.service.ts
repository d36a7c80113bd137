import { Injectable } from '@nestjs/common';
import {
  type Absence,
  type AbsenceId,
  asId,
  type CustomerId,
  customerPoints,
  type Fit,
  fitOf,
  hoursOverlap,
  isAwayTogether,
  isTeammate,
  limitFor,
  type Split,
  type SplitBackup,
  type SplitCustomer,
  type SplitExclusion,
  splitPortfolio,
  spokenLanguages,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { CandidatesRepository, type LoadRow, PresenceRepository } from '../coverage/index.js';
import { type CustomerRecord, CustomersRepository } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { PoliciesService } from '../policies/index.js';
import { type SplitFacts, SplitFactsRepository } from './split-facts.repository.js';

export interface SplitFor extends Pick<Absence, 'id' | 'userId' | 'during' | 'windows'> {
  readonly preferredBackupUserId: UserId | null;
}

/** Somebody who could stand in: what they carry, and why not at all. */
export interface SplitCandidate {
  readonly user: UserRecord;
  readonly load: number;
  readonly excluded: SplitExclusion | null;
}

/** A portfolio split over a team, with what it was decided from. */
export interface SplitResult {
  readonly customers: readonly CustomerRecord[];
  readonly candidates: readonly SplitCandidate[];
  readonly split: Split;
  fit(customerId: CustomerId, userId: UserId): Fit | null;
  points(customerId: CustomerId): number;
}

export interface SplitLimits {
  /** Only these may be given anything: those who said yes to a share already. */
  readonly only?: ReadonlySet<UserId>;
  /** What they have of this very absence counts as load. */
  readonly isAdding?: boolean;
}

/** For a question before anything is saved. */
export const NO_ABSENCE = asId<AbsenceId>('00000000-0000-0000-0000-000000000000');

/** Loads what a split is decided from, and decides it (product.md 9). Answers the same for the same rows. */
@Injectable()
export class SplitDesk {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly loads: CandidatesRepository,
    private readonly facts: SplitFactsRepository,
    private readonly policies: PoliciesService,
  ) {}

  async split(tx: Tx, absence: SplitFor, ids: readonly CustomerId[], limits: SplitLimits = {}): Promise<SplitResult> {
    const counted = limits.isAdding ? { ...absence, id: NO_ABSENCE } : absence;
    const [users, customers, away, loads, facts] = await Promise.all([
      this.directory.listUsers(tx),
      this.customers.listByIds(tx, ids),
      this.presence.listAway(tx, absence.during),
      this.loads.listLoads(tx, counted, ids),
      this.facts.load(tx, ids),
    ]);
    const absentee = users.find(({ id }) => id === absence.userId);
    const policy = await this.policies.ofTeam(tx, absentee?.teamId ?? null);
    const loadOf = new Map(loads.map((row) => [row.id, row]));
    const candidates = users
      .filter((user) => user.id !== absence.userId && user.active && (limits.only?.has(user.id) ?? true))
      .filter((user) => isTeammate(user, absentee?.teamId ?? null) || user.id === absence.preferredBackupUserId)
      .map((user): SplitCandidate => {
        const isAbsent = away.some((other) => other.userId === user.id && isAwayTogether(other, absence));
        const row = loadOf.get(user.id);
        return { user, load: (row?.load ?? 0) + (row?.coverageLoad ?? 0), excluded: isAbsent ? 'absent' : null };
      });
    const points = new Map(
      customers.map((customer) => {
        const openItems = facts.openItems.get(customer.id) ?? 0;
        return [customer.id, customerPoints({ ...customer, openItems }, policy.loadWeights, facts.averageArr)];
      }),
    );
    return decide({ absence, absentee, customers, candidates, loadOf, facts, points, at: absence.during.startsAt });
  }
}

interface Known {
  readonly absence: SplitFor;
  readonly absentee: UserRecord | undefined;
  readonly customers: readonly CustomerRecord[];
  readonly candidates: readonly SplitCandidate[];
  readonly loadOf: ReadonlyMap<UserId, LoadRow>;
  readonly facts: SplitFacts;
  readonly points: ReadonlyMap<CustomerId, number>;
  readonly at: Temporal.Instant;
}

function decide(known: Known): SplitResult {
  const { customers, candidates, facts, points } = known;
  const fits = fitsOf(known);
  const there = candidates.filter(({ excluded }) => excluded === null);
  const spoken = spokenLanguages(
    there.map(({ user }) => user),
    customers,
  );
  const rows = customers.map((customer): SplitCustomer => {
    const limits = candidates.flatMap(({ user }): [UserId, SplitExclusion][] => {
      const limit = limitFor(
        { skills: user.skills, conflicts: facts.conflicts.get(user.id) ?? new Map() },
        customer,
        spoken,
      );
      return limit === null ? [] : [[user.id, limit]];
    });
    const fit = new Map(candidates.map(({ user }) => [user.id, fits.get(customer.id)?.get(user.id)?.score ?? 0]));
    return { id: customer.id, load: points.get(customer.id) ?? 1, fit, excluded: new Map(limits) };
  });
  const backups = candidates.map(({ user, load, excluded }): SplitBackup => ({
    id: user.id,
    capacity: user.capacityPoints - load,
    excluded,
  }));
  return {
    customers,
    candidates,
    split: splitPortfolio({ customers: rows, backups }),
    fit: (customerId, userId) => fits.get(customerId)?.get(userId) ?? null,
    points: (customerId) => points.get(customerId) ?? 1,
  };
}

function fitsOf({ absence, absentee, customers, candidates, loadOf, facts, at }: Known) {
  const people = candidates.map(({ user }) => ({
    user,
    overlap: absentee ? hoursOverlap(absentee, user, at) : 0,
    known: new Set(loadOf.get(user.id)?.known ?? []),
    covered: facts.covered.get(user.id) ?? new Set<CustomerId>(),
  }));
  return new Map(
    customers.map((customer) => [
      customer.id,
      new Map(
        people.map(({ user, overlap, known, covered }) => [
          user.id,
          fitOf(
            customer,
            {
              skills: user.skills,
              isFamiliar: known.has(customer.id),
              hasCovered: covered.has(customer.id),
              isPreferred: user.id === absence.preferredBackupUserId,
              isCustomersBackup: user.id === facts.presets.get(customer.id),
            },
            overlap,
          ),
        ]),
      ),
    ]),
  );
}
