import type { AnswerOf, GetCoverageResilience, GetFairness } from '@understudy/contracts';
import { dayOf, firstNameOf, formatCount, listNames } from '@understudy/ui';
import type { TeamPerson } from '../team/lanes.js';

export type AtRisk = AnswerOf<typeof GetCoverageResilience>['people'][number];
export type Point = AtRisk['points'][number];
export type Fair = AnswerOf<typeof GetFairness>['items'][number];

/** The answer to "who must not fall out?". */
export function titleOf(people: readonly AtRisk[]): string {
  const [first, ...others] = people.filter(({ left_with_nobody }) => left_with_nobody > 0);
  if (!first) return people.length === 0 ? 'Nobody is the only one' : 'If one more falls out, nobody is left alone';
  const more = others.length > 0 ? `, and ${formatCount(others.length, 'more person', 'more people')} like that` : '';
  return `If ${firstNameOf(first.user.name)} fell out, ${formatCount(first.left_with_nobody, 'customer')} would have nobody${more}`;
}

export interface CustomerAtRisk {
  readonly customerId: string;
  readonly name: string;
  readonly arr: number;
  /** Worst first: with nobody, then by default only. */
  readonly leftWith: Point['left_with'];
  readonly standsIn: boolean;
  readonly spans: readonly Pick<Point, 'starts_at' | 'ends_at'>[];
}

const WORST = ['nobody', 'team-fallback', 'manager'] as const satisfies readonly Point['left_with'][];

/** A row a customer, so that the list is as long as the count; largest ARR first as the API has them. */
export const customersOf = (points: readonly Point[]): readonly CustomerAtRisk[] =>
  [...Map.groupBy(points, ({ customer_id }) => customer_id)].flatMap(([customerId, members]) => {
    const [first] = members;
    if (!first) return [];
    const leftWith = WORST.find((each) => members.some(({ left_with }) => left_with === each)) ?? first.left_with;
    return [
      {
        customerId,
        name: first.customer_name,
        arr: first.arr,
        leftWith,
        standsIn: members.some(({ stands_in }) => stands_in),
        spans: members
          .filter(({ left_with }) => left_with === leftWith)
          .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)),
      },
    ];
  });

export interface Load {
  readonly person: TeamPerson;
  readonly own: number;
  /** The most of others at one time, from `peakAt` on; 0 when they stand in for nobody. */
  readonly covers: number;
  readonly peakAt: string | null;
  /** Whose, at that time: absence and how many. */
  readonly from: readonly { readonly absenceId: string; readonly name: string; readonly customers: number }[];
  readonly capacity: number;
}

/** What each carries at the worst time from `now` on, by customers; the heaviest first. People whose capacity is not known are left out. */
export function loadsOf(people: readonly TeamPerson[], now: number): readonly Load[] {
  const tiles = people.flatMap((person) =>
    person.absences.flatMap(({ id, lane }) =>
      lane
        .filter(({ ends_at }) => Date.parse(ends_at) > now)
        .flatMap(({ starts_at, ends_at, shares }) =>
          shares.flatMap(({ because, user, customers }) =>
            because === 'coverage' && user
              ? [{ userId: user.user_id, absenceId: id, name: person.user.name, customers, starts_at, ends_at }]
              : [],
          ),
        ),
    ),
  );
  return people
    .flatMap((person): Load[] => {
      const { capacity_points: capacity, customers: own } = person;
      if (capacity === null) return [];
      const mine = tiles.filter(({ userId }) => userId === person.user.user_id);
      const peaks = mine.map(({ starts_at: at }) => {
        const running = mine.filter(({ starts_at, ends_at }) => starts_at <= at && at < ends_at);
        return { at, running, covers: running.reduce((sum, { customers }) => sum + customers, 0) };
      });
      const peak = peaks.toSorted((a, b) => b.covers - a.covers || a.at.localeCompare(b.at))[0];
      return [
        { person, own, covers: peak?.covers ?? 0, peakAt: peak?.at ?? null, from: peak?.running ?? [], capacity },
      ];
    })
    .filter(({ own, covers }) => own + covers > 0)
    .toSorted((a, b) => shareOf(b) - shareOf(a) || a.person.user.name.localeCompare(b.person.user.name));
}

export const shareOf = ({ own, covers, capacity }: Pick<Load, 'own' | 'covers' | 'capacity'>): number =>
  capacity > 0 ? (own + covers) / capacity : Infinity;

/** "Eva and Ben carry too much", "Nobody carries too much". */
export function loadTitle(loads: readonly Load[]): string {
  const over = loads.filter((load) => shareOf(load) > 1).map(({ person }) => firstNameOf(person.user.name));
  if (over.length === 0) return 'Nobody carries too much';
  if (over.length > 3) return `${over.length} people carry too much`;
  return `${listNames(over)} ${over.length === 1 ? 'carries' : 'carry'} too much`;
}

/** The largest imbalance in a sentence. */
export function fairnessTitle(items: readonly Fair[]): string {
  const sorted = items.toSorted((a, b) => b.balance - a.balance);
  const [giver, taker] = [sorted[0], sorted.at(-1)];
  if (!giver || items.every(({ given, received }) => given === 0 && received === 0))
    return 'Nobody stood in for anybody in this time';
  if (giver.balance < 1) return 'What was given and received is even';
  const words = `${firstNameOf(giver.user.name)} gave ${Math.round(giver.balance)} customer-days more than received`;
  return taker && taker.balance < -1
    ? `${words}, ${firstNameOf(taker.user.name)} received ${Math.round(-taker.balance)} more than given`
    : words;
}

/** "today" for what has begun, else its day; both in the reader's zone. */
export const peakDay = (at: string, now: number, timeZone: string): string =>
  dayOf(Math.max(Date.parse(at), now), timeZone);
