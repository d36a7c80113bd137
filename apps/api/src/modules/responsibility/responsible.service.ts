import { Injectable } from '@nestjs/common';
import type { OutputOf, GetResponsible } from '@understudy/contracts';
import {
  compareInstants,
  type CustomerId,
  DomainError,
  type Responsibility,
  responsibleAsPlaced,
  responsibleIn,
  roster,
  type TenantId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { toPersonRef } from '../customers/index.js';
import { explain, skipWords } from './responsible.words.js';
import { type AlsoAsked, type LoadedRoster, RosterRepository } from './roster.repository.js';
import { CoverageHistoryService } from './coverage-history.service.js';

export type ResponsibleAnswer = OutputOf<typeof GetResponsible>;

/** Who is responsible (product.md 5): the one place every surface and the escalation engine ask. Computed, never stored. */
@Injectable()
export class ResponsibleService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rosters: RosterRepository,
    private readonly history: CoverageHistoryService,
  ) {}

  /**
   * One customer at an instant, now when none is given. One round trip, but for an instant that is past: that is answered with the
   * owner and the teams of then. Throws `customers.not-found`.
   */
  async of(tenantId: TenantId, customerId: CustomerId, at?: Temporal.Instant): Promise<ResponsibleAnswer> {
    const { now, rows } = await this.tenancy.read(tenantId, this.rosters.statement(tenantId, [customerId], at ?? null));
    if (at !== undefined && compareInstants(at, now) < 0) return this.past(tenantId, customerId, at);
    const loaded = this.rosters.parse(rows[0] ?? []);
    const [answer] = this.answers(loaded, at ?? now, now);
    if (!answer) throw new DomainError('customers.not-found');
    return answer.wire;
  }

  private past(tenantId: TenantId, customerId: CustomerId, at: Temporal.Instant): Promise<ResponsibleAnswer> {
    return this.tenancy.run(tenantId, async (tx) => {
      const { question, people } = await this.history.load(tx, customerId, at, null);
      const decided = responsibleAsPlaced(question, at);
      return toWire({ csmId: decided.csmId }, decided, people, { at, now: tx.now });
    });
  }

  /** Many customers inside a transaction, at `tx.now`; customers that are not there are left out. */
  async ofMany(
    tx: Tx,
    customerIds: readonly CustomerId[],
    at: Temporal.Instant = tx.now,
  ): Promise<Map<CustomerId, { decided: Responsibility; wire: ResponsibleAnswer }>> {
    const loaded = await this.load(tx, customerIds, at);
    return new Map(this.answers(loaded, at, tx.now).map((answer) => [answer.customerId, answer]));
  }

  /** The roster itself, for decisions that ask more than one question of it. */
  async load(
    tx: Tx,
    customerIds: readonly CustomerId[],
    at: Temporal.Instant,
    also?: AlsoAsked,
  ): Promise<LoadedRoster> {
    const [sql, params] = this.rosters.statement(tx.tenantId, customerIds, at, also);
    return this.rosters.parse(await tx.query(sql, params));
  }

  /** Answers from a roster that is loaded already. */
  answers(loaded: LoadedRoster, at: Temporal.Instant, now: Temporal.Instant = at) {
    const indexed = roster(loaded.rows);
    return loaded.customers.map((customer) => {
      const decided = responsibleIn(indexed, { customer, at });
      return { customerId: customer.id, decided, wire: toWire(customer, decided, loaded.names, { at, now }) };
    });
  }
}

type Names = LoadedRoster['names'];

function toWire(
  customer: Pick<LoadedRoster['customers'][number], 'csmId'>,
  decided: Responsibility,
  names: Names,
  { at, now }: { readonly at: Temporal.Instant; readonly now: Temporal.Instant },
): ResponsibleAnswer {
  const ref = (id: Responsibility['responsible']) => {
    const found = id === null ? undefined : names.get(id);
    return found ? toPersonRef(found) : null;
  };
  const isPlan = compareInstants(at, now) > 0;
  const timeZone = zoneOf(customer, names);
  return {
    responsible: ref(decided.responsible),
    because: decided.because,
    at,
    is_plan: isPlan,
    until: decided.until,
    time_zone: timeZone,
    owner: ref(customer.csmId),
    next: ref(decided.next),
    skipped: decided.skipped.flatMap(({ userId, reason }) => {
      const user = ref(userId);
      return user && reason !== 'none-set' ? [{ user, reason: skipWords(reason) }] : [];
    }),
    explanation: explain(decided, names, timeZone, isPlan),
  };
}

const zoneOf = ({ csmId }: Pick<LoadedRoster['customers'][number], 'csmId'>, names: Names): string =>
  (csmId && names.get(csmId)?.timeZone) || 'UTC';
