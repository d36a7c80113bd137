import type { AnswerOf, GetCoverageCalendar } from '@understudy/contracts';
import { firstNameOf, formatCount, formatSpan } from '@understudy/ui';
import { plusDays } from '../session/local-days.js';

export type TeamCalendar = AnswerOf<typeof GetCoverageCalendar>;
export type TeamPerson = TeamCalendar['people'][number];
export type TeamAbsence = TeamPerson['absences'][number];
type Share = TeamAbsence['lane'][number]['shares'][number];

/** `held`: nobody said yes, but the team's fallback or a manager is there; `waiting`: and somebody is asked. */
export type LaneKind = 'covered' | 'waiting' | 'held' | 'gap';

/** A bar of the lane under an absence: the same people for the same number of customers, from day to day (both inclusive). */
export interface LaneBar {
  readonly key: string;
  readonly kind: LaneKind;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly shares: readonly Share[];
}

const kindOf = ({ because, waiting }: Share): LaneKind => {
  if (because === 'gap') return 'gap';
  if (waiting > 0) return 'waiting';
  return because === 'coverage' ? 'covered' : 'held';
};

interface Run {
  share: Share;
  readonly firstOn: string;
  lastOn: string;
  lastTile: number;
}

/**
 * Stretches of time with the same share are one run; runs over the same days are one bar, except gaps, which stay by themselves: a gap
 * goes on as long as anybody has nobody, with the most that have nobody at one time. By first day, gaps last among equals, so that they lie nearest to the next row and are never pushed out of sight.
 */
export function laneBars({ lane }: Pick<TeamAbsence, 'lane'>): readonly LaneBar[] {
  const runs: Run[] = [];
  const open = new Map<string, Run>();
  lane.forEach((tile, index) => {
    for (const share of tile.shares) {
      const key =
        share.because === 'gap'
          ? 'gap'
          : [share.because, share.user?.user_id, share.tier, share.customers, share.waiting].join(' ');
      const before = open.get(key);
      if (before && before.lastTile === index - 1) {
        before.lastOn = tile.last_on;
        before.lastTile = index;
        if (share.customers > before.share.customers) before.share = share;
      } else {
        const run = { share, firstOn: tile.first_on, lastOn: tile.last_on, lastTile: index };
        runs.push(run);
        open.set(key, run);
      }
    }
  });
  const together = Map.groupBy(runs, ({ share, firstOn, lastOn }) => `${firstOn} ${lastOn} ${share.because === 'gap'}`);
  return [...together]
    .map(([key, members]) => toBar(key, members))
    .toSorted((a, b) => a.firstOn.localeCompare(b.firstOn) || Number(a.kind === 'gap') - Number(b.kind === 'gap'));
}

function toBar(key: string, members: readonly Run[]): LaneBar {
  const kinds = new Set(members.map(({ share }) => kindOf(share)));
  const kind = (['gap', 'waiting', 'covered', 'held'] as const).find((each) => kinds.has(each)) ?? 'held';
  const [first] = members;
  return {
    key,
    kind,
    firstOn: first?.firstOn ?? '',
    lastOn: first?.lastOn ?? '',
    shares: members.map(({ share }) => share).toSorted((a, b) => b.customers - a.customers),
  };
}

/** On the bar: "Ben 17 · Eva 12", "Nobody for 6, 19 to 21 Aug", "9 asked" where no answer is there yet. */
export function barWords({ kind, shares, firstOn, lastOn }: LaneBar): string {
  if (kind === 'gap') return `Nobody for ${shares[0]?.customers ?? 0}, ${formatSpan(firstOn, lastOn)}`;
  return shares.map((share) => shareWords(share)).join(' · ');
}

const shareWords = ({ user, customers, waiting, because }: Share): string => {
  if (waiting > 0) return `${waiting} asked`;
  const name = user ? firstNameOf(user.name) : 'Nobody';
  return because === 'coverage' ? `${name} ${customers}` : `${name} ${customers}, by default`;
};

/** The bar in full, for the tooltip and for screen readers. */
export function barSentence({ kind, shares, firstOn, lastOn }: LaneBar, absent: string): string {
  const span = formatSpan(firstOn, lastOn);
  const count = shares.reduce((sum, { customers }) => sum + customers, 0);
  if (kind === 'gap') return `Gap: ${formatCount(count, 'customer')} of ${absent} with nobody, ${span}`;
  const parts = shares.map(({ user, customers, waiting, because }) => {
    const who = user?.name ?? 'nobody';
    if (waiting > 0) return `${waiting} wait for an answer, until then ${who}`;
    return because === 'coverage' ? `${who} ${customers}` : `${who} ${customers}, without having been asked`;
  });
  return `Customers of ${absent}, ${span}: ${parts.join('; ')}`;
}

/** Days from the first one to `lastOn`, both counted. */
export const dayCount = (firstOn: string, lastOn: string): number =>
  Math.round((Date.parse(`${lastOn}T00:00:00Z`) - Date.parse(`${firstOn}T00:00:00Z`)) / 86_400_000) + 1;

/** The Monday of the week that holds `day`. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return plusDays(day, -((weekday + 6) % 7));
}

const TYPES = {
  vacation: 'Vacation',
  sick: 'Sick',
  conference: 'Conference',
  parental: 'Parental leave',
  other: 'Away',
} as const satisfies Record<NonNullable<TeamAbsence['absence_type']>, string>;

/** "Vacation", or "Away" for readers who may not know why. */
export const kindWords = ({ absence_type: type }: Pick<TeamAbsence, 'absence_type'>): string =>
  type === null ? 'Away' : TYPES[type];

/** The gaps of somebody's lanes, by first day. */
export const gapsOf = (person: TeamPerson): readonly (LaneBar & { readonly absence: TeamAbsence })[] =>
  person.absences.flatMap((absence) =>
    laneBars(absence)
      .filter(({ kind }) => kind === 'gap')
      .map((bar) => ({ ...bar, absence })),
  );

export const isWaiting = (person: TeamPerson): boolean =>
  person.absences.some(({ lane }) => lane.some(({ shares }) => shares.some(({ waiting }) => waiting > 0)));

/** How many customers of others somebody looks after at `now`, because they said yes. */
export const coversNow = (people: readonly TeamPerson[], userId: string, now: number): number =>
  people
    .flatMap(({ absences }) => absences.flatMap(({ lane }) => lane))
    .filter(({ starts_at, ends_at }) => Date.parse(starts_at) <= now && now < Date.parse(ends_at))
    .flatMap(({ shares }) => shares)
    .filter(({ because, user }) => because === 'coverage' && user?.user_id === userId)
    .reduce((sum, { customers }) => sum + customers, 0);

export const isAwayAt = ({ absences }: TeamPerson, now: number): boolean =>
  absences.some(
    ({ during, windows, status }) =>
      status !== 'suggested' &&
      (windows.length > 0 ? windows : [during]).some(
        ({ starts_at, ends_at }) => Date.parse(starts_at) <= now && (ends_at === null || now < Date.parse(ends_at)),
      ),
  );

/** What presses comes first: gaps, then waiting answers, then whoever is away soonest, then the rest; then by name. */
export function byPressure(people: readonly TeamPerson[]): readonly TeamPerson[] {
  const rank = (person: TeamPerson): number => {
    if (gapsOf(person).length > 0) return 0;
    if (isWaiting(person)) return 1;
    return person.absences.length > 0 ? 2 : 3;
  };
  const first = ({ absences }: TeamPerson) => absences.map(({ start_date }) => start_date).toSorted()[0] ?? '';
  return people.toSorted(
    (a, b) => rank(a) - rank(b) || first(a).localeCompare(first(b)) || a.user.name.localeCompare(b.user.name),
  );
}
