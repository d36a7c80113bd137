import { Injectable } from '@nestjs/common';
import {
  applySighting,
  DomainError,
  requireNoOwnOverlap,
  requireRoom,
  type SourceRef,
  type Span,
} from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import type { UserRecord } from '../directory/index.js';
import { AbsenceLifecycle, type NewAbsenceRecord } from './absence-lifecycle.service.js';
import { type EnteredAbsence, hoursText, missing, planEmergency, planNew } from './absence-plan.js';
import { AbsenceRights } from './absence-rights.service.js';
import { withShown } from './absence-sources.js';
import { AbsorbingService, isAbsorbable } from './absorbing.service.js';
import { blank, requireAhead, requireOther } from './blank-absence.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
import { SeriesService } from './series.service.js';

/** Absences that people enter: planned ones, emergencies, series. All inside the caller's transaction. */
@Injectable()
export class AbsenceEntry {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly rights: AbsenceRights,
    private readonly absorbing: AbsorbingService,
    private readonly series: SeriesService,
  ) {}

  /**
   * For oneself, or by a manager or admin for somebody; an emergency also by a teammate. The same time entered by hand twice is 409
   * absences.overlaps-own; what another source showed already is the same absence and takes up what was typed (product.md 6). Answers
   * the absence; of a series its first one. `chosen` are hours of certain days, when they differ from day to day.
   */
  async enter(
    tx: Tx,
    caller: CallerContext,
    input: EnteredAbsence,
    chosen: readonly Span[] | null = null,
  ): Promise<AbsenceRecord> {
    if (input.unplanned) return this.enterEmergency(tx, caller, input);
    const { absence_type: kind } = input;
    if (kind === undefined)
      throw missing({ absence_type: kind, start_date: input.start_date, end_date: input.end_date });
    const user = await this.rights.getManagedPerson(tx, caller, input.user_id ?? caller.userId);
    requireOther(user.id, input.preferred_backup_user_id);
    const existing = await this.absences.lockAllOf(tx, user.id);
    requireRoom(existing);
    if (input.recurrence) return this.series.start(tx, caller, user, existing, input);

    const planned = planNew(input, user.timeZone, tx.now);
    const plan = chosen === null ? planned : { ...planned, windows: chosen };
    requireAhead(input.review_on, tx.now, plan);
    const others = await this.absorbing.makeRoom(tx, existing, plan, byCaller(caller));
    return this.save(tx, caller, others, { ...blank(user, kind, plan, tx.now), ...wordsOf(input, user) });
  }

  /** Active at once, whoever says so (PRD-258 FR-1.4); what a teammate entered waits to be confirmed, and counts meanwhile. */
  private async enterEmergency(tx: Tx, caller: CallerContext, input: EnteredAbsence): Promise<AbsenceRecord> {
    const { user, isReport } = await this.rights.getReportedPerson(tx, caller, input.user_id ?? caller.userId);
    if (input.recurrence || (isReport && hasWords(input))) throw new DomainError('absences.words-are-theirs');
    requireOther(user.id, input.preferred_backup_user_id);
    const existing = await this.absences.lockAllOf(tx, user.id);
    const firm = existing.filter((row) => !isAbsorbable(row, true));
    const plan = planEmergency(input, user.timeZone, firm, tx.now);
    requireAhead(input.review_on, tx.now, plan);
    const others = await this.absorbing.makeRoom(tx, existing, plan, byCaller(caller), true);
    return this.save(tx, caller, others, {
      ...blank(user, input.absence_type ?? 'sick', plan, tx.now),
      ...(isReport ? {} : wordsOf(input, user)),
      unplanned: true,
      reportedByUserId: isReport ? caller.userId : null,
      confirmedAt: isReport ? null : tx.now,
    });
  }

  private async save(
    tx: Tx,
    caller: CallerContext,
    existing: readonly AbsenceRecord[],
    entered: NewAbsenceRecord,
  ): Promise<AbsenceRecord> {
    requireNoOwnOverlap(existing, entered);
    const ref: SourceRef = { source: 'manual', externalId: newId(), certainty: 'fact' };
    const decision = applySighting(existing, { ...entered, ref }, tx.now);
    const known = decision.do === 'update' ? existing.find(({ id }) => id === decision.absenceId) : undefined;
    if (decision.do !== 'update' || !known)
      return this.lifecycle.create(tx, { ...entered, sources: [withShown(ref, entered)] }, byCaller(caller));
    const { shape, status, sources } = decision;
    const { preferredBackupUserId, specialInstructions, unplanned, reportedByUserId, confirmedAt, reviewOn } = entered;
    const joined = { ...known, ...shape, kind: entered.kind, status, sources };
    return this.lifecycle.change(
      tx,
      known,
      {
        ...joined,
        partialHours: hoursText(shape.windows, shape.days.timeZone),
        preferredBackupUserId: preferredBackupUserId ?? known.preferredBackupUserId,
        specialInstructions: specialInstructions ?? known.specialInstructions,
        ...(unplanned && { unplanned, reportedByUserId, confirmedAt }),
        reviewOn: reviewOn ?? known.reviewOn,
      },
      byCaller(caller),
      'refuse',
    );
  }
}

/** What is not given comes from the person. */
const wordsOf = (input: EnteredAbsence, user: UserRecord) => ({
  preferredBackupUserId:
    input.preferred_backup_user_id === undefined ? user.preferredBackupUserId : input.preferred_backup_user_id,
  specialInstructions: input.special_instructions ?? null,
  reviewOn: input.review_on ?? null,
});

const hasWords = (input: EnteredAbsence): boolean =>
  [input.preferred_backup_user_id, input.special_instructions, input.review_on].some((value) => value != null);
