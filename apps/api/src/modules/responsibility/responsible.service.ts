import { Injectable } from '@nestjs/common';
import type { OutputOf, GetResponsible } from '@understudy/contracts';
import {
  type CustomerId,
  DomainError,
  type Responsibility,
  responsibleIn,
  roster,
  type TenantId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { toPersonRef } from '../customers/index.js';
import { explain, skipWords } from './responsible.words.js';
import { type AlsoAsked, type LoadedRoster, RosterRepository } from './roster.repository.js';

export type ResponsibleAnswer = OutputOf<typeof GetResponsible>;

/** Who is responsible (product.md 5): the one place every surface and the escalation engine ask. Computed, never stored. */
@Injectable()
export class ResponsibleService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rosters: RosterRepository,
  ) {}

  /** One customer at an instant, now when none is given. One round trip. Throws `customers.not-found`. */
  async of(tenantId: TenantId, customerId: CustomerId, at?: Temporal.Instant): Promise<ResponsibleAnswer> {
    const { now, rows } = await this.tenancy.read(tenantId, this.rosters.statement(tenantId, [customerId], at ?? null));
    const loaded = this.rosters.parse(rows[0] ?? []);
    const [answer] = this.answers(loaded, at ?? now);
    if (!answer) throw new DomainError('customers.not-found');
    return answer.wire;
  }

  /** Many customers inside a transaction, at `tx.now`; customers that are not there are left out. */
  async ofMany(
    tx: Tx,
    customerIds: readonly CustomerId[],
    at: Temporal.Instant = tx.now,
  ): Promise<Map<CustomerId, { decided: Responsibility; wire: ResponsibleAnswer }>> {
    const loaded = await this.load(tx, customerIds, at);
    return new Map(this.answers(loaded, at).map((answer) => [answer.customerId, answer]));
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
  answers(loaded: LoadedRoster, at: Temporal.Instant) {
    const indexed = roster(loaded.rows);
    return loaded.customers.map((customer) => {
      const decided = responsibleIn(indexed, { customer, at });
      return { customerId: customer.id, decided, wire: toWire(customer, decided, loaded, at) };
    });
  }
}

function toWire(
  customer: LoadedRoster['customers'][number],
  decided: Responsibility,
  { names }: LoadedRoster,
  at: Temporal.Instant,
): ResponsibleAnswer {
  const ref = (id: Responsibility['responsible']) => {
    const found = id === null ? undefined : names.get(id);
    return found ? toPersonRef(found) : null;
  };
  return {
    responsible: ref(decided.responsible),
    because: decided.because,
    at,
    until: decided.until,
    time_zone: zoneOf(customer, names),
    owner: ref(customer.csmId),
    next: ref(decided.next),
    skipped: decided.skipped.flatMap(({ userId, reason }) => {
      const user = ref(userId);
      return user && reason !== 'none-set' ? [{ user, reason: skipWords(reason) }] : [];
    }),
    explanation: explain(decided, names, zoneOf(customer, names)),
  };
}

const zoneOf = ({ csmId }: LoadedRoster['customers'][number], names: LoadedRoster['names']): string =>
  (csmId && names.get(csmId)?.timeZone) || 'UTC';
