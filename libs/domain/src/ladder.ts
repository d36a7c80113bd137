import type { CustomerId, UserId } from './ids.js';
import {
  type Group,
  groupsOf,
  HIGHEST_TIER,
  type Index,
  indexed,
  isAwayIn,
  isOpen,
  isRefusal,
  needOf,
} from './ladder-needs.js';
import { chooseInParts, comingsAndGoings, type TimedCustomers } from './ladder-parts.js';
import type { Choose, LadderRow, LadderState, NextAsk, NextAsks } from './ladder-state.js';
import { byText } from './ordering.js';
import { compareInstants, overlaps, type Span } from './spans.js';

export type { Choose, CoverElsewhere, LadderRow, LadderState, NextAsk, NextAsks } from './ladder-state.js';

/** Never longer than that from the first question of an absence that runs (product.md 7: never more than one hour). */
const LONGEST_MINUTES = 60;

/**
 * What is to be asked now, as data from data (product.md 7): the first choice, and when that one says no, does not answer, wants out or falls
 * ill, the secondary backup, the next suggestion, the team's fallback, the manager chain. A secondary who was asked too counts as that
 * step. The last two are assigned without asking. Where nobody is there for all of the time, first choice and next suggestion are
 * several people one after the other, and the last steps are for the rest of it (ADR 0011). Never the absent person, never anybody away in
 * that time, never again who said no to this absence; a person holds one customer at one tier only. Repeating it changes nothing
 * until something happened; it ends with coverage or with the customers that are left.
 */
export const nextAsks = (state: LadderState): NextAsks => {
  const withdraw = state.rows.filter(
    (row) => row.status === 'pending' && isAwayIn(state, row.backupUserId, row.during),
  );
  const gone = new Set(withdraw.map(({ id }) => id));
  const rows = state.rows.filter(({ id }) => !gone.has(id));
  const refusals = state.rows.filter(isRefusal);
  const index = indexed(rows);
  const asks: NextAsk[] = [];
  const gap: CustomerId[] = [];
  const at: Climbing = {
    state,
    index,
    refused: new Set([state.absence.userId, ...refusals.map((row) => row.backupUserId)]),
    saidNo: new Set([
      state.absence.userId,
      ...refusals.filter((row) => row.endedReason !== 'lapsed').map((row) => row.backupUserId),
    ]),
    carried: (during) => carriedIn(state, rows.filter(isOpen), asks, during),
  };

  const needs = state.customerIds.flatMap((id) => needOf(state, index.get(id) ?? [], id) ?? []);
  for (const group of groupsOf(needs)) climb(at, group, asks, gap);
  if (state.policy.secondary) asks.push(...secondaries(at, asks));
  return { withdraw: [...gone].toSorted(byText), asks: together(asks), gap: gap.toSorted(byText) };
};

/** One question for everything one person is asked at one step and for one time, however it came about. */
const together = (asks: readonly NextAsk[]): NextAsk[] => {
  const keyOf = ({ backupUserId, tier, rung, during, withoutAsking }: NextAsk): string =>
    JSON.stringify([backupUserId, tier, rung, during, withoutAsking]);
  return [...Map.groupBy(asks, keyOf).values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [{ ...first, customerIds: [first, ...more].flatMap(({ customerIds }) => customerIds).toSorted(byText) }],
  );
};

interface Climbing {
  readonly state: LadderState;
  readonly index: Index;
  readonly refused: ReadonlySet<UserId>;
  readonly saidNo: ReadonlySet<UserId>;
  readonly carried: (during: Span) => ReadonlyMap<UserId, ReadonlySet<CustomerId>>;
}

/** Of this absence, asked before or in this very step: what is chosen piece by piece must not be more than somebody can carry. */
const carriedIn = (
  { absence }: LadderState,
  open: readonly LadderRow[],
  asks: readonly NextAsk[],
  during: Span,
): ReadonlyMap<UserId, ReadonlySet<CustomerId>> => {
  const carried = new Map<UserId, Set<CustomerId>>();
  for (const one of [...open, ...asks]) {
    if (!overlaps(one.during ?? absence.during, during)) continue;
    const theirs = carried.get(one.backupUserId) ?? new Set();
    for (const id of one.customerIds) theirs.add(id);
    carried.set(one.backupUserId, theirs);
  }
  return carried;
};

/** From the first choice to the last step, as far as there is time and somebody to ask. */
const climb = (at: Climbing, group: Group, asks: NextAsk[], gap: CustomerId[]): void => {
  const { state, index, saidNo } = at;
  const { part, isWhole, tier, isFirst, customerIds } = group;
  if (tier > HIGHEST_TIER) return void gap.push(...customerIds);
  const holders = new Map(customerIds.map((id) => [id, holdersOf(index.get(id) ?? [], part)]));
  const whole = (during: Span): Span | null => (isWhole && during === part ? null : during);

  let left: readonly TimedCustomers[] = [{ during: part, customerIds }];
  if (isFirst || (state.policy.ladder.includes('next-suggestion') && hasTime(state, group))) {
    const rung = isFirst ? 'first' : 'next-suggestion';
    left = choosePeople(at, group, holders, ({ userId, customerIds: theirs }, during) =>
      asks.push({ backupUserId: userId, customerIds: theirs, tier, rung, during: whole(during), withoutAsking: false }),
    );
  }
  const unheld = left.flatMap((rest) =>
    lastSteps(state, rest, { saidNo, holders }, (step) =>
      asks.push({ ...step, tier, during: whole(rest.during), withoutAsking: true }),
    ),
  );
  gap.push(...new Set(unheld));
};

type Holders = ReadonlyMap<CustomerId, ReadonlySet<UserId>>;
type Chosen = ReturnType<Choose>[number];

/** Whoever is there for all of it; for what is left, people one after the other. Answers what is left after them. */
const choosePeople = (
  { state, refused, carried }: Climbing,
  { part, holes, customerIds }: Group,
  holders: Holders,
  ask: (pick: Chosen, during: Span) => void,
): readonly TimedCustomers[] => {
  const choose = (wanted: TimedCustomers) =>
    state.choose({ ...wanted, refused, holders, carried: carried(wanted.during) });
  const picks = choose({ during: part, customerIds });
  for (const pick of picks) ask(pick, part);
  const placed = new Set(picks.flatMap((pick) => pick.customerIds));
  const rest = customerIds.filter((id) => !placed.has(id));
  if (rest.length === 0) return [];

  const others = [...state.away].filter(([id]) => state.choosable.has(id) && !refused.has(id));
  const spans = others.map(([, away]) => away);
  const parts = holes.map((hole) => {
    const edges = comingsAndGoings(hole, spans);
    const wanted = { during: hole, customerIds: rest };
    return edges.length === 0 ? { picks: [], left: [wanted] } : chooseInParts(wanted, edges, choose);
  });
  const found = parts.flatMap((one) => one.picks);
  for (const pick of found) ask(pick, pick.during);
  return found.length === 0 ? [{ during: part, customerIds: rest }] : parts.flatMap((one) => one.left);
};

/** Team fallback and managers are assigned, not asked. Answers the customers nobody is left for. */
const lastSteps = (
  state: LadderState,
  { during, customerIds }: TimedCustomers,
  { saidNo, holders }: { readonly saidNo: ReadonlySet<UserId>; readonly holders: Holders },
  assign: (step: {
    backupUserId: UserId;
    customerIds: readonly CustomerId[];
    rung: 'team-fallback' | 'manager';
  }) => void,
): readonly CustomerId[] => {
  const steps = [
    ['team-fallback', state.fallbackUserId === null ? [] : [state.fallbackUserId]],
    ['manager', state.managerIds],
  ] as const;
  let left = customerIds;
  for (const [rung, people] of steps) {
    if (!state.policy.ladder.includes(rung)) continue;
    for (const userId of people) {
      if (saidNo.has(userId) || isAwayIn(state, userId, during)) continue;
      const theirs = left.filter((id) => state.mayHold(userId, id) && !holders.get(id)?.has(userId));
      if (theirs.length === 0) continue;
      assign({ backupUserId: userId, customerIds: theirs, rung });
      left = left.filter((id) => !theirs.includes(id));
    }
  }
  return left;
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
const secondaries = ({ state, index, refused, carried }: Climbing, asks: readonly NextAsk[]): NextAsk[] => {
  const asked = new Map<CustomerId, UserId[]>();
  for (const ask of asks)
    if (ask.tier === 1) for (const id of ask.customerIds) asked.set(id, [...(asked.get(id) ?? []), ask.backupUserId]);
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
  const { during } = state.absence;
  const picks = state.choose({ customerIds, during, refused, holders, carried: carried(during) });
  return picks.map(({ userId, customerIds: theirs }) => ({
    backupUserId: userId,
    customerIds: theirs,
    tier: 2,
    rung: 'secondary' as const,
    during: null,
    withoutAsking: false,
  }));
};
