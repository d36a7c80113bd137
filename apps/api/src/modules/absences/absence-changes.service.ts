import { Injectable } from '@nestjs/common';
import { Absence, type CreateAbsence, type InputOf, type PatchAbsence } from '@understudy/contracts';
import {
  type AbsenceId,
  applySighting,
  DomainError,
  moveAbsence,
  requireNoOwnOverlap,
  type SourceRef,
  type UserId,
} from '@understudy/domain';
import { z } from 'zod';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import type { UserRecord } from '../directory/index.js';
import { AbsenceLifecycle, type NewAbsenceRecord } from './absence-lifecycle.service.js';
import { hoursText, type Plan, planChange, planNew } from './absence-plan.js';
import { AbsenceRights } from './absence-rights.service.js';
import { type AbsenceView, AbsenceViews } from './absence-views.service.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

/** Absences as people enter, change and end them. */
@Injectable()
export class AbsenceChanges {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly views: AbsenceViews,
    private readonly rights: AbsenceRights,
  ) {}

  /**
   * For oneself, or by a manager or admin for somebody. The same time entered by hand twice is 409 absences.overlaps-own; what another
   * source showed already is the same absence and takes up what was typed (product.md 6).
   */
  async create(caller: CallerContext, input: InputOf<typeof CreateAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const user = await this.rights.getManagedPerson(tx, caller, input.user_id ?? caller.userId);
      const existing = await this.absences.lockAllOf(tx, user.id);
      requireOther(user.id, input.preferred_backup_user_id);
      const plan = planNew(input, user.timeZone, tx.now);
      requireNoOwnOverlap(existing, { userId: user.id, ...plan });

      const ref: SourceRef = { source: 'manual', externalId: newId(), certainty: 'fact' };
      const decision = applySighting(existing, { ref, userId: user.id, kind: input.absence_type, ...plan }, tx.now);
      const known = decision.do === 'update' ? existing.find(({ id }) => id === decision.absenceId) : undefined;
      if (decision.do !== 'update' || !known) {
        const created = await this.lifecycle.create(tx, fresh(input, user, plan, ref, tx.now), byCaller(caller));
        return this.views.of(tx, caller, created);
      }
      const { shape, status, sources } = decision;
      const joined = { ...known, ...words(known, input), ...shape, kind: input.absence_type, status, sources };
      const merged = { ...joined, partialHours: hoursText(shape.windows, shape.days.timeZone) };
      return this.views.of(tx, caller, await this.lifecycle.change(tx, known, merged, byCaller(caller), 'refuse'));
    });
  }

  /** Only what is given changes. Throws version.stale with the row, absences.ended, absences.has-begun, coverage.already-covered. */
  async change(caller: CallerContext, input: InputOf<typeof PatchAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.lockFresh(tx, caller, input.absence_id);
      moveAbsence(before, before, tx.now);
      requireOther(before.userId, input.preferred_backup_user_id);
      const plan = planChange(before, input, tx.now);
      if (plan) {
        const existing = await this.absences.lockAllOf(tx, before.userId);
        requireNoOwnOverlap(existing, { userId: before.userId, ...plan }, before.id);
      }

      const after = { ...before, ...words(before, input), ...plan, kind: input.absence_type ?? before.kind };
      const saved = await this.lifecycle.change(tx, before, after, byCaller(caller), 'refuse');
      return this.views.of(tx, caller, saved);
    });
  }

  /** Cancelled when it has not begun, ended now when it runs; nothing is deleted. Throws absences.ended, version.stale. */
  async cancel(caller: CallerContext, id: AbsenceId, reason: string | undefined): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockFresh(tx, caller, id);
      const why = { text: reason ?? null, tombstone: 'cancelled' } as const;
      return this.views.of(tx, caller, await this.lifecycle.stop(tx, absence, byCaller(caller), why));
    });
  }

  /** Yes to a suggestion: from now on it is a fact. */
  async confirm(caller: CallerContext, id: AbsenceId): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockSuggestion(tx, caller, id);
      moveAbsence(absence, absence, tx.now);
      requireNoOwnOverlap(await this.absences.lockAllOf(tx, absence.userId), absence, absence.id);

      const sources = absence.sources.map((ref) => ({ ...ref, certainty: 'fact' as const }));
      const after = { ...absence, status: statusAt(absence, tx.now), sources };
      const saved = await this.lifecycle.change(tx, absence, after, byCaller(caller), 'refuse');
      return this.views.of(tx, caller, saved);
    });
  }

  /** No to a suggestion: it stays as a tombstone, so that its source does not bring it back. */
  async dismiss(caller: CallerContext, id: AbsenceId): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockSuggestion(tx, caller, id);
      const why = { text: 'dismissed', tombstone: 'dismissed' } as const;
      return this.views.of(tx, caller, await this.lifecycle.stop(tx, absence, byCaller(caller), why));
    });
  }

  private async lockFresh(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const absence = await this.rights.lockManaged(tx, caller, id);
    if (caller.ifMatch !== undefined && caller.ifMatch !== absence.version)
      throw new DomainError('version.stale', { current: z.encode(Absence, await this.views.of(tx, caller, absence)) });
    return absence;
  }

  private async lockSuggestion(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const absence = await this.rights.lockManaged(tx, caller, id);
    if (absence.status !== 'suggested') throw new DomainError('absences.not-a-suggestion');
    return absence;
  }
}

const statusAt = ({ during }: Pick<AbsenceRecord, 'during'>, now: Temporal.Instant) =>
  Temporal.Instant.compare(during.startsAt, now) <= 0 ? ('active' as const) : ('planned' as const);

/** What is not given stays. */
const words = (before: AbsenceRecord, input: InputOf<typeof CreateAbsence> | InputOf<typeof PatchAbsence>) => ({
  preferredBackupUserId:
    input.preferred_backup_user_id === undefined ? before.preferredBackupUserId : input.preferred_backup_user_id,
  specialInstructions:
    input.special_instructions === undefined ? before.specialInstructions : input.special_instructions,
});

const fresh = (
  input: InputOf<typeof CreateAbsence>,
  user: UserRecord,
  plan: Plan,
  ref: SourceRef,
  now: Temporal.Instant,
): NewAbsenceRecord => ({
  ...plan,
  userId: user.id,
  kind: input.absence_type,
  status: statusAt(plan, now),
  sources: [ref],
  tombstone: null,
  title: null,
  preferredBackupUserId:
    input.preferred_backup_user_id === undefined ? user.preferredBackupUserId : input.preferred_backup_user_id,
  specialInstructions: input.special_instructions ?? null,
  calendarEventId: null,
  cancelledReason: null,
  departedAt: null,
  returnedAt: null,
});

/** Nobody can be their own backup. Throws coverage.backup-is-self. */
function requireOther(userId: UserId, preferredId: UserId | null | undefined): void {
  if (preferredId === userId) throw new DomainError('coverage.backup-is-self');
}
