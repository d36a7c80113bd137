import { ABSENCE_FILTERS, ASSIGNMENT_FILTERS } from '@understudy/contracts';
import { answerOf, contains } from '@understudy/domain';
import type { AssignmentFacts } from './reports.repository.js';
import { isAskedIn, isEndedIn, type ReportedAbsenceFacts, type ReportFacts } from './report-facts.service.js';

export type AbsenceFilter = (typeof ABSENCE_FILTERS)[number];
export type AssignmentFilter = (typeof ASSIGNMENT_FILTERS)[number];

/** PRD-131: coverage is set up within one hour. */
export const SETUP_MINUTES = 60;

const ABSENCE_RULES = {
  begun: () => true,
  assigned: ({ setupMinutes }) => setupMinutes !== null,
  unassigned: ({ setupMinutes }) => setupMinutes === null,
  'set-up-in-time': ({ setupMinutes }) => setupMinutes !== null && setupMinutes < SETUP_MINUTES,
  'set-up-late': ({ setupMinutes }) => setupMinutes === null || setupMinutes >= SETUP_MINUTES,
} as const satisfies Record<AbsenceFilter, (absence: ReportedAbsenceFacts) => boolean>;

const answered =
  (kind: ReturnType<typeof answerOf>) =>
  (one: AssignmentFacts, { within }: ReportFacts): boolean =>
    isAskedIn(one, within) && answerOf(one) === kind;

const ANSWERS = ['accepted', 'declined', 'lapsed'] as const;

const ASSIGNMENT_RULES = {
  asked: (one, { within }) => isAskedIn(one, within),
  // no answer in time is a no
  answered: (one, facts) => ANSWERS.some((kind) => answered(kind)(one, facts)),
  accepted: answered('accepted'),
  declined: answered('declined'),
  lapsed: answered('lapsed'),
  waiting: answered('waiting'),
  assigned: answered('assigned'),
  withdrawn: answered('withdrawn'),
  ended: (one, { within }) => isEndedIn(one, within),
  'handed-back': (one, { within }) => isEndedIn(one, within) && one.handedBackAt !== null,
  'not-handed-back': (one, { within }) => isEndedIn(one, within) && one.handedBackAt === null,
  'in-force': (one, { within }) => one.inForce && contains(within, one.during.startsAt),
} as const satisfies Record<AssignmentFilter, (one: AssignmentFacts, facts: ReportFacts) => boolean>;

/** The rows behind a count: the count is their number, and nothing else. */
export const absencesOf = (facts: ReportFacts, filter: AbsenceFilter): ReportedAbsenceFacts[] =>
  facts.absences.filter(ABSENCE_RULES[filter]);

export const assignmentsOf = (facts: ReportFacts, filter: AssignmentFilter): AssignmentFacts[] =>
  facts.assignments.filter((one) => ASSIGNMENT_RULES[filter](one, facts));

const listOf = ({ from, to, teamId }: ReportFacts, what: 'absences' | 'assignments', filter: string): string => {
  const query = new URLSearchParams({ from: String(from), to: String(to), filter, ...(teamId && { team_id: teamId }) });
  return `/api/reports/coverage/${what}?${query}`;
};

/** A number with the address of the list that it counts. */
export const countAbsences = (facts: ReportFacts, filter: AbsenceFilter) => ({
  value: absencesOf(facts, filter).length,
  list: listOf(facts, 'absences', filter),
});

export const countAssignments = (facts: ReportFacts, filter: AssignmentFilter) => ({
  value: assignmentsOf(facts, filter).length,
  list: listOf(facts, 'assignments', filter),
});
