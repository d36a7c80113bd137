import { dayOf, DomainError, type UserId } from '@understudy/domain';
import type { UserRecord } from '../directory/index.js';
import type { NewAbsenceRecord } from './absence-lifecycle.service.js';
import type { Plan } from './absence-plan.js';
import type { AbsenceRecord } from './absences.repository.js';

/** An absence of which only person, kind and time are known. */
export const blank = (
  user: Pick<UserRecord, 'id' | 'preferredBackupUserId'>,
  kind: AbsenceRecord['kind'],
  plan: Plan,
  now: Temporal.Instant,
): NewAbsenceRecord => ({
  days: plan.days,
  during: plan.during,
  windows: plan.windows,
  partialHours: plan.partialHours,
  userId: user.id,
  kind,
  status: Temporal.Instant.compare(plan.during.startsAt, now) <= 0 ? 'active' : 'planned',
  sources: [],
  tombstone: null,
  title: null,
  preferredBackupUserId: user.preferredBackupUserId,
  specialInstructions: null,
  calendarEventId: null,
  cancelledReason: null,
  departedAt: null,
  returnedAt: null,
  unplanned: false,
  reportedByUserId: null,
  confirmedAt: null,
  reviewOn: null,
  seriesId: null,
  seriesOn: null,
});

/** Nobody can be their own backup. Throws coverage.backup-is-self. */
export function requireOther(userId: UserId, preferredId: UserId | null | undefined): void {
  if (preferredId === userId) throw new DomainError('coverage.backup-is-self');
}

/** A review is ahead of us. Throws absences.in-the-past. */
export function requireAhead(
  on: Temporal.PlainDate | undefined,
  now: Temporal.Instant,
  { days }: Pick<Plan, 'days'>,
): void {
  const today = dayOf(now, days.timeZone);
  if (on && Temporal.PlainDate.compare(on, today) < 0) throw new DomainError('absences.in-the-past');
}
