import { Injectable } from '@nestjs/common';
import type {
  AcknowledgeEscalation,
  GetEscalation,
  GetEscalationTimeline,
  InputOf,
  ListCategories,
  ListEscalations,
  OutputOf,
} from '@understudy/contracts';
import { DomainError, type EscalationId, isUnresolved, moveEscalation } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { toEscalation, toEscalationRow, toTimelineEvent } from './escalation.mapper.js';
import type { EscalationRecord } from './escalation.records.js';
import { EscalationsRepository, type Sight } from './escalations.repository.js';

const TIMELINE = 200;

/** Escalations as people read them and take them on. */
@Injectable()
export class EscalationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async categories(caller: CallerContext): Promise<OutputOf<typeof ListCategories>> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.escalations.listCategories(tx));
    return {
      items: rows.map(({ id, name, description, slaHours }) => ({ id, name, description, sla_hours: { ...slaHours } })),
    };
  }

  async list(caller: CallerContext, input: InputOf<typeof ListEscalations>): Promise<OutputOf<typeof ListEscalations>> {
    const cursor = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['group', 'dueAt', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const rows = await this.escalations.list(tx, await this.sightOf(tx, caller), {
        status: input.status,
        severity: input.severity,
        customerId: input.customer_id,
        ownerId: input.owner_id,
        after: cursor && { ...cursor, isOver: cursor.group === 'over' },
        limit: input.limit,
      });
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items: items.map((row) => toEscalationRow(row, tx.now)),
        next_cursor: rows.length > input.limit && last ? encodeCursor(placeOf(last)) : null,
      };
    });
  }

  async get(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalation>> {
    return this.tenancy.run(caller.tenantId, async (tx) =>
      toEscalation(await this.escalations.getVisible(tx, await this.sightOf(tx, caller), id), tx.now),
    );
  }

  /** Newest first. */
  async timeline(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalationTimeline>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.escalations.getVisible(tx, await this.sightOf(tx, caller), id);
      const events = await this.history.list(tx, { subject: { kind: 'escalation', id }, limit: TIMELINE });
      const people = new Map(
        (await this.directory.listUsers(tx)).map((user) => [
          user.id,
          { userId: user.id, name: user.name, place: user.place },
        ]),
      );
      return { items: events.map((event) => toTimelineEvent(event, people)) };
    });
  }

  /** An owner, or whoever manages the customer's CSM, takes it on: it moves to investigating and the response clock stops. */
  async acknowledge(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof AcknowledgeEscalation>> {
    return this.tenancy.run(caller, async (tx) => {
      const sight = await this.sightOf(tx, caller);
      await this.escalations.lock(tx, id);
      const row = await this.escalations.getVisible(tx, sight, id);
      const isOwner = row.primaryOwner?.userId === caller.userId || row.secondaryOwner?.userId === caller.userId;
      const manages = sight.managed === null || (row.csmId !== null && sight.managed.includes(row.csmId));
      if (!isOwner && !manages) throw new DomainError('identity.not-allowed');
      const moved = moveEscalation(
        { status: row.status, acknowledgedAt: row.acknowledgedAt, resolvedAt: row.resolvedAt, closedAt: null },
        'investigating',
        tx.now,
      );

      await this.escalations.move(tx, row, moved);
      await this.history.append(tx, {
        type: 'escalation.acknowledged',
        subject: { kind: 'escalation', id },
        ...byCaller(caller),
        data: { from: row.status, to: moved.status },
      });
      await this.outbox.add(tx, { type: 'escalation.changed', escalation_id: id, customer_id: row.customer.id });
      return toEscalation(await this.escalations.getById(tx, id), tx.now);
    });
  }

  private async sightOf(tx: Tx, caller: CallerContext): Promise<Sight> {
    const { userId, roles } = caller;
    if (roles.includes('admin')) return { userId, managed: null, ownCustomers: true };
    const managed = roles.includes('manager') ? [...(await this.access.managedIds(tx, caller))] : [];
    return { userId, managed, ownCustomers: roles.includes('csm') || roles.includes('manager') };
  }
}

const placeOf = ({ status, dueAt, id }: EscalationRecord) => ({
  group: isUnresolved(status) ? 'open' : 'over',
  dueAt: String(dueAt),
  id,
});
