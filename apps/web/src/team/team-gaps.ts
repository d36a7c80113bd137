import type { AnswerOf, GetCoverageProof } from '@understudy/contracts';
import { dayOf, firstNameOf, formatCount, formatDuring, formatShortDay } from '@understudy/ui';
import { gapsOf, type TeamPerson } from './lanes.js';

export type Proof = AnswerOf<typeof GetCoverageProof>;
type Hole = Proof['gaps'][number];

/** Customers of one person that nobody looks after in the same span, for the same reason: one thing to do. */
export interface TeamGap {
  readonly key: string;
  readonly csm: Hole['csm'];
  readonly startsAt: string;
  readonly endsAt: string;
  /** The zone whose days are named: that of whoever is away. */
  readonly timeZone: string;
  readonly cause: Hole['cause'] | null;
  readonly count: number;
  /** Empty for readers who see the lanes only. */
  readonly customers: readonly { readonly customer_id: string; readonly name: string }[];
  readonly explanation: readonly string[];
  /** The absence that opens it; null when no absence does (nobody owns the customer). */
  readonly absenceId: string | null;
}

/** Every gap, soonest first: those of the proof, and those of the lanes that the reader's proof does not speak of. */
export function teamGaps(proof: Proof | undefined, people: readonly TeamPerson[], now: number): readonly TeamGap[] {
  const known = new Map(people.map((person) => [person.user.user_id, person]));
  const holes = Map.groupBy(proof?.gaps ?? [], ({ csm, starts_at, ends_at, cause }) =>
    [csm?.user_id, starts_at, ends_at, cause].join(' '),
  );
  const proven = [...holes].flatMap(([key, members]) => {
    const [first] = members;
    if (!first) return [];
    const person = known.get(first.csm?.user_id ?? '');
    return [
      {
        key,
        csm: first.csm,
        startsAt: first.starts_at,
        endsAt: first.ends_at,
        timeZone: person?.time_zone ?? proof?.time_zone ?? 'UTC',
        cause: first.cause,
        count: members.length,
        customers: members.map(({ customer_id, customer_name: name }) => ({ customer_id, name })),
        explanation: first.explanation,
        absenceId: (person && absenceAt(person, first.starts_at, first.ends_at)) ?? null,
      },
    ];
  });
  const unspoken = people
    .filter(({ user }) => !proven.some(({ csm }) => csm?.user_id === user.user_id))
    .flatMap((person) => gapsFromLanes(person, now));
  return [...proven, ...unspoken].toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || b.count - a.count);
}

const gapsFromLanes = (person: TeamPerson, now: number): readonly TeamGap[] =>
  person.absences.flatMap((absence) =>
    absence.lane
      .filter(({ ends_at }) => Date.parse(ends_at) > now)
      .flatMap(({ starts_at, ends_at, shares }) => {
        const count = shares
          .filter(({ because }) => because === 'gap')
          .reduce((sum, { customers }) => sum + customers, 0);
        if (count === 0) return [];
        return [
          {
            key: `${absence.id} ${starts_at}`,
            csm: person.user,
            startsAt: starts_at,
            endsAt: ends_at,
            timeZone: absence.time_zone,
            cause: null,
            count,
            customers: [],
            explanation: [],
            absenceId: absence.id,
          },
        ];
      }),
  );

const absenceAt = (person: TeamPerson, startsAt: string, endsAt: string): string | undefined =>
  person.absences.find(
    ({ during, status }) =>
      status !== 'suggested' &&
      status !== 'cancelled' &&
      Date.parse(during.starts_at) < Date.parse(endsAt) &&
      (during.ends_at === null || Date.parse(startsAt) < Date.parse(during.ends_at)),
  )?.id;

/** The gaps that a red bar of somebody's lane shows: those that touch its days. */
export const gapsOfDays = (
  gaps: readonly TeamGap[],
  userId: string,
  firstOn: string,
  lastOn: string,
): readonly TeamGap[] =>
  gaps.filter(
    ({ csm, startsAt, endsAt, timeZone }) =>
      csm?.user_id === userId &&
      dayOf(startsAt, timeZone) <= lastOn &&
      firstOn <= dayOf(Date.parse(endsAt) - 1, timeZone),
  );

export interface TitleOf {
  readonly gaps: number;
  /** Somebody is asked and has not answered. */
  readonly waiting: boolean;
}

/** The answer to "is everybody looked after?". */
export function titleOf({ gaps, waiting }: TitleOf): string {
  if (gaps === 1) return 'No gap for 90 days, except one';
  if (gaps > 1) return `${gaps} gaps in the next 90 days`;
  return waiting ? 'No gap for 90 days, if everybody who was asked accepts' : 'No gap for 90 days';
}

/** "6 of Finn's customers have nobody from 19 to 21 Aug". */
export function gapSentence({ csm, count, customers, startsAt, endsAt, timeZone }: TeamGap, now: number): string {
  const [only] = customers;
  const who =
    count === 1 && only
      ? only.name
      : csm
        ? `${count} of ${firstNameOf(csm.name)}'s customers`
        : `${formatCount(count, 'customer')} without owner`;
  return `${who} ${count === 1 ? 'has' : 'have'} nobody ${spanWords(startsAt, endsAt, timeZone, now)}`;
}

function spanWords(startsAt: string, endsAt: string, timeZone: string, now: number): string {
  const lastOn = dayOf(Date.parse(endsAt) - 1, timeZone);
  if (Date.parse(startsAt) <= now + 60_000) return `until ${formatShortDay(lastOn)}`;
  const span = formatDuring(startsAt, endsAt, timeZone);
  return dayOf(startsAt, timeZone) === lastOn ? `on ${span}` : `from ${span}`;
}

export const CAUSES = {
  'no-owner': 'Nobody owns them.',
  'owner-left': 'Whoever owned them has left.',
  'backup-absent': 'Whoever covers them is away too.',
  'backup-left': 'Whoever covered them has left.',
  'not-answered': 'Whoever was asked has not answered.',
  'coverage-ended': 'Their coverage ends before the absence does.',
  declined: 'Whoever was asked said no.',
  'nobody-asked': 'Nobody is asked yet.',
} as const satisfies Record<Hole['cause'], string>;

export type DayState = 'covered' | 'waiting' | 'gap';

/** How each of `days` is, the first one today in `timeZone`, the reader's. */
export function stripOf(
  days: readonly string[],
  gaps: readonly TeamGap[],
  people: readonly TeamPerson[],
  timeZone: string,
): readonly DayState[] {
  const spans = gaps.map(({ startsAt, endsAt }) => touched(startsAt, endsAt, timeZone));
  const asked = people
    .flatMap(({ absences }) => absences.flatMap(({ lane }) => lane))
    .filter(({ shares }) => shares.some(({ waiting }) => waiting > 0))
    .map(({ starts_at, ends_at }) => touched(starts_at, ends_at, timeZone));
  const isIn = (all: readonly (readonly [string, string])[], day: string) =>
    all.some(([first, last]) => first <= day && day <= last);
  return days.map((day) => (isIn(spans, day) ? 'gap' : isIn(asked, day) ? 'waiting' : 'covered'));
}

const touched = (startsAt: string, endsAt: string, timeZone: string): readonly [string, string] => [
  dayOf(startsAt, timeZone),
  dayOf(Date.parse(endsAt) - 1, timeZone),
];

/** "90 days from 22 Jul: 82 covered, 3 with a gap, 5 waiting for an answer". */
export function stripWords(states: readonly DayState[], first: string): string {
  const count = (state: DayState) => states.filter((each) => each === state).length;
  const parts = [`${count('covered')} covered`];
  if (count('gap') > 0) parts.push(`${count('gap')} with a gap`);
  if (count('waiting') > 0) parts.push(`${count('waiting')} waiting for an answer`);
  return `${states.length} days from ${first}: ${parts.join(', ')}`;
}

export const hasGap = (person: TeamPerson, gaps: readonly TeamGap[]): boolean =>
  gaps.some(({ csm }) => csm?.user_id === person.user.user_id) || gapsOf(person).length > 0;
