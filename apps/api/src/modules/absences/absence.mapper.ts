import type { Absence } from '@understudy/contracts';
import { absenceStatusAt, awaitsApproval, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { type AssignmentRecord, toCoverageAssignment } from '../coverage/index.js';
import { type PersonName, toPersonRef } from '../customers/index.js';
import type { AbsenceRecord } from './absences.repository.js';
import { toRecurrence } from './recurrence.mapper.js';
import type { SeriesRecord } from './series.repository.js';

/** How covered an absence is: each customer counts once, for the best that is known of it. */
export interface CoverageState {
  readonly customerCount: number;
  readonly accepted: number;
  readonly waiting: number;
  readonly uncovered: number;
}

/** Customers with a yes that does not hold for all of the time (`UncoveredTimes`). */
type Uncovered = ReadonlySet<string>;
const NONE: Uncovered = new Set();

/** Which customers of the portfolio are covered by a yes, and for which a question waits. */
export function coverageOf(
  portfolio: readonly string[],
  assignments: readonly AssignmentRecord[],
  uncovered: Uncovered = NONE,
): { accepted: ReadonlySet<string>; waiting: ReadonlySet<string> } {
  const covered = (...statuses: readonly string[]) =>
    new Set<string>(
      assignments
        .filter((row) => statuses.includes(row.status))
        .flatMap((row) => (row.customerIds === null ? portfolio : row.coveredCustomerIds)),
    );
  const accepted = new Set([...covered('accepted', 'active')].filter((id) => !uncovered.has(id)));
  return { accepted, waiting: new Set([...covered('pending')].filter((id) => !accepted.has(id))) };
}

/** `portfolio` holds the customers of the absent person, for whom somebody has to be found. */
export function coverageState(
  portfolio: readonly string[],
  assignments: readonly AssignmentRecord[],
  uncovered: Uncovered = NONE,
): CoverageState {
  const { accepted, waiting } = coverageOf(portfolio, assignments, uncovered);
  const [yes, asked] = [portfolio.filter((id) => accepted.has(id)), portfolio.filter((id) => waiting.has(id))];
  return {
    customerCount: portfolio.length,
    accepted: yes.length,
    waiting: asked.length,
    uncovered: portfolio.length - yes.length - asked.length,
  };
}

export interface AbsenceSurroundings {
  readonly person: PersonName;
  readonly reportedBy: PersonName | null;
  /** The series it is one of. */
  readonly series: SeriesRecord | null;
  readonly portfolio: readonly string[];
  readonly assignments: readonly AssignmentRecord[];
  /** Customers whose yes does not hold for all of the time. */
  readonly uncovered: ReadonlySet<string>;
  readonly now: Temporal.Instant;
  readonly readerId: UserId;
  /** The person who is away, or whoever manages them. */
  readonly isOverseer: boolean;
  /** Their own words are for them, their managers, and whoever is asked or stands in. */
  readonly mayReadWords: boolean;
  /** Why they are away, and the title of their event, not before the yes. */
  readonly mayReadWhy: boolean;
}

/** A colleague entered it, and nobody whose it is has said yes yet. */
export const needsConfirmation = ({ reportedByUserId, confirmedAt, status }: AbsenceRecord): boolean =>
  reportedByUserId !== null && confirmedAt === null && status !== 'cancelled' && status !== 'completed';

export function toAbsenceView(absence: AbsenceRecord, around: AbsenceSurroundings): z.output<typeof Absence> {
  const { person, reportedBy, series, portfolio, assignments, now, mayReadWords, mayReadWhy } = around;
  const state = coverageState(portfolio, assignments, around.uncovered);
  const isCovered = state.accepted === state.customerCount;
  return {
    id: absence.id,
    user: toPersonRef(person),
    absence_type: mayReadWhy ? absence.kind : 'other',
    status: absenceStatusAt(absence, now, isCovered),
    source: absence.sources[0]?.source ?? 'manual',
    start_date: absence.days.firstOn,
    end_date: absence.days.lastOn,
    time_zone: absence.days.timeZone,
    during: { starts_at: absence.during.startsAt, ends_at: absence.during.endsAt },
    is_partial: absence.windows.length > 0,
    partial_hours: absence.partialHours,
    windows: absence.windows.flatMap(({ startsAt, endsAt }) =>
      endsAt === null ? [] : [{ starts_at: startsAt, ends_at: endsAt }],
    ),
    preferred_backup_user_id: absence.preferredBackupUserId,
    special_instructions: mayReadWords ? absence.specialInstructions : null,
    calendar_event_id: absence.calendarEventId,
    title: mayReadWhy ? absence.title : null,
    unplanned: absence.unplanned,
    reported_by: mayReadWords && reportedBy ? toPersonRef(reportedBy) : null,
    needs_confirmation: needsConfirmation(absence),
    review_on: absence.reviewOn,
    series: series &&
      absence.seriesOn && { id: series.id, on: absence.seriesOn, recurrence: toRecurrence(series.rule) },
    coverage: {
      customer_count: state.customerCount,
      accepted: state.accepted,
      waiting: state.waiting,
      uncovered: state.uncovered,
      assignments: shownAssignments(around),
    },
    created_at: absence.createdAt,
    version: absence.version,
  };
}

/**
 * Reasons and scores are between the person who is away, their managers and the backup they are about; others see who stands in. Whom
 * nobody has asked, because a manager still thinks about it or said no, only the former know.
 */
const shownAssignments = ({ assignments, isOverseer, readerId }: AbsenceSurroundings) =>
  assignments
    .filter((row) => isOverseer || !isUnasked(row))
    .map((row) => {
      const view = toCoverageAssignment(row);
      return isOverseer || row.backupUserId === readerId ? view : { ...view, ...UNSAID };
    });

const isUnasked = (row: AssignmentRecord): boolean =>
  awaitsApproval(row) || (row.approval === 'rejected' && row.askedAt === null);

const UNSAID = {
  score: null,
  factors: null,
  approval_reason: null,
  release_reason: null,
  declined_reason: null,
} as const;
