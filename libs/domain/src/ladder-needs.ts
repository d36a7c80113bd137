import { awaySpans } from './absences.js';
import type { CustomerId, UserId } from './ids.js';
import type { LadderRow, LadderState } from './ladder-state.js';
import { compareEnds, compareInstants, intersect, overlaps, type Span, subtract } from './spans.js';

export const HIGHEST_TIER = 5;

const OPEN = ['pending', 'accepted', 'active'] as const;
export const isOpen = ({ status }: Pick<LadderRow, 'status'>): boolean => OPEN.some((one) => one === status);

/** Ended in a way that says "not this person": they are never chosen again for the absence. */
const REFUSALS = ['lapsed', 'rejected', 'released'] as const;
export const isRefusal = ({ tier, status, endedReason, isReleasing }: LadderRow): boolean =>
  tier > 0 && (status === 'declined' || isReleasing || REFUSALS.some((reason) => reason === endedReason));

export interface Need {
  readonly customerId: CustomerId;
  /** From the first to the last instant without anybody. */
  readonly part: Span;
  /** In `part`, without anybody. */
  readonly holes: readonly Span[];
  readonly isWhole: boolean;
  readonly tier: number;
  /** Of the customer, in that time, refused or unanswered. */
  readonly tried: readonly LadderRow[];
  readonly isReplacement: boolean;
}

export type Index = ReadonlyMap<CustomerId, readonly LadderRow[]>;

export const indexed = (rows: readonly LadderRow[]): Index => {
  const index = new Map<CustomerId, LadderRow[]>();
  for (const row of rows)
    for (const id of row.customerIds) {
      const known = index.get(id);
      if (known) known.push(row);
      else index.set(id, [row]);
    }
  return index;
};

const awayOf = ({ away }: LadderState, userId: UserId): readonly Span[] => away.get(userId) ?? [];

/** Away in any hour that is to be covered. */
export const isAwayIn = (state: LadderState, userId: UserId, during: Span): boolean => {
  const needed = awaySpans(state.absence).flatMap((part) => intersect(part, during) ?? []);
  return awayOf(state, userId).some((away) => needed.some((part) => overlaps(away, part)));
};

/** The time a row stands for: its span without the backup's own absences. */
const presence = (state: LadderState, row: LadderRow): Span[] =>
  compareEnds(row.during.startsAt, row.during.endsAt) < 0 ? subtract(row.during, awayOf(state, row.backupUserId)) : [];

const isBackupOfBackup = (row: LadderRow): boolean => row.tier > 1 && ['by-hand', 'secondary'].includes(row.rung);

export const needOf = (state: LadderState, rows: readonly LadderRow[], customerId: CustomerId): Need | null => {
  const elsewhere = state.elsewhere.filter((one) => one.customerId === customerId);
  const open = rows.filter((row) => isOpen(row) && !row.isReleasing);
  const hasFirst = rows.some((row) => row.tier <= 1);
  // a secondary stands for the first one only as the step of the ladder, once there was a first one
  const secondaryCounts = hasFirst && state.policy.ladder.includes('secondary');
  const counting = open.filter((row) => !isBackupOfBackup(row) || secondaryCounts);
  const covered = [...counting.flatMap((row) => presence(state, row)), ...elsewhere.map(({ during }) => during)];
  const ahead: Span = { startsAt: state.now, endsAt: null };
  const wanted = awaySpans(state.absence).flatMap((part) => intersect(part, ahead) ?? []);
  const holes = wanted.flatMap((part) => subtract(part, covered));
  const [first, last] = [holes[0], holes.at(-1)];
  if (!first || !last) return null;

  const part: Span = { startsAt: first.startsAt, endsAt: last.endsAt };
  const overlapping = (one: { readonly during: Span }) => overlaps(one.during, part);
  const isWhole = counting.length === 0 && elsewhere.length === 0;
  const during = isWhole ? state.absence.during : part;
  const used = new Set([...open.filter(overlapping), ...elsewhere.filter(overlapping)].map(({ tier }) => tier));
  const tier = [1, 2, 3, 4, 5].find((one) => !used.has(one)) ?? HIGHEST_TIER + 1;
  const tried = rows.filter((row) => isRefusal(row) && !row.isReleasing && overlaps(wide(row), part));
  return {
    customerId,
    part: during,
    holes: isWhole ? [during] : holes,
    isWhole,
    tier,
    tried,
    isReplacement: rows.some((row) => row.isReleasing && isOpen(row)),
  };
};

/** A row that ended before it began still says when it was meant for: to the end of time is near enough here. */
const wide = (row: LadderRow): Span => ({ startsAt: row.during.startsAt, endsAt: null });

export interface Group {
  readonly part: Span;
  readonly holes: readonly Span[];
  readonly isWhole: boolean;
  readonly tier: number;
  readonly isFirst: boolean;
  readonly since: Temporal.Instant | null;
  readonly customerIds: CustomerId[];
}

/** Customers in the same situation are asked for together. */
export const groupsOf = (needs: readonly Need[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const { customerId, part, holes, isWhole, tier, tried, isReplacement } of needs) {
    const since = tried.map(({ createdAt }) => createdAt).toSorted(compareInstants)[0] ?? null;
    const isFirst = tried.length === 0 && !isReplacement;
    const key = JSON.stringify([part, holes, isWhole, tier, isFirst, since]);
    const group = groups.get(key) ?? { part, holes, isWhole, tier, isFirst, since, customerIds: [] };
    group.customerIds.push(customerId);
    groups.set(key, group);
  }
  return [...groups.values()];
};
