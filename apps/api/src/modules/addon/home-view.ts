import type { HomeView, RequestView, SuggestionView } from '@understudy/cards';
import type { Frame } from '@understudy/cards';
import type { GetCoverageDashboard, OutputOf } from '@understudy/contracts';
import { compareInstants } from '@understudy/domain';
import { asReadersDay, cardInstant } from './frame.js';

export type Dashboard = OutputOf<typeof GetCoverageDashboard>;
type Absence = Dashboard['my_absences'][number];
type Standing = Dashboard['standing_in'][number];

const SHOWN = 20;
/** So long "I am out now" can be taken back by one button. */
const FRESH_MINUTES = 15;

const SOURCES = {
  manual: 'somebody who typed it',
  google_calendar: 'your calendar',
  slack: 'your Slack status',
  pto: 'your time-off system',
  addon: 'your calendar',
} as const satisfies Record<Absence['source'], string>;

/** The dashboard's answer, as the home card shows it. */
export function toHomeView(board: Dashboard, frame: Frame, reader: HomeView['reader']): HomeView {
  const running = board.standing_in.filter((one) => hasBegun(one, board.now));
  const asked = board.my_absences.filter(isQuestion);
  const mine = board.my_absences.filter(({ status }) => status !== 'suggested');
  const now = mine.find((absence) => isAwayNow(absence, board.now));
  return {
    frame,
    reader,
    requests: board.waiting_for_my_answer.map((request) => toRequest(request, frame)),
    suggestions: asked.map((absence) => toSuggestion(absence, frame)),
    away: now ? { ...toAway(now, board.now, frame), isFresh: isFresh(now, board.now) } : null,
    covering: covering(board, running),
    standing: running.map(({ assignment }) => ({
      assignmentId: assignment.id,
      owner: { name: assignment.absent.name, detail: assignment.absent.place },
      until: cardInstant(assignment.during.ends_at, assignment.time_zone, frame),
      customerCount: assignment.covered_customer_ids.length,
      releaseBy: assignment.release_by && String(assignment.release_by),
    })),
    ahead: board.standing_in
      .filter((one) => !hasBegun(one, board.now))
      .map(({ assignment }) => ({
        owner: { name: assignment.absent.name, detail: assignment.absent.place },
        ...spanOf(assignment, frame),
        customerCount: assignment.covered_customer_ids.length,
      })),
    absences: mine
      .filter((absence) => absence !== now)
      .map((absence) => ({
        ...spanOf(absence, frame),
        ...countsOf(absence),
        url: `${frame.publicUrl}/absences/${absence.id}`,
      })),
  };
}

/** A request as cards show it, with the hour until which an answer is awaited. */
export const toRequest = (
  { assignment, at_risk }: Dashboard['waiting_for_my_answer'][number],
  frame: Frame,
): RequestView => ({
  assignmentId: assignment.id,
  owner: { name: assignment.absent.name, detail: assignment.absent.place },
  ...spanOf(assignment, frame),
  customerCount: assignment.covered_customer_ids.length,
  atRiskCount: at_risk,
  answerBy: assignment.answer_by && String(assignment.answer_by),
});

const hasBegun = ({ assignment }: Standing, now: Temporal.Instant): boolean =>
  compareInstants(assignment.during.starts_at, now) <= 0;

/** What a source thinks it saw, and what a colleague entered for me. */
const isQuestion = ({ status, needs_confirmation }: Absence): boolean => status === 'suggested' || needs_confirmation;

const covers = (span: { starts_at: Temporal.Instant; ends_at: Temporal.Instant | null }, now: Temporal.Instant) =>
  compareInstants(span.starts_at, now) <= 0 && (span.ends_at === null || compareInstants(now, span.ends_at) < 0);

const isAwayNow = ({ during, windows }: Absence, now: Temporal.Instant): boolean =>
  covers(during, now) && (windows.length === 0 || windows.some((part) => covers(part, now)));

const isFresh = ({ unplanned, reported_by, created_at }: Absence, now: Temporal.Instant): boolean =>
  unplanned && reported_by === null && compareInstants(now, created_at.add({ minutes: FRESH_MINUTES })) < 0;

function covering({ rows, counts }: Dashboard, running: readonly Standing[]): HomeView['covering'] {
  if (running.length === 0) return null;
  return {
    owners: running.map(({ assignment }) => ({ name: assignment.absent.name, detail: assignment.absent.place })),
    customerCount: counts.covered,
    customers: rows.slice(0, SHOWN).map((row) => ({
      id: row.customer_id,
      name: row.name,
      priority: row.priority,
      due: row.due && { what: row.due.what, dueAt: String(row.due.due_at) },
      openEscalation: row.open_escalation && {
        severity: row.open_escalation.severity,
        dueAt: String(row.open_escalation.due_at),
      },
    })),
  };
}

const spanOf = (
  row: { during: { starts_at: Temporal.Instant; ends_at: Temporal.Instant | null }; time_zone: string },
  frame: Frame,
) => ({
  startsAt: String(asReadersDay(row.during.starts_at, row.time_zone, frame.timeZone)),
  endsAt: cardInstant(row.during.ends_at, row.time_zone, frame),
});

const countsOf = ({ coverage }: Absence) => ({
  customerCount: coverage.customer_count,
  coveredCount: coverage.accepted,
  askedCount: coverage.waiting,
  covers: coverage.assignments
    .filter(({ status }) => status === 'accepted' || status === 'active')
    .map(({ backup }) => ({ name: backup.name, detail: backup.place })),
});

/** Of hours here and there, until the end of those that run. */
const toAway = (absence: Absence, now: Temporal.Instant, frame: Frame) => {
  const running = absence.windows.find((part) => covers(part, now));
  return {
    absenceId: absence.id,
    until: running ? String(running.ends_at) : spanOf(absence, frame).endsAt,
    ...countsOf(absence),
  };
};

const toSuggestion = (absence: Absence, frame: Frame): SuggestionView => ({
  absenceId: absence.id,
  source: absence.reported_by ? absence.reported_by.name : SOURCES[absence.source],
  title: absence.title,
  ...spanOf(absence, frame),
  customerCount: absence.coverage.customer_count,
});
