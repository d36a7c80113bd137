import { Injectable } from '@nestjs/common';
import type { BackupSuggestions } from '@understudy/contracts';
import {
  type Absence,
  type Candidate,
  type ExcludedReason,
  isAwayTogether,
  suggestBackups,
  type Suggestion,
  type UserId,
} from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { CandidatesRepository, type LoadRow } from './candidates.repository.js';
import { PresenceRepository } from './presence.repository.js';

export interface SuggestFor extends Pick<Absence, 'id' | 'userId' | 'during' | 'windows'> {
  readonly preferredBackupUserId: UserId | null;
}

const EXCLUDED = {
  absent: 'is away in that time',
  at_capacity: 'carries as many customers as they can',
  not_eligible: 'is not a CSM of the same team',
} as const satisfies Record<ExcludedReason, string>;

/** Who could stand in for an absence, with the score of product.md 8, its factors, and why others are left out. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly presence: PresenceRepository,
    private readonly directory: DirectoryRepository,
    private readonly candidates: CandidatesRepository,
  ) {}

  async suggest(tx: Tx, absence: SuggestFor): Promise<z.output<typeof BackupSuggestions>> {
    const [users, portfolio, away] = await Promise.all([
      this.directory.listUsers(tx),
      this.customers.listByOwner(tx, absence.userId),
      this.presence.listAway(tx, absence.during),
    ]);
    const people = new Map(users.filter(({ active }) => active).map((user) => [user.id, user]));
    const absentee = people.get(absence.userId);
    const loads = await this.candidates.listLoads(
      tx,
      absence,
      portfolio.map(({ id }) => id),
    );
    const candidates = loads.flatMap(({ id, load, coverageLoad, known }): Candidate[] => {
      const user = people.get(id);
      if (!user) return [];
      const isAbsent = away.some((other) => other.userId === id && isAwayTogether(other, absence));
      return [{ ...user, load, coverageLoad, knownCustomerIds: known, isAbsent }];
    });

    const { items, excluded } = suggestBackups({
      absentee: { id: absence.userId, teamId: absentee?.teamId ?? null },
      preferredBackupUserId: absence.preferredBackupUserId,
      portfolio,
      candidates,
    });
    const loadOf = new Map(loads.map((row) => [row.id, row]));
    return {
      items: items.map((item) => toItem(item, people.get(item.userId), loadOf.get(item.userId))),
      excluded: excluded
        .filter(({ userId, reason }) => reason !== 'not_eligible' || people.get(userId)?.teamId === absentee?.teamId)
        .map(({ userId, reason }) => ({
          user_id: userId,
          name: people.get(userId)?.name ?? '',
          reason: EXCLUDED[reason],
        })),
    };
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

function toItem(
  { userId, score, factors, evidence }: Suggestion,
  user: UserRecord | undefined,
  load: LoadRow | undefined,
) {
  const reasons = [
    `carries ${evidence.load} of ${evidence.capacityPoints}`,
    `knows ${evidence.knownCustomers} of ${evidence.portfolioCustomers} customers`,
    evidence.matchedSkills.length > 0 ? `skills that fit: ${evidence.matchedSkills.join(', ')}` : 'no skill that fits',
    ...(factors.preferenceScore > 0 ? ['preferred backup'] : []),
  ];
  return {
    user_id: userId,
    name: user?.name ?? '',
    place: user?.place ?? null,
    score: round(score),
    factors: {
      capacity_score: round(factors.capacityScore),
      familiarity_score: round(factors.familiarityScore),
      skill_match_score: round(factors.skillMatchScore),
      preference_score: factors.preferenceScore,
    },
    load: { customers: load?.load ?? 0, coverage: load?.coverageLoad ?? 0, capacity_points: evidence.capacityPoints },
    reasons,
  };
}
