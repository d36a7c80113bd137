import { Injectable } from '@nestjs/common';
import type { GetCoverageHistory, InputOf, OutputOf } from '@understudy/contracts';
import {
  compareInstants,
  coverageHistory,
  type CustomerId,
  DomainError,
  type HistoryTile,
  type PlacedQuestion,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, toPersonRef } from '../customers/index.js';
import { explain } from './responsible.words.js';
import { type TenantRoster, TenantRosterRepository } from './tenant-roster.repository.js';

type Answer = OutputOf<typeof GetCoverageHistory>;

/** What is looked at when nothing is given: a quarter back and a quarter ahead. */
const USUAL_DAYS = 90;
const LONGEST_DAYS = 800;

/** Who had coverage when (PRD-258 NFR-3), from the rows alone: with the owners, teams and fallbacks of each time. */
@Injectable()
export class CoverageHistoryService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rosters: TenantRosterRepository,
    private readonly customers: CustomersRepository,
  ) {}

  /** Throws customers.not-found, coverage.history-span. */
  async of(caller: CallerContext, input: InputOf<typeof GetCoverageHistory>): Promise<Answer> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const from = input.from ?? (input.to ?? tx.now).subtract({ hours: 24 * USUAL_DAYS });
      const to = input.to ?? later(from, tx.now).add({ hours: 24 * USUAL_DAYS });
      const longest = from.add({ hours: 24 * LONGEST_DAYS });
      if (compareInstants(from, to) >= 0 || compareInstants(to, longest) > 0)
        throw new DomainError('coverage.history-span');
      const { question, people, name } = await this.load(tx, input.customer_id, from, to);

      const tiles = coverageHistory({ ...question, from, to }).flatMap((tile) => atNow(tile, tx.now));
      const timeZone = (question.customer.csmId && people.get(question.customer.csmId)?.timeZone) || 'UTC';
      const ref = (id: UserId | null) => {
        const found = id === null ? undefined : people.get(id);
        return found ? toPersonRef(found) : null;
      };
      return {
        customer: { customer_id: question.customer.id, name },
        from,
        to,
        time_zone: timeZone,
        known_since: question.placements.owners[0]?.since ?? tx.now,
        tiles: tiles.map((tile) => {
          const isPlan = compareInstants(tile.startsAt, tx.now) >= 0;
          return {
            starts_at: tile.startsAt,
            ends_at: tile.endsAt,
            responsible: ref(tile.responsible),
            grade: tile.because,
            cause: tile.cause,
            owner: ref(tile.csmId),
            assignment_id:
              tile.chain.at(-1)?.outcome === 'responsible' ? (tile.chain.at(-1)?.assignmentId ?? null) : null,
            is_plan: isPlan,
            explanation: explain(tile, people, timeZone, isPlan),
          };
        }),
      };
    });
  }

  /** What answers about one customer over time are made from; `to` null is for ever. Throws customers.not-found. */
  async load(
    tx: Tx,
    customerId: CustomerId,
    from: Temporal.Instant,
    to: Temporal.Instant | null,
  ): Promise<{ question: PlacedQuestion; people: TenantRoster['people']; name: string }> {
    const customer = await this.customers.getById(tx, customerId);
    const [{ rows, people }, placements] = await Promise.all([
      this.rosters.load(tx, from, to),
      this.rosters.placements(tx, customerId, tx.now),
    ]);
    const csmId = customer.csm?.userId ?? null;
    return { question: { customer: { id: customerId, csmId }, rows, placements }, people, name: customer.name };
  }
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (compareInstants(a, b) >= 0 ? a : b);

/** Cut in two where the past becomes a plan. */
const atNow = (tile: HistoryTile, now: Temporal.Instant): HistoryTile[] =>
  compareInstants(tile.startsAt, now) < 0 && compareInstants(now, tile.endsAt) < 0
    ? [
        { ...tile, endsAt: now },
        { ...tile, startsAt: now },
      ]
    : [tile];
