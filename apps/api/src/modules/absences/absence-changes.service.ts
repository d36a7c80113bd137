import { Injectable } from '@nestjs/common';
import {
  Absence,
  type CancelAbsence,
  type ConfirmAbsence,
  type CreateAbsence,
  type InputOf,
  type PatchAbsence,
} from '@understudy/contracts';
import { type AbsenceId, DomainError } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceEdits } from './absence-edits.service.js';
import { AbsenceEntry } from './absence-entry.service.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { AbsenceRights } from './absence-rights.service.js';
import { type AbsenceView, AbsenceViews } from './absence-views.service.js';
import { needsConfirmation } from './absence.mapper.js';
import type { AbsenceRecord } from './absences.repository.js';

/** Absences as people enter, change and end them. */
@Injectable()
export class AbsenceChanges {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly entry: AbsenceEntry,
    private readonly edits: AbsenceEdits,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly views: AbsenceViews,
    private readonly rights: AbsenceRights,
  ) {}

  /** Throws as {@link AbsenceEntry.enter}. */
  async create(caller: CallerContext, input: InputOf<typeof CreateAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => this.views.of(tx, caller, await this.entry.enter(tx, caller, input)));
  }

  /** Only what is given changes. Throws version.stale with the row, absences.ended, absences.has-begun, coverage.already-covered. */
  async change(caller: CallerContext, input: InputOf<typeof PatchAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.lockFresh(tx, caller, input.absence_id);
      const saved = await this.edits.change(tx, before, input, byCaller(caller), input.scope);
      return this.views.of(tx, caller, saved);
    });
  }

  /** Cancelled when it has not begun, ended now when it runs; nothing is deleted. Throws absences.ended, version.stale. */
  async cancel(caller: CallerContext, input: InputOf<typeof CancelAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockFresh(tx, caller, input.absence_id);
      const stopped = await this.edits.cancel(tx, absence, input.reason ?? null, byCaller(caller), input.scope);
      return this.views.of(tx, caller, stopped);
    });
  }

  /** Yes to a suggestion, or to what a colleague entered; what is given is corrected in the same step. */
  async confirm(caller: CallerContext, input: InputOf<typeof ConfirmAbsence>): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockOpenQuestion(tx, caller, input.absence_id);
      const saved = await this.edits.confirm(tx, absence, input, byCaller(caller));
      return this.views.of(tx, caller, saved);
    });
  }

  /** No to it: it stays as a tombstone, so that its source does not bring it back. What ran on a colleague's word ends now. */
  async dismiss(caller: CallerContext, id: AbsenceId): Promise<AbsenceView> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.lockOpenQuestion(tx, caller, id);
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

  private async lockOpenQuestion(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const absence = await this.lockFresh(tx, caller, id);
    if (absence.status !== 'suggested' && !needsConfirmation(absence))
      throw new DomainError('absences.not-a-suggestion');
    return absence;
  }
}
