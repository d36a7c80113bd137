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

@Injectable()
export class StakeholdersRepository {
  /** Locked for a change. Throws stakeholders.not-found, also for a person at another customer. */
  async lock(tx: Tx, customerId: CustomerId, id: StakeholderId): Promise<KnownStakeholder> {
    const [row] = await tx.query<KnownStakeholder>(
      `select id, customer_id as "customerId", name, email, title, role, is_primary as "isPrimary", active as "isActive"
         from stakeholders where tenant_id = $1 and customer_id = $2 and id = $3 for update`,
      [tx.tenantId, customerId, id],
    );
    if (!row) throw new DomainError('stakeholders.not-found');
    return row;
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
