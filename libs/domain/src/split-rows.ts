import type { CustomerId, UserId } from './ids.js';

/** Why somebody cannot get a customer at all: a hard limit, before any comparison. */
export type SplitExclusion = 'absent' | 'not_eligible' | 'at_capacity' | 'conflict' | 'language' | 'declined';

export interface SplitCustomer {
  readonly id: CustomerId;
  /** Points that it takes of a backup's capacity; 1 when not given, never less than 0. */
  readonly load?: number;
  /** How well each backup fits this one customer, see {@link fitOf}; 0 for who is not named. Compared to a tenth of a point. */
  readonly fit: ReadonlyMap<UserId, number>;
  readonly excluded?: ReadonlyMap<UserId, SplitExclusion>;
}

export interface SplitBackup {
  readonly id: UserId;
  /** Points that are left: what they can carry less what they carry already. */
  readonly capacity: number;
  readonly excluded?: SplitExclusion | null;
}

const TENTHS = 10;

export const splitLoad = ({ load = 1 }: Pick<SplitCustomer, 'load'>): number => Math.max(0, load);

/** The fit as it is compared: whole tenths of a point, never negative. */
export const fitTenths = ({ fit }: Pick<SplitCustomer, 'fit'>, userId: UserId): number =>
  Math.round(Math.max(0, fit.get(userId) ?? 0) * TENTHS);

export const exclusionOf = (customer: SplitCustomer, backup: SplitBackup): SplitExclusion | null =>
  backup.excluded ?? customer.excluded?.get(backup.id) ?? null;
