import type { AnswerOf, GetAbsence } from '@understudy/contracts';
import { formatSpan } from '@understudy/ui';

export type Absence = AnswerOf<typeof GetAbsence>;
export type Assignment = Absence['coverage']['assignments'][number];

/** "20 to 31 Jul", in the days of the person who is away. */
export const absenceDays = (absence: Absence): string =>
  `${formatSpan(absence.start_date, absence.end_date)}${absence.partial_hours ? `, ${absence.partial_hours}` : ''}`;

/** "You are away 20 to 31 Jul"; "were", once it is over. */
export function awayWords(absence: Absence, isMine: boolean, now: number): string {
  const { status, during, user } = absence;
  const isPast = status === 'completed' || (during.ends_at !== null && Date.parse(during.ends_at) <= now);
  const who = isMine ? 'You' : user.name;
  if (status === 'cancelled') return `${who} ${isMine ? 'were' : 'was'} to be away ${absenceDays(absence)}`;
  const verb = isMine ? (isPast ? 'were' : 'are') : isPast ? 'was' : 'is';
  return `${who} ${verb} away ${absenceDays(absence)}`;
}

const TYPES = {
  vacation: 'Vacation',
  sick: 'Sick',
  conference: 'Conference',
  parental: 'Parental leave',
  other: 'Away',
} as const satisfies Record<Absence['absence_type'], string>;
export const typeWords = (absence: Absence): string => TYPES[absence.absence_type];

const SOURCES = {
  manual: 'entered by hand',
  google_calendar: 'from Google Calendar',
  slack: 'from Slack',
  pto: 'from the PTO system',
  addon: 'from the add-on',
} as const satisfies Record<Absence['source'], string>;
export const sourceWords = (absence: Absence): string => SOURCES[absence.source];

export type CoverageState = 'covered' | 'waiting' | 'gap' | 'none';

/** How covered an absence is: nobody for some customer beats a missing answer, which beats all accepted. */
export function coverageState({ coverage }: Absence): CoverageState {
  if (coverage.customer_count === 0) return 'none';
  if (coverage.uncovered > 0) return 'gap';
  return coverage.waiting > 0 ? 'waiting' : 'covered';
}

export const isOver = (absence: Absence): boolean => absence.status === 'completed' || absence.status === 'cancelled';

/** Still counts: asked or accepted, not declined, lapsed or released. */
export const counts = (assignment: Assignment): boolean =>
  ['pending', 'accepted', 'active'].includes(assignment.status) && assignment.approval !== 'rejected';
