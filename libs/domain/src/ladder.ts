import type { Absence } from './absences.js';
import { awaySpans } from './absences.js';
import type { AskedBy, Assignment } from './assignments.js';
import type { AssignmentId, CustomerId, UserId } from './ids.js';
import type { CoveragePolicy } from './policies.js';
import { compareEnds, compareInstants, intersect, overlaps, type Span, subtract } from './spans.js';
import { byText } from './ordering.js';

/** What was asked for this absence so far; `customerIds` lists them also when it covers all. */
export interface LadderRow extends Pick<
  Assignment,
  'id' | 'backupUserId' | 'tier' | 'status' | 'during' | 'endedReason'
> {
  readonly customerIds: readonly CustomerId[];
  readonly rung: AskedBy;
  readonly createdAt: Temporal.Instant;
  /** The backup wants out and stays until a replacement says yes. */
  readonly isReleasing: boolean;
}

/** Accepted coverage of one of the customers by another absence of the same person. */
export interface CoverElsewhere {
  readonly customerId: CustomerId;
  readonly tier: number;
  readonly during: Span;
}

/** Who is chosen for these customers and that time; see chooseBackups. */
export type Choose = (wanted: {
  readonly customerIds: readonly CustomerId[];
  readonly during: Span;
  readonly refused: ReadonlySet<UserId>;
  readonly holders: ReadonlyMap<CustomerId, ReadonlySet<UserId>>;
}) => readonly { readonly userId: UserId; readonly customerIds: readonly CustomerId[] }[];

export interface LadderState {
  readonly now: Temporal.Instant;
  readonly absence: Pick<Absence, 'userId' | 'during' | 'windows'>;
  readonly policy: Pick<CoveragePolicy, 'ladder' | 'secondary' | 'urgentAnswerMinutes'>;
  readonly customerIds: readonly CustomerId[];
  readonly rows: readonly LadderRow[];
  readonly elsewhere: readonly CoverElsewhere[];
  /** When people are away, of everybody who may matter. */
  readonly away: ReadonlyMap<UserId, readonly Span[]>;
  readonly fallbackUserId: UserId | null;
  /** Nearest first. */
  readonly managerIds: readonly UserId[];
  /** May this person look after the customer at all: a role that can, nothing declared against it. */
  readonly mayHold: (userId: UserId, customerId: CustomerId) => boolean;
  readonly choose: Choose;
}

export interface NextAsk {
  readonly backupUserId: UserId;
  readonly customerIds: readonly CustomerId[];
  readonly tier: number;
  readonly rung: Exclude<AskedBy, 'by-hand'>;
  /** null: the whole absence; else the part that needs somebody. */
  readonly during: Span | null;
  /** The last steps: assigned, not asked. */
  readonly withoutAsking: boolean;
}

export interface NextAsks {
  /** Waiting questions to somebody who is away themselves by now. */
  readonly withdraw: readonly AssignmentId[];
  readonly asks: readonly NextAsk[];
  /** Customers nobody is left for: told once, shown until somebody is. */
  readonly gap: readonly CustomerId[];
}

/** Never longer than that from the first question of an absence that runs (product.md 7: never more than one hour). */
const LONGEST_MINUTES = 60;
const HIGHEST_TIER = 5;

const OPEN = ['pending', 'accepted', 'active'] as const;
const isOpen = ({ status }: Pick<LadderRow, 'status'>): boolean => OPEN.some((one) => one === status);

/** Ended in a way that says "not this person": they are never chosen again for the absence. */
const REFUSALS = ['lapsed', 'rejected', 'released'] as const;
const isRefusal = ({ tier, status, endedReason, isReleasing }: LadderRow): boolean =>
  tier > 0 && (status === 'declined' || isReleasing || REFUSALS.some((reason) => reason === endedReason));

interface Need {
  readonly customerId: CustomerId;
  /** From the first to the last instant without anybody. */
  readonly part: Span;
  readonly isWhole: boolean;
  readonly tier: number;
  /** Of the customer, in that time, refused or unanswered. */
  readonly tried: readonly LadderRow[];
  readonly isReplacement: boolean;
}

/**
 * What is to be asked now, as data from data (product.md 7): the first choice, and when that one says no, does not answer, wants out or falls
 * ill, the secondary backup, the next suggestion, the team's fallback, the manager chain. A secondary who was asked too counts as that
 * step. The last two are assigned without asking. Never the absent person, never anybody away in that time, never again who said
 * no to this absence; a person holds one customer at one tier only. Repeating it changes nothing until something happened; it ends
 * with coverage or with the customers that are left.
 */
export const nextAsks = (state: LadderState): NextAsks => {
  const withdraw = state.rows.filter(
    (row) => row.status === 'pending' && isAwayIn(state, row.backupUserId, row.during),
  );
  const gone = new Set(withdraw.map(({ id }) => id));
  const rows = state.rows.filter(({ id }) => !gone.has(id));
  const refused = new Set<UserId>([
    state.absence.userId,
    ...state.rows.filter(isRefusal).map((row) => row.backupUserId),
  ]);
  const saidNo = new Set<UserId>([
    state.absence.userId,
    ...state.rows.filter((row) => isRefusal(row) && row.endedReason !== 'lapsed').map((row) => row.backupUserId),
  ]);

  const index = indexed(rows);
  const needs = state.customerIds.flatMap((id) => needOf(state, index.get(id) ?? [], id) ?? []);
  const asks: NextAsk[] = [];
  const gap: CustomerId[] = [];
  for (const group of groupsOf(needs)) climb({ state, index, refused, saidNo }, group, asks, gap);
  if (state.policy.secondary) asks.push(...secondaries(state, index, refused, asks));
  return { withdraw: [...gone].toSorted(byText), asks, gap: gap.toSorted(byText) };
};

type Index = ReadonlyMap<CustomerId, readonly LadderRow[]>;

const indexed = (rows: readonly LadderRow[]): Index => {
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
const isAwayIn = (state: LadderState, userId: UserId, during: Span): boolean => {
  const needed = awaySpans(state.absence).flatMap((part) => intersect(part, during) ?? []);
  return awayOf(state, userId).some((away) => needed.some((part) => overlaps(away, part)));
};

/** The time a row stands for: its span without the backup's own absences. */
const presence = (state: LadderState, row: LadderRow): Span[] =>
  compareEnds(row.during.startsAt, row.during.endsAt) < 0 ? subtract(row.during, awayOf(state, row.backupUserId)) : [];

const isBackupOfBackup = (row: LadderRow): boolean => row.tier > 1 && ['by-hand', 'secondary'].includes(row.rung);

const needOf = (state: LadderState, rows: readonly LadderRow[], customerId: CustomerId): Need | null => {
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
    isWhole,
    tier,
    tried,
    isReplacement: rows.some((row) => row.isReleasing && isOpen(row)),
  };
};

/** A row that ended before it began still says when it was meant for: to the end of time is near enough here. */
const wide = (row: LadderRow): Span => ({ startsAt: row.during.startsAt, endsAt: null });

interface Group {
  readonly part: Span;
  readonly isWhole: boolean;
  readonly tier: number;
  readonly isFirst: boolean;
  readonly since: Temporal.Instant | null;
  readonly customerIds: CustomerId[];
}

/** Customers in the same situation are asked for together. */
const groupsOf = (needs: readonly Need[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const { customerId, part, isWhole, tier, tried, isReplacement } of needs) {
    const since = tried.map(({ createdAt }) => createdAt).toSorted(compareInstants)[0] ?? null;
    const isFirst = tried.length === 0 && !isReplacement;
    const key = [String(part.startsAt), String(part.endsAt), isWhole, tier, isFirst, String(since)].join(' ');
    const group = groups.get(key) ?? { part, isWhole, tier, isFirst, since, customerIds: [] };
    group.customerIds.push(customerId);
    groups.set(key, group);
  }
  return [...groups.values()];
};

interface Climbing {
  readonly state: LadderState;
  readonly index: Index;
  readonly refused: ReadonlySet<UserId>;
  readonly saidNo: ReadonlySet<UserId>;
}

/** From the first choice to the last step, as far as there is time and somebody to ask. */
const climb = (at: Climbing, group: Group, asks: NextAsk[], gap: CustomerId[]): void => {
  const { state, index, refused, saidNo } = at;
  const { part, isWhole, tier, isFirst } = group;
  const during = isWhole ? null : part;
  let left = group.customerIds;
  if (tier > HIGHEST_TIER) return void gap.push(...left);
  const holders = new Map(left.map((id) => [id, holdersOf(index.get(id) ?? [], part)]));

  if (isFirst || (state.policy.ladder.includes('next-suggestion') && hasTime(state, group))) {
    const picks = state.choose({ customerIds: left, during: part, refused, holders });
    const rung = isFirst ? 'first' : 'next-suggestion';
    for (const { userId, customerIds } of picks)
      asks.push({ backupUserId: userId, customerIds, tier, rung, during, withoutAsking: false });
    const placed = new Set(picks.flatMap(({ customerIds }) => customerIds));
    left = left.filter((id) => !placed.has(id));
  }
  const steps: readonly (readonly ['team-fallback' | 'manager', readonly UserId[]])[] = [
    ['team-fallback', state.fallbackUserId === null ? [] : [state.fallbackUserId]],
    ['manager', state.managerIds],
  ];
  for (const [rung, people] of steps) {
    if (!state.policy.ladder.includes(rung)) continue;
    for (const userId of people) {
      if (saidNo.has(userId) || isAwayIn(state, userId, part)) continue;
      const theirs = left.filter((id) => state.mayHold(userId, id) && !holders.get(id)?.has(userId));
      if (theirs.length === 0) continue;
      asks.push({ backupUserId: userId, customerIds: theirs, tier, rung, during, withoutAsking: true });
      left = left.filter((id) => !theirs.includes(id));
    }
  }
  gap.push(...left);
};

const holdersOf = (rows: readonly LadderRow[], part: Span): ReadonlySet<UserId> =>
  new Set(rows.filter((row) => isOpen(row) && overlaps(row.during, part)).map(({ backupUserId }) => backupUserId));

/** Is there still time to ask one more? Up to the start; for what runs already, an hour from the first question. */
const hasTime = ({ now, policy }: LadderState, { part, since }: Group): boolean => {
  const first = since ?? now;
  const hour = first.add({ minutes: LONGEST_MINUTES });
  const until = compareInstants(hour, part.startsAt) > 0 ? hour : part.startsAt;
  return compareInstants(now.add({ minutes: policy.urgentAnswerMinutes }), until) <= 0;
};

/** A second backup beside each first one (policy.secondary); nobody twice, and nobody is no gap. */
const secondaries = (
  state: LadderState,
  index: Index,
  refused: ReadonlySet<UserId>,
  asks: readonly NextAsk[],
): NextAsk[] => {
  const asked = new Map<CustomerId, UserId[]>();
  for (const ask of asks)
    if (ask.tier === 1 && ask.during === null)
      for (const id of ask.customerIds) asked.set(id, [...(asked.get(id) ?? []), ask.backupUserId]);
  const holders = new Map<CustomerId, ReadonlySet<UserId>>();
  for (const id of state.customerIds) {
    const open = (index.get(id) ?? []).filter((row) => isOpen(row) && !row.isReleasing);
    const hasFirst = open.some(({ tier }) => tier === 1) || asked.has(id);
    const hasSecond = open.some(({ tier }) => tier === 2);
    const isTaken = state.elsewhere.some((one) => one.customerId === id);
    if (hasFirst && !hasSecond && !isTaken)
      holders.set(id, new Set([...open.map((row) => row.backupUserId), ...(asked.get(id) ?? [])]));
  }
  if (holders.size === 0) return [];
  const customerIds = [...holders.keys()];
  const picks = state.choose({ customerIds, during: state.absence.during, refused, holders });
  return picks.map(({ userId, customerIds: theirs }) => ({
    backupUserId: userId,
    customerIds: theirs,
    tier: 2,
    rung: 'secondary' as const,
    during: null,
    withoutAsking: false,
  }));
};
