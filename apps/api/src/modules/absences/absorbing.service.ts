import { Injectable } from '@nestjs/common';
import { isAwayTogether, isInside, isLive, restOf, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { By } from '../coverage/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import type { Plan } from './absence-plan.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

const INSIDE = { text: 'inside a longer absence', tombstone: 'absorbed' } as const;

/** Short absences inside a longer one: free afternoons in a vacation. They step back, and come again when the longer one ends early. */
@Injectable()
export class AbsorbingService {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
  ) {}

  /**
   * Before an absence is saved for `time`: occurrences of series that lie wholly inside step back, with `alsoPartial` every partial
   * absence entered by hand. Answers what stays of `existing`.
   */
  async makeRoom(
    tx: Tx,
    existing: readonly AbsenceRecord[],
    time: Pick<Plan, 'during' | 'windows'>,
    by: By,
    alsoPartial = false,
  ): Promise<AbsenceRecord[]> {
    const absorbed = existing.filter(
      (row) => isLive(row) && isAbsorbable(row, alsoPartial) && isInside(restOf(row, tx.now) ?? row, time),
    );
    for (const row of absorbed) await this.lifecycle.stop(tx, row, by, INSIDE);
    return existing.filter((row) => !absorbed.includes(row));
  }

  /** A longer absence ended, moved or was cancelled: what lay inside and is free now counts again. Safe to repeat. */
  async restore(tx: Tx, userId: UserId, by: By): Promise<void> {
    if (!(await this.absences.hasAbsorbed(tx, userId))) return;
    const existing = await this.absences.lockAllOf(tx, userId);
    const live = existing.filter(isLive);
    for (const row of existing.filter(({ status, tombstone }) => status === 'cancelled' && tombstone === 'absorbed')) {
      const rest = restOf(row, tx.now);
      if (rest === null || live.some((other) => isAwayTogether(other, rest))) continue;
      const hasBegun = Temporal.Instant.compare(rest.during.startsAt, tx.now) <= 0;
      live.push(await this.lifecycle.revive(tx, { ...rest, status: hasBegun ? 'active' : 'planned' }, by));
    }
  }
}

/** What an emergency or a longer absence may push aside. */
export const isAbsorbable = (row: AbsenceRecord, alsoPartial: boolean): boolean =>
  row.seriesId !== null ||
  (alsoPartial && row.windows.length > 0 && row.sources.every(({ source }) => source === 'manual'));
