import { Injectable } from '@nestjs/common';
import {
  compareInstants,
  type CustomerId,
  type CustomerTile,
  isGap,
  isWeak,
  proveCoverage,
  type RosterCover,
  tilesWhere,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AbsenceRecord } from '../absences/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { TenantRosterRepository } from '../responsibility/index.js';

/** So far an absence without an end is looked at. */
const OPEN_ENDED = { hours: 24 * 90 } as const;

export interface Proof {
  readonly customers: number;
  readonly gaps: readonly CustomerTile[];
  /** Only the team's fallback or a manager is left; nobody who said yes. */
  readonly weak: readonly CustomerTile[];
}

/** Would every customer have somebody at every instant of the absence, if all who are asked said yes? */
@Injectable()
export class SetupProof {
  constructor(private readonly rosters: TenantRosterRepository) {}

  async of(
    tx: Tx,
    absence: AbsenceRecord,
    asked: readonly AssignmentRecord[],
    ids: readonly CustomerId[],
  ): Promise<Proof> {
    const { startsAt, endsAt } = absence.during;
    const from = compareInstants(startsAt, tx.now) < 0 ? tx.now : startsAt;
    const to = endsAt ?? from.add(OPEN_ENDED);
    const { rows } = await this.rosters.load(tx, from, to);
    const agreed = asked.map((row): RosterCover => ({
      ...row,
      customerIds: row.coveredCustomerIds,
      status: row.status === 'pending' ? 'accepted' : row.status,
      acceptedAt: row.acceptedAt ?? tx.now,
    }));
    const others = rows.assignments.filter(({ absenceId }) => absenceId !== absence.id);
    const proof = proveCoverage({
      customers: ids.map((id) => ({ id, csmId: absence.userId })),
      from,
      to,
      rows: { ...rows, assignments: [...others, ...agreed] },
    });
    return { customers: ids.length, gaps: tilesWhere(proof, isGap), weak: tilesWhere(proof, isWeak) };
  }
}
