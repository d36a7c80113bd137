import { Injectable } from '@nestjs/common';
import type { InputOf, WhatIfAbsence } from '@understudy/contracts';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceEdits } from './absence-edits.service.js';
import { AbsenceEntry } from './absence-entry.service.js';
import { AbsenceRights } from './absence-rights.service.js';
import type { AbsenceRecord } from './absences.repository.js';

/** Absences for weighing: in a transaction that the caller rolls back. */
@Injectable()
export class AbsenceTrials {
  constructor(
    private readonly entry: AbsenceEntry,
    private readonly edits: AbsenceEdits,
    private readonly rights: AbsenceRights,
  ) {}

  /** A new one as it would be entered, or with `instead_of` an existing one as it would be moved. Throws what saving it would throw. */
  async place(
    tx: Tx,
    caller: CallerContext,
    { instead_of: id, ...input }: InputOf<typeof WhatIfAbsence>,
  ): Promise<AbsenceRecord> {
    if (id === undefined) return this.entry.enter(tx, caller, input);
    const before = await this.rights.lockManaged(tx, caller, id);
    const { start_date, end_date, absence_type } = input;
    const moved = {
      ...(start_date !== undefined && { start_date }),
      ...(end_date !== undefined && { end_date }),
      ...(absence_type !== undefined && { absence_type }),
    };
    return this.edits.change(tx, before, moved, byCaller(caller));
  }
}
