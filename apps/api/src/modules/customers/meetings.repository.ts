import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type MeetingHandling, type MeetingId, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import type { MeetingRecord } from './customer.records.js';
import { person } from './customers.repository.js';

export interface MeetingChange extends Pick<MeetingRecord, 'title' | 'startsAt' | 'endsAt' | 'isCustomerFacing'> {
  readonly organizerId: UserId | null;
  readonly handling: MeetingHandling | null;
  readonly cancelledAt: Temporal.Instant | null;
}

const refused = constraintErrors({
  meetings_organizer_fkey: 'users.not-found',
  meetings_order_check: 'events.ends-before-start',
});

const valuesOf = (change: MeetingChange): unknown[] => [
  change.title,
  change.startsAt,
  change.endsAt,
  change.organizerId,
  change.isCustomerFacing,
  change.handling,
  change.cancelledAt,
];

@Injectable()
export class MeetingsRepository {
  /** Throws events.not-found: unknown, another customer's, or cancelled. */
  async get(tx: Tx, customerId: CustomerId, id: MeetingId): Promise<MeetingRecord> {
    const meeting = await this.find(tx, customerId, id);
    if (!meeting) throw new DomainError('events.not-found');
    return meeting;
  }

  /** As {@link get}, locked for a change. */
  async lock(tx: Tx, customerId: CustomerId, id: MeetingId): Promise<MeetingRecord> {
    await tx.query('select 1 from meetings where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
    return this.get(tx, customerId, id);
  }

  async add(tx: Tx, customerId: CustomerId, meeting: MeetingChange): Promise<MeetingRecord> {
    const [row] = await tx
      .query<{ id: MeetingId }>(
        `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id, customer_facing, handling, cancelled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
        [tx.tenantId, customerId, ...valuesOf(meeting)],
      )
      .catch(refused);
    if (!row) throw new Error('an insert answers its row');
    return this.get(tx, customerId, row.id);
  }

  async update(tx: Tx, id: MeetingId, change: MeetingChange): Promise<void> {
    await tx
      .query(
        `update meetings set title = $3, starts_at = $4, ends_at = $5, organizer_id = $6, customer_facing = $7, handling = $8,
                cancelled_at = $9 where tenant_id = $1 and id = $2`,
        [tx.tenantId, id, ...valuesOf(change)],
      )
      .catch(refused);
  }

  private async find(tx: Tx, customerId: CustomerId, id: MeetingId): Promise<MeetingRecord | null> {
    const [row] = await tx.query<MeetingRecord>(
      `select m.id, m.customer_id as "customerId", m.title, m.starts_at as "startsAt", m.ends_at as "endsAt",
              m.customer_facing as "isCustomerFacing", m.handling, ${person('u')} as organizer
         from meetings m left join users u on (u.tenant_id, u.id) = (m.tenant_id, m.organizer_id)
        where m.tenant_id = $1 and m.customer_id = $2 and m.id = $3 and m.cancelled_at is null`,
      [tx.tenantId, customerId, id],
    );
    return row ?? null;
  }
}
