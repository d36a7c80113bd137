import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  absenceStatusAt,
  compareInstants,
  type CustomerId,
  type CustomerTile,
  isGap,
  isLive,
  overlaps,
  proveCoverage,
  tilesWhere,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AssignmentRecord, PresenceRepository } from '../coverage/index.js';
import { type TenantRoster, TenantRosterRepository } from '../responsibility/index.js';
import type { AbsenceRecord } from './absences.repository.js';

/** As far as an absence without end is looked ahead (product.md: no gap for the next 90 days). */
const HORIZON_HOURS = 90 * 24;

/** A time of an absence in which nobody looks after a customer, although somebody said yes to it. */
export interface UncoveredTime {
  readonly customerId: CustomerId;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** A sentence without full stop. */
  readonly cause: string;
}

/** An absence with all that is asked for it, and the customers to whom somebody said yes. */
export interface AbsenceFacts {
  readonly absence: AbsenceRecord;
  readonly assignments: readonly AssignmentRecord[];
  readonly portfolio: readonly CustomerId[];
}

/**
 * A yes is no cover while whoever gave it is away too, or only gave it for a part. Read from now on, by the same walk that says who is
 * responsible: where the team's fallback or a manager steps in, nothing is uncovered.
 */
@Injectable()
export class UncoveredTimes {
  constructor(
    private readonly presence: PresenceRepository,
    private readonly rosters: TenantRosterRepository,
  ) {}

  /** Soonest first, by absence; absences without any are left out. The tenant's plans are only read when a yes may not hold. */
  async find(tx: Tx, facts: readonly AbsenceFacts[]): Promise<ReadonlyMap<AbsenceId, readonly UncoveredTime[]>> {
    const doubtful = await this.doubtful(tx, facts);
    if (doubtful.length === 0) return new Map();
    const { startsAt: from, endsAt: to } = around(doubtful.map(({ absence }) => aheadOf(absence, tx.now)));
    const roster = await this.rosters.load(tx, from, to);
    return new Map(
      doubtful.flatMap(({ absence, portfolio }) => {
        const { startsAt, endsAt } = aheadOf(absence, tx.now);
        const customers = portfolio.map((id) => ({ id, csmId: absence.userId }));
        const proof = proveCoverage({ customers, from: startsAt, to: endsAt, rows: roster.rows });
        const times = tilesWhere(proof, isGap).map((tile) => ({
          customerId: tile.customerId,
          startsAt: tile.startsAt,
          endsAt: tile.endsAt,
          cause: causeOf(tile, roster),
        }));
        return times.length > 0 ? [[absence.id, times] as const] : [];
      }),
    );
  }

  /** Absences ahead or running with a yes for a part, or of somebody who is away in that time. */
  private async doubtful(tx: Tx, facts: readonly AbsenceFacts[]): Promise<readonly AbsenceFacts[]> {
    const live = facts
      .filter(({ absence }) => isLive(absence) && absenceStatusAt(absence, tx.now, false) !== 'completed')
      .map((each) => ({ each, agreed: each.assignments.filter(isAgreed), span: aheadOf(each.absence, tx.now) }))
      .filter(({ agreed }) => agreed.length > 0);
    if (live.length === 0) return [];
    const away = await this.presence.listAway(tx, around(live.map(({ span }) => span)), [
      ...new Set(live.flatMap(({ agreed }) => agreed.map(({ backupUserId }) => backupUserId))),
    ]);
    const byPerson = Map.groupBy(away, ({ userId }) => userId);
    return live
      .filter(({ agreed, span }) =>
        agreed.some(
          ({ backupUserId, chosenDuring }) =>
            chosenDuring !== null || (byPerson.get(backupUserId) ?? []).some(({ during }) => overlaps(during, span)),
        ),
      )
      .map(({ each }) => each);
  }
}

const isAgreed = ({ status }: AssignmentRecord): boolean => status === 'accepted' || status === 'active';

interface Stretch {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** From the first start to the last end of some. */
const around = (stretches: readonly Stretch[]): Stretch =>
  stretches.reduce((a, b) => ({
    startsAt: compareInstants(a.startsAt, b.startsAt) <= 0 ? a.startsAt : b.startsAt,
    endsAt: compareInstants(a.endsAt, b.endsAt) >= 0 ? a.endsAt : b.endsAt,
  }));

/** What is left of the absence. */
function aheadOf({ during }: AbsenceRecord, now: Temporal.Instant): Stretch {
  const startsAt = compareInstants(during.startsAt, now) > 0 ? during.startsAt : now;
  return { startsAt, endsAt: during.endsAt ?? startsAt.add({ hours: HORIZON_HOURS }) };
}

function causeOf({ chain }: CustomerTile, { people }: TenantRoster): string {
  const away = new Set<UserId>(
    chain.flatMap(({ step, outcome, userId }) =>
      step === 'coverage' && outcome === 'absent' && userId !== null ? [userId] : [],
    ),
  );
  const names = [...away].map((id) => people.get(id)?.name ?? 'Somebody who left');
  if (names.length === 0) return 'Nobody said yes to this time';
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  return `${list} said yes and ${names.length === 1 ? 'is' : 'are'} away too, and nobody else is there`;
}
