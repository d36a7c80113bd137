import { Injectable } from '@nestjs/common';
import type { BackupSuggestions, GetBackupReasons, OutputOf } from '@understudy/contracts';
import {
  awaySpans,
  compareInstants,
  DomainError,
  type ExcludedReason,
  fitOf,
  hoursOverlap,
  limitFor,
  type Span,
  spokenLanguages,
  subtract,
  suggestBackups,
  type Suggestion,
  type UserId,
} from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { toPersonRef } from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { type BackupPool, BackupPools, type PoolFor } from './backup-pool.service.js';
import { AWAY_IN_PART, EXCLUDED, fitWords, LIMITS, reasonsOf, round, toFactors } from './suggestion.words.js';

export type SuggestFor = PoolFor;
type Excluded = { readonly userId: UserId; readonly reason: ExcludedReason };

/** Who could stand in for an absence, with the score of product.md 8, its factors, and why others are left out. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly pools: BackupPools,
    private readonly assignments: AssignmentsRepository,
  ) {}

  async suggest(tx: Tx, absence: SuggestFor): Promise<z.output<typeof BackupSuggestions>> {
    const [pool, asked] = await Promise.all([
      this.pools.of(tx, absence),
      this.assignments.listOfAbsences(tx, [absence.id]),
    ]);
    const { items, excluded } = suggestIn(pool, absence);
    const declined = declinesOf(asked);
    return {
      items: items
        .map((item) => toItem(item, pool, declined.get(item.userId) ?? null))
        .toSorted((a, b) => Number(a.declined_at !== null) - Number(b.declined_at !== null)),
      excluded: excluded
        .filter((one) => isTold(one, pool))
        .map(({ userId, reason }) => {
          const free = reason === 'absent' ? freeIn(pool, absence, userId) : [];
          return {
            user_id: userId,
            name: pool.people.get(userId)?.name ?? '',
            reason: free.length > 0 ? AWAY_IN_PART : EXCLUDED[reason],
            ...(free.length > 0 ? { free: free.map(toSpan) } : {}),
          };
        }),
    };
  }

  /** "Why not Dana?": of anybody of the tenant, in words and customer by customer. Throws users.not-found. */
  async explain(tx: Tx, absence: SuggestFor, userId: UserId): Promise<OutputOf<typeof GetBackupReasons>> {
    const pool = await this.pools.of(tx, absence);
    const user = pool.people.get(userId);
    if (!user) throw new DomainError('users.not-found');
    const { items, excluded } = suggestIn(pool, absence);
    const rank = items.findIndex((one) => one.userId === userId);
    const suggestion = items[rank] ?? null;
    const out = excluded.find((one) => one.userId === userId);
    return {
      user: toPersonRef({ userId, name: user.name, place: user.place }),
      rank: suggestion ? rank + 1 : null,
      score: suggestion && round(suggestion.score),
      factors: suggestion && toFactors(suggestion.factors),
      reasons: suggestion ? reasonsOf(suggestion) : [],
      limits: [
        ...(userId === absence.userId ? ['is the person who is away'] : []),
        ...(user.active ? [] : ['has left']),
        ...(out ? [EXCLUDED[out.reason]] : []),
      ],
      customers: fitsOf(pool, absence, user),
    };
  }
}

const suggestIn = (pool: BackupPool, absence: SuggestFor) =>
  suggestBackups({
    absentee: pool.absentee,
    preferredBackupUserId: absence.preferredBackupUserId,
    portfolio: pool.choiceCustomers,
    candidates: pool.candidates(absence.during),
    weights: pool.policy.weights,
  });

/** When somebody is there, of the hours that need a backup. */
const freeIn = (pool: BackupPool, absence: SuggestFor, userId: UserId): Span[] =>
  awaySpans(absence).flatMap((part) => subtract(part, pool.away.get(userId) ?? []));

const toSpan = ({ startsAt, endsAt }: Span) => ({ starts_at: startsAt, ends_at: endsAt });

/** Nobody asks why people of other teams are left out. */
const isTold = ({ userId, reason }: Excluded, pool: BackupPool): boolean =>
  reason !== 'not_eligible' || pool.people.get(userId)?.teamId === pool.absentee.teamId;

/** When each said no, the last time. */
const declinesOf = (asked: readonly AssignmentRecord[]): ReadonlyMap<UserId, Temporal.Instant> =>
  new Map(
    asked
      .flatMap(({ status, backup, decidedAt }) =>
        status === 'declined' && decidedAt !== null ? [[backup.userId, decidedAt] as const] : [],
      )
      .toSorted(([, a], [, b]) => compareInstants(a, b)),
  );

function toItem(
  item: Suggestion,
  pool: BackupPool,
  declinedAt: Temporal.Instant | null,
): z.output<typeof BackupSuggestions>['items'][number] {
  const user = pool.people.get(item.userId);
  const { evidence } = item;
  return {
    user_id: item.userId,
    name: user?.name ?? '',
    place: user?.place ?? null,
    score: round(item.score),
    factors: toFactors(item.factors),
    load: {
      customers: round(evidence.ownLoad),
      coverage: round(evidence.load - evidence.ownLoad),
      capacity_points: evidence.capacityPoints,
    },
    load_after: round(evidence.loadAfter),
    overloaded: evidence.loadAfter > evidence.capacityPoints,
    reasons: reasonsOf(item),
    declined_at: declinedAt,
  };
}

function fitsOf(
  pool: BackupPool,
  absence: SuggestFor,
  user: UserRecord,
): OutputOf<typeof GetBackupReasons>['customers'] {
  const candidate = pool.candidates(absence.during).find(({ id }) => id === user.id);
  if (!candidate) return [];
  const team = pool.candidates(absence.during).filter((one) => one.teamId === pool.absentee.teamId && !one.isAbsent);
  const spoken = spokenLanguages(team, pool.choiceCustomers);
  const overlap = hoursOverlap(pool.absentee, user, absence.during.startsAt);
  return pool.choiceCustomers.map((customer) => {
    const fit = fitOf(
      { ...customer, language: customer.language ?? null },
      {
        skills: user.skills,
        isFamiliar: candidate.knownCustomerIds.includes(customer.id),
        hasCovered: candidate.coveredCustomerIds.includes(customer.id),
        isPreferred: user.id === absence.preferredBackupUserId,
        isCustomersBackup: user.id === customer.presetUserId,
      },
      overlap,
    );
    const limit = limitFor(candidate, customer, spoken);
    const reason = candidate.conflicts?.get(customer.id);
    return {
      customer: { customer_id: customer.id, name: nameOf(pool, customer.id) },
      fit: round(fit.score),
      reasons: fitWords(fit),
      limit: limit && (reason === undefined ? LIMITS[limit] : `${LIMITS[limit]}: ${reason}`),
    };
  });
}

const nameOf = (pool: BackupPool, id: string): string => pool.customers.find((one) => one.id === id)?.name ?? '';
