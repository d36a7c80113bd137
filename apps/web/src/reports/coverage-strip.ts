import type { AnswerOf, GetCoverageReport } from '@understudy/contracts';
import type { Counted } from './count-link.js';

type Report = AnswerOf<typeof GetCoverageReport>;

const BEFORE = [
  ['begun', 'Absences begun'],
  ['unassigned', 'Somebody left alone'],
  ['set-up-in-time', 'Covered in time'],
] as const satisfies readonly (readonly [keyof Report['absences'], string])[];

/** What became of what was asked: each question is one of these. */
const ANSWERS = [
  ['accepted', 'Said yes'],
  ['declined', 'Said no'],
  ['lapsed', 'No answer'],
  ['waiting', 'Still asked'],
  ['assigned', 'Assigned by hand'],
  ['withdrawn', 'No longer asked'],
] as const satisfies readonly (readonly [keyof Report['assignments'], string])[];

/** Seldom enough to be left out where there are none. */
const SELDOM: readonly string[] = ['waiting', 'assigned', 'withdrawn'];

export interface Stat {
  readonly key: string;
  readonly words: string;
  readonly count: Counted;
}

/** The numbers on top of the coverage report; what was asked is the sum of what became of it. */
export function coverageStrip({ absences, assignments }: Pick<Report, 'absences' | 'assignments'>): Stat[] {
  return [
    ...BEFORE.map(([key, words]) => ({ key, words, count: absences[key] })),
    { key: 'asked', words: 'Asked', count: assignments.asked },
    ...ANSWERS.map(([key, words]) => ({ key, words, count: assignments[key] })).filter(
      ({ key, count }) => count.value > 0 || !SELDOM.includes(key),
    ),
    { key: 'handed-back', words: 'Handed back', count: assignments['handed-back'] },
  ];
}
