import { Injectable } from '@nestjs/common';
import { moveAbsence, requireNoOwnOverlap } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { By } from '../coverage/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { type ChangedAbsence, planChange } from './absence-plan.js';
import { withShown } from './absence-sources.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
import { AbsorbingService } from './absorbing.service.js';
import { requireAhead, requireOther } from './blank-absence.js';
import { SeriesChanges, type SeriesScope } from './series-changes.service.js';

export type Scope = 'this' | SeriesScope;

/** What people change of an absence that is locked already, alone or with its series. All inside the caller's transaction. */
@Injectable()
export class AbsenceEdits {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly absorbing: AbsorbingService,
    private readonly series: SeriesChanges,
  ) {}

  /** Only what is given changes. Throws absences.ended, absences.has-begun, absences.overlaps-own, coverage.already-covered. */
  async change(
    tx: Tx,
    before: AbsenceRecord,
    input: ChangedAbsence,
    by: By,
    scope: Scope = 'this',
  ): Promise<AbsenceRecord> {
    requireOther(before.userId, input.preferred_backup_user_id);
    if (scope !== 'this') return this.series.change(tx, before, scope, input, by);
    return this.lifecycle.change(tx, before, await this.edited(tx, before, input, by), by, 'refuse');
  }

  /** Yes to a suggestion or to what a colleague entered, as corrected: from now on it is a fact and theirs. */
  async confirm(tx: Tx, before: AbsenceRecord, input: ChangedAbsence, by: By): Promise<AbsenceRecord> {
    const after = await this.edited(tx, before, input, by);
    if (before.status === 'suggested')
      requireNoOwnOverlap(await this.absences.lockAllOf(tx, before.userId), after, before.id);
    const hasBegun = Temporal.Instant.compare(after.during.startsAt, tx.now) <= 0;
    const confirmed = {
      ...after,
      ...(before.status === 'suggested' && { status: hasBegun ? ('active' as const) : ('planned' as const) }),
      sources: after.sources.map((ref) => ({ ...ref, certainty: 'fact' as const })),
      confirmedAt: tx.now,
    };
    return this.lifecycle.change(tx, before, confirmed, by, 'refuse');
  }

  /** Cancelled when it has not begun, ended now when it runs. Throws absences.ended, absences.not-a-series. */
  cancel(tx: Tx, absence: AbsenceRecord, reason: string | null, by: By, scope: Scope = 'this'): Promise<AbsenceRecord> {
    return scope === 'this'
      ? this.lifecycle.stop(tx, absence, by, { text: reason, tombstone: 'cancelled' })
      : this.series.cancel(tx, absence, scope, by, reason);
  }

  private async edited(tx: Tx, before: AbsenceRecord, input: ChangedAbsence, by: By): Promise<AbsenceRecord> {
    moveAbsence(before, before, tx.now);
    requireAhead(input.review_on, tx.now, before);
    const plan = planChange(before, input, tx.now);
    const after: AbsenceRecord = {
      ...before,
      ...words(before, input),
      ...plan,
      kind: input.absence_type ?? before.kind,
    };
    // whoever may change what a colleague entered has read it
    const confirmedAt = before.reportedByUserId !== null ? (before.confirmedAt ?? tx.now) : before.confirmedAt;
    if (!plan) return { ...after, confirmedAt };
    const existing = (await this.absences.lockAllOf(tx, before.userId)).filter(({ id }) => id !== before.id);
    requireNoOwnOverlap(await this.absorbing.makeRoom(tx, existing, plan, by), { userId: before.userId, ...plan });
    const sources = before.sources.map((ref) => (ref.source === 'manual' ? withShown(ref, plan) : ref));
    return { ...after, confirmedAt, sources };
  }
}

/** What is not given stays. */
const words = (before: AbsenceRecord, input: ChangedAbsence) => ({
  preferredBackupUserId:
    input.preferred_backup_user_id === undefined ? before.preferredBackupUserId : input.preferred_backup_user_id,
  specialInstructions:
    input.special_instructions === undefined ? before.specialInstructions : input.special_instructions,
  reviewOn: input.review_on ?? before.reviewOn,
});
