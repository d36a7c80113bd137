import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type StakeholderId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { StakeholderRecord } from './customer.records.js';

/** Also those who have left; facts and briefs only show the others. */
export interface KnownStakeholder extends StakeholderRecord {
  readonly isActive: boolean;
}
type Change = Omit<KnownStakeholder, 'id' | 'customerId'>;

const valuesOf = ({ name, email, title, role, isPrimary, isActive }: Change): unknown[] => [
  name,
  email,
  title,
  role,
  isPrimary,
  isActive,
];

const SELECT = `
  select id, customer_id as "customerId", name, email, title, role, is_primary as "isPrimary", active as "isActive"
    from stakeholders`;

@Injectable()
export class StakeholdersRepository {
  /** Locked for a change. Throws stakeholders.not-found, also for a person at another customer. */
  async lock(tx: Tx, customerId: CustomerId, id: StakeholderId): Promise<KnownStakeholder> {
    const [row] = await tx.query<KnownStakeholder>(
      `${SELECT} where tenant_id = $1 and customer_id = $2 and id = $3 for update`,
      [tx.tenantId, customerId, id],
    );
    if (!row) throw new DomainError('stakeholders.not-found');
    return row;
  }

  /**
   * Everybody with that address, at whatever customer, who has left last, locked for a change; the address itself is held until the transaction ends, so that
   * two who ask at once do not both find nobody.
   */
  async lockByEmail(tx: Tx, email: string): Promise<KnownStakeholder[]> {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended('stakeholder ' || $1::text || ' ' || lower($2), 0))`,
      [tx.tenantId, email],
    );
    return tx.query(`${SELECT} where tenant_id = $1 and lower(email) = lower($2) order by active desc, id for update`, [
      tx.tenantId,
      email,
    ]);
  }

  async add(tx: Tx, customerId: CustomerId, change: Change): Promise<KnownStakeholder> {
    const [row] = await tx.query<{ id: StakeholderId }>(
      `insert into stakeholders (tenant_id, customer_id, name, email, title, role, is_primary, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [tx.tenantId, customerId, ...valuesOf(change)],
    );
    if (!row) throw new Error('an insert answers its row');
    return { id: row.id, customerId, ...change };
  }

  async update(tx: Tx, before: KnownStakeholder, change: Change): Promise<KnownStakeholder> {
    await tx.query(
      `update stakeholders set name = $3, email = $4, title = $5, role = $6, is_primary = $7, active = $8
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, before.id, ...valuesOf(change)],
    );
    return { ...before, ...change };
  }
}
