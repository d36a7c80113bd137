import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, WhatIfAbsence } from '@understudy/contracts';
import {
  type Away,
  awaySpans,
  compareInstants,
  type CustomerId,
  dayOf,
  isSameTime,
  type RosterCover,
  type RosterRows,
  type UserId,
  whatIf,
  type WhatIf,
} from '@understudy/domain';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsenceTrials } from '../absences/index.js';
import { SuggestionsService } from '../coverage/index.js';
import { toPersonRef } from '../customers/index.js';
import { AccessService } from '../directory/index.js';
import { type TenantRoster, TenantRosterRepository } from '../responsibility/index.js';
import { known, MOST_HOLES, toHole, toPeopleAtRisk } from './continuity.mapper.js';
import { ContinuityRepository, type CoveredCustomer } from './continuity.repository.js';
import { CustomerWeights } from './customer-weights.service.js';

type Answer = OutputOf<typeof WhatIfAbsence>;

/** How far an absence without end, or a series, is looked at. */
const LONGEST_DAYS = 366;
const OPEN_ENDED_DAYS = 90;

/** Carries the answer out of the transaction and rolls everything back. */
class NothingSaved extends Error {
  constructor(readonly answer: Answer) {
    super('what if: rolled back on purpose');
  }
}

interface Weighed {
  readonly before: TenantRoster;
  readonly after: RosterRows;
  readonly customers: readonly CoveredCustomer[];
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly points: (customerId: CustomerId) => number;
}

/**
 * What an absence would do. It is entered the way POST /api/absences enters it, weighed, and rolled back: so the days, merging with
 * other sources, series and refusals are those that saving it would bring; an existing one is moved the way PATCH moves it.
 */
@Injectable()
export class WhatIfService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rosters: TenantRosterRepository,
    private readonly continuity: ContinuityRepository,
    private readonly trials: AbsenceTrials,
    private readonly suggestions: SuggestionsService,
    private readonly weights: CustomerWeights,
    private readonly access: AccessService,
  ) {}

  /** Throws what entering it would throw. Meetings, and how much others carry, are for the person and whoever manages them. */
  async ask(caller: CallerContext, input: InputOf<typeof WhatIfAbsence>): Promise<Answer> {
    try {
      return await this.tenancy.run(caller.tenantId, async (tx): Promise<Answer> => {
        throw new NothingSaved(await this.weigh(tx, caller, input));
      });
    } catch (error) {
      if (error instanceof NothingSaved) return error.answer;
      throw error;
    }
  }

  private async weigh(tx: Tx, caller: CallerContext, input: InputOf<typeof WhatIfAbsence>): Promise<Answer> {
    const before = await this.rosters.load(tx, tx.now, null);
    const absence = await this.trials.place(tx, caller, input);
    const { rows } = await this.rosters.load(tx, tx.now, null);
    const fresh = newTimes(before.rows, rows, absence.userId);
    const customers = await this.continuity.list(tx, { csmIds: null, withoutOwner: false });
    const { from, to } = lookedAt(fresh, absence, tx.now);
    const points = await this.weights.of(tx, absence.userId, customers);
    const weighed: Weighed = { before, after: rows, customers, from, to, points };

    const byId = new Map(customers.map((customer) => [customer.id, customer]));
    const own = customers.filter(({ csmId }) => csmId === absence.userId);
    const spans = fresh.flatMap(awaySpans);
    const isTheirs = await this.access.mayManage(tx, caller, absence.userId);
    const meetings = isTheirs ? await this.continuity.listMeetings(tx, absence.userId, spans, MOST_HOLES) : [];
    const person = known(before.people, absence.userId);
    return {
      user: toPersonRef(person),
      during: { starts_at: absence.during.startsAt, ends_at: absence.during.endsAt },
      windows: absence.windows.map(({ startsAt, endsAt }) => ({ starts_at: startsAt, ends_at: endsAt })),
      time_zone: absence.days.timeZone,
      looked_at_until: to,
      customers: own.length,
      arr: own.reduce((sum, { arr }) => sum + arr, 0),
      ...outcome(weighed, rows),
      proposal: isTheirs ? await this.proposal(tx, absence, fresh, weighed) : null,
      renewals: renewalsIn(own, fresh, absence.days.timeZone),
      meetings: meetings.map(({ id, customerId, title, startsAt, endsAt }) => ({
        id,
        customer: { customer_id: customerId, name: byId.get(customerId)?.name ?? '' },
        title,
        starts_at: startsAt,
        ends_at: endsAt,
      })),
    };
  }

  /** Whom the product would ask first, and what their yes to everything would change. */
  private async proposal(
    tx: Tx,
    absence: AbsenceRecord,
    fresh: readonly Away[],
    weighed: Weighed,
  ): Promise<Answer['proposal']> {
    if (!weighed.customers.some(({ csmId }) => csmId === absence.userId)) return null;
    const { items } = await this.suggestions.suggest(tx, absence);
    const best = items.find(({ user_id }) => user_id === absence.preferredBackupUserId) ?? items[0];
    const backup = best && [...weighed.before.people.values()].find(({ userId }) => userId === best.user_id);
    if (!best || !backup) return null;
    const covers = fresh.map(({ id, during }): RosterCover => ({
      id: newId(),
      absenceId: id,
      backupUserId: backup.userId,
      tier: 1,
      status: 'accepted',
      customerIds: null,
      during,
      acceptedAt: tx.now,
    }));
    const rows = { ...weighed.after, assignments: [...weighed.after.assignments, ...covers] };
    return { backup: toPersonRef(backup), score: best.score, reasons: best.reasons, ...outcome(weighed, rows) };
  }
}

/** The person's absences that are new, or at another time than before. */
const newTimes = (before: RosterRows, after: RosterRows, userId: UserId): Away[] =>
  after.absences.filter((absence) => {
    const same = before.absences.find(({ id }) => id === absence.id);
    return absence.userId === userId && !(same && isSameTime(same, absence));
  });

function lookedAt(
  fresh: readonly Away[],
  { during }: AbsenceRecord,
  now: Temporal.Instant,
): { from: Temporal.Instant; to: Temporal.Instant } {
  const spans = fresh.length > 0 ? fresh.map((absence) => absence.during) : [during];
  const starts = spans.map(({ startsAt }) => startsAt).toSorted(compareInstants);
  const first = starts[0] ?? now;
  const from = compareInstants(first, now) < 0 ? now : first;
  const ends = spans.map(({ startsAt, endsAt }) => endsAt ?? startsAt.add({ hours: 24 * OPEN_ENDED_DAYS }));
  const last = ends.toSorted(compareInstants).at(-1) ?? from;
  const furthest = from.add({ hours: 24 * LONGEST_DAYS });
  return { from, to: compareInstants(last, furthest) < 0 ? last : furthest };
}

function outcome({ before, customers, from, to, points }: Weighed, after: RosterRows): Outcome {
  const { people } = before;
  const capacity = new Map([...people.values()].map(({ userId, capacityPoints }) => [userId, capacityPoints]));
  const found: WhatIf = whatIf({ customers, before: before.rows, after, from, to, capacity, pointsOf: points });
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const shown = (tiles: WhatIf['gaps']) => tiles.slice(0, MOST_HOLES).map((tile) => toHole(tile, byId, people, 'UTC'));
  return {
    gaps_total: found.gaps.length,
    gaps: shown(found.gaps),
    weak_total: found.weak.length,
    weak: shown(found.weak),
    overload: found.overload.map((one) => ({
      user: toPersonRef(known(people, one.userId)),
      points: one.points,
      points_before: one.pointsBefore,
      capacity_points: one.capacityPoints,
      at: one.at,
    })),
    single_points: toPeopleAtRisk(found.singlePoints, byId, people),
  };
}

type Outcome = Pick<Answer, 'gaps_total' | 'gaps' | 'weak_total' | 'weak' | 'overload' | 'single_points'>;

/** Renewals on a day that the person is away, first to last, as days in their zone; without end, those of the first 90 days. */
function renewalsIn(own: readonly CoveredCustomer[], fresh: readonly Away[], timeZone: string): Answer['renewals'] {
  const days = fresh.map(({ during: { startsAt, endsAt } }) => ({
    firstOn: dayOf(startsAt, timeZone),
    lastOn: dayOf((endsAt ?? startsAt.add({ hours: 24 * OPEN_ENDED_DAYS })).subtract({ nanoseconds: 1 }), timeZone),
  }));
  const isIn = (on: Temporal.PlainDate) =>
    days.some(
      ({ firstOn, lastOn }) =>
        Temporal.PlainDate.compare(firstOn, on) <= 0 && Temporal.PlainDate.compare(on, lastOn) <= 0,
    );
  return own
    .flatMap(({ id, name, renewalOn, arr, healthScore }) =>
      renewalOn !== null && isIn(renewalOn)
        ? [{ customer: { customer_id: id, name }, renewal_on: renewalOn, arr, health_score: healthScore }]
        : [],
    )
    .toSorted((a, b) => Temporal.PlainDate.compare(a.renewal_on, b.renewal_on) || b.arr - a.arr);
}
