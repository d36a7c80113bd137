import { DomainError } from './errors.js';
import type { AssignmentId, CustomerId, UserId } from './ids.js';

/** Somebody and the customers they are to have. */
export interface Share {
  readonly backupUserId: UserId;
  readonly customerIds: readonly CustomerId[];
}

/** An open first backup of the absence as it is. */
export interface OpenShare extends Share {
  readonly id: AssignmentId;
  readonly isAccepted: boolean;
}

export interface Resplit {
  /** Waiting questions that are not asked any more. */
  readonly end: readonly AssignmentId[];
  /** Customers that go from somebody who said yes, because they are named for somebody else. */
  readonly move: readonly { readonly id: AssignmentId; readonly customerIds: readonly CustomerId[] }[];
  readonly ask: readonly Share[];
}

/** Throws coverage.customer-named-twice. */
const sharesByBackup = (wanted: readonly Share[]): Map<UserId, Set<CustomerId>> => {
  const shares = new Map<UserId, Set<CustomerId>>();
  const seen = new Map<CustomerId, UserId>();
  for (const { backupUserId, customerIds } of wanted)
    for (const id of customerIds) {
      if ((seen.get(id) ?? backupUserId) !== backupUserId)
        throw new DomainError('coverage.customer-named-twice', { customer_id: id });
      seen.set(id, backupUserId);
      shares.set(backupUserId, (shares.get(backupUserId) ?? new Set()).add(id));
    }
  return shares;
};

/**
 * From who has which customers to who is to have them, set by hand: a yes stays for all customers that are not named for somebody else; a
 * question that is exactly what is wanted goes on waiting, every other one ends; everybody is asked for what they have not said yes
 * to. Doing it again changes nothing. Throws coverage.customer-named-twice.
 */
export const decideResplit = (wanted: readonly Share[], open: readonly OpenShare[]): Resplit => {
  const shares = sharesByBackup(wanted);
  const wantedOf = new Map([...shares].flatMap(([userId, ids]) => [...ids].map((id) => [id, userId] as const)));
  const accepted = open.filter(({ isAccepted }) => isAccepted);
  const move = accepted.flatMap(({ id, backupUserId, customerIds }) => {
    const gone = customerIds.filter((customer) => (wantedOf.get(customer) ?? backupUserId) !== backupUserId);
    return gone.length > 0 ? [{ id, customerIds: gone }] : [];
  });
  const missing = new Map(
    [...shares].map(([userId, ids]) => {
      const has = new Set(accepted.filter((row) => row.backupUserId === userId).flatMap((row) => row.customerIds));
      return [userId, [...ids].filter((id) => !has.has(id)).toSorted()] as const;
    }),
  );
  const waits = open.filter(({ isAccepted }) => !isAccepted);
  const kept = waits.filter(({ backupUserId, customerIds }) => {
    const rest = missing.get(backupUserId) ?? [];
    return rest.length > 0 && rest.join() === customerIds.toSorted().join();
  });
  const keptFor = new Set(kept.map(({ backupUserId }) => backupUserId));
  return {
    end: waits.filter((row) => !kept.includes(row)).map(({ id }) => id),
    move,
    ask: [...missing]
      .filter(([userId, ids]) => ids.length > 0 && !keptFor.has(userId))
      .map(([backupUserId, customerIds]) => ({ backupUserId, customerIds })),
  };
};
