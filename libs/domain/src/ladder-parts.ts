import type { CustomerId, UserId } from './ids.js';
import { byText } from './ordering.js';
import { compareEnds, compareInstants, contains, type Span } from './spans.js';

/** Customers of one time. */
export interface TimedCustomers {
  readonly during: Span;
  readonly customerIds: readonly CustomerId[];
}

export interface TimedPick extends TimedCustomers {
  readonly userId: UserId;
}

/** Who takes which of these customers for all of that time; see chooseBackups. The longer the time, the fewer can. */
export type ChooseFor = (
  wanted: TimedCustomers,
) => readonly { readonly userId: UserId; readonly customerIds: readonly CustomerId[] }[];

/** Instants inside the time at which somebody leaves or is back, in order. */
export const comingsAndGoings = (during: Span, away: Iterable<readonly Span[]>): Temporal.Instant[] => {
  const inside = [...away]
    .flat()
    .flatMap(({ startsAt, endsAt }) => (endsAt === null ? [startsAt] : [startsAt, endsAt]))
    .filter((at) => contains(during, at) && compareInstants(at, during.startsAt) > 0)
    .toSorted(compareInstants);
  return inside.filter((at, n) => n === 0 || compareInstants(at, inside[n - 1] ?? at) > 0);
};

/**
 * Backups one after the other, where nobody is there for all of the time: from its start whoever can stay longest, then the next, so
 * that a customer changes hands as rarely as possible. `left` is the time in which nobody is there, per customers; together the two
 * are all of the time for all of the customers. Asks `choose` about log2(edges) times for each change of hands.
 */
export const chooseInParts = (
  wanted: TimedCustomers,
  edges: readonly Temporal.Instant[],
  choose: ChooseFor,
): { picks: TimedPick[]; left: TimedCustomers[] } => {
  const picks: TimedPick[] = [];
  const left: TimedCustomers[] = [];
  const open: TimedCustomers[] = [wanted];
  for (let next = open.pop(); next; next = open.pop()) {
    const { during, customerIds } = next;
    const ends = [
      ...edges.filter((at) => contains(during, at) && compareInstants(at, during.startsAt) > 0),
      during.endsAt,
    ];
    const { chosen, end } = farthest(next, ends, choose);
    const part: Span = { startsAt: during.startsAt, endsAt: end };
    for (const pick of chosen) picks.push({ ...pick, during: part });
    const placed = chosen.flatMap((pick) => pick.customerIds);
    const nobody = customerIds.filter((id) => !placed.includes(id));
    if (placed.length === 0) left.push({ during: part, customerIds });
    else if (nobody.length > 0) open.push({ during, customerIds: nobody });
    const after = placed.length === 0 ? customerIds : placed;
    if (end !== null && compareEnds(end, during.endsAt) < 0)
      open.push({ during: { startsAt: end, endsAt: during.endsAt }, customerIds: after });
  }
  return { picks: joined(picks, ({ userId }) => userId), left: joined(left, () => '') };
};

/** Who can stay longest, and until when; nobody until the first of the ends when even for that nobody is found. */
const farthest = (
  { during: { startsAt }, customerIds }: TimedCustomers,
  ends: readonly (Temporal.Instant | null)[],
  choose: ChooseFor,
) => {
  const until = (n: number) => ends[n] ?? null;
  let chosen: ReturnType<ChooseFor> = [];
  let [found, low, high] = [0, 0, ends.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const picks = choose({ during: { startsAt, endsAt: until(middle) }, customerIds });
    if (picks.length > 0) [chosen, found, low] = [picks, middle, middle + 1];
    else high = middle - 1;
  }
  return { chosen, end: until(found) };
};

/** Parts that follow each other, for the same person and customers, are one. */
const joined = <Part extends TimedCustomers>(parts: readonly Part[], who: (part: Part) => string): Part[] => {
  const all: Part[] = [];
  for (const part of parts.toSorted((a, b) => compareInstants(a.during.startsAt, b.during.startsAt))) {
    const before = all.findIndex(
      (one) =>
        who(one) === who(part) &&
        compareEnds(one.during.endsAt, part.during.startsAt) === 0 &&
        one.customerIds.length === part.customerIds.length &&
        one.customerIds.every((id) => part.customerIds.includes(id)),
    );
    const last = all[before];
    if (last) all[before] = { ...last, during: { startsAt: last.during.startsAt, endsAt: part.during.endsAt } };
    else all.push(part);
  }
  return all.toSorted(
    (a, b) =>
      compareInstants(a.during.startsAt, b.during.startsAt) || byText(`${a.customerIds[0]}`, `${b.customerIds[0]}`),
  );
};
