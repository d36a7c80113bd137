import type { AnswerOf, CheckSetup } from '@understudy/contracts';
import { dayOf, type ProofState } from '@understudy/ui';

export type Hole = AnswerOf<typeof CheckSetup>['proof']['gaps'][number];

const CAUSES = {
  'no-owner': 'Nobody owns them.',
  'owner-left': 'Their owner has left.',
  'backup-absent': 'Whoever would cover is away then.',
  'backup-left': 'Whoever would cover has left.',
  'not-answered': 'Nobody has answered.',
  'coverage-ended': 'The cover ends before.',
  declined: 'Whoever was asked said no.',
  'nobody-asked': 'Nobody can be asked: choose somebody or free somebody’s time.',
} as const satisfies Record<Hole['cause'], string>;
export const causeWords = (cause: Hole['cause']): string => CAUSES[cause];

interface Day {
  readonly on: string;
  readonly works: boolean;
}

/**
 * A state for each day of the absence, in its zone: a gap at any moment of a day makes it one; a day that only the fallback or a manager
 * would have waits, as all do while somebody has not answered. Days that are not worked count only when there is a gap.
 */
export function dayStates(
  days: readonly Day[],
  holes: readonly Hole[],
  timeZone: string,
  isWaiting: boolean,
): { readonly key: string; readonly state: ProofState }[] {
  const spans = holes.map((hole) => ({
    first: dayOf(hole.starts_at, timeZone),
    last: dayOf(Date.parse(hole.ends_at) - 1, timeZone),
    isGap: hole.responsible === null,
  }));
  return days.map(({ on, works }) => {
    const here = spans.filter(({ first, last }) => first <= on && on <= last);
    const isGap = here.some((span) => span.isGap);
    const state = isGap ? 'gap' : !works ? 'off' : isWaiting || here.length > 0 ? 'waiting' : 'covered';
    return { key: on, state };
  });
}

export interface HoleGroup extends Pick<Hole, 'starts_at' | 'ends_at' | 'cause' | 'responsible'> {
  readonly key: string;
  readonly customers: readonly string[];
}

/** Holes of the same span, cause and person are one thing to do: gaps first, then the soonest. */
export function groupHoles(holes: readonly Hole[]): HoleGroup[] {
  const keyOf = (hole: Hole) => [hole.starts_at, hole.ends_at, hole.cause, hole.responsible?.user_id ?? ''].join(' ');
  return [...Map.groupBy(holes, keyOf)]
    .flatMap(([key, all]) => {
      const [first] = all;
      return first ? [{ ...first, key, customers: all.map(({ customer }) => customer.name) }] : [];
    })
    .toSorted(
      (a, b) =>
        Number(a.responsible !== null) - Number(b.responsible !== null) || a.starts_at.localeCompare(b.starts_at),
    );
}
