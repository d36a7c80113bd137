import { Injectable } from '@nestjs/common';
import type {
  GetEscalation,
  GetEscalationTimeline,
  InputOf,
  ListCategories,
  ListDuplicates,
  ListEscalations,
  OutputOf,
} from '@understudy/contracts';
import { type EscalationId, isUnresolved } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { EscalationAccess } from './escalation-access.service.js';
import { toEscalationRow } from './escalation.mapper.js';
import type { EscalationRecord } from './escalation.records.js';
import { EscalationTimeline } from './escalation-timeline.service.js';
import { type EscalationFilter, EscalationsRepository } from './escalations.repository.js';
import { EscalationViews } from './escalation-views.service.js';

/** Escalations as people read them. */
@Injectable()
export class EscalationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly access: EscalationAccess,
    private readonly views: EscalationViews,
    private readonly timelines: EscalationTimeline,
    private readonly customers: CustomersRepository,
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
      const rows = await this.escalations.list(tx, await this.access.sightOf(tx, caller), filterOf(input), {
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

  /** Throws customers.not-found. */
  async duplicates(
    caller: CallerContext,
    { customer_id, category }: InputOf<typeof ListDuplicates>,
  ): Promise<OutputOf<typeof ListDuplicates>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [items] = await Promise.all([
        this.views.openDuplicates(tx, caller, { customerId: customer_id, category }),
        this.customers.getById(tx, customer_id),
      ]);
      return { items };
    });
  }

  async get(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalation>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.access.getVisible(tx, caller, id);
      return this.views.of(tx, caller, id);
    });
  }

  async timeline(
    caller: CallerContext,
    input: InputOf<typeof GetEscalationTimeline>,
  ): Promise<OutputOf<typeof GetEscalationTimeline>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.access.getVisible(tx, caller, input.escalation_id);
      const isOutsider = await this.access.isOutsider(tx, caller, row);
      return this.timelines.page(tx, row.id, { ...input, isOutsider });
    });
  }
}

const isTrue = (flag: 'true' | 'false' | undefined): boolean | undefined => flag && flag === 'true';

const filterOf = (input: InputOf<typeof ListEscalations>): EscalationFilter => ({
  status: input.status,
  severity: input.severity,
  category: input.category,
  customerId: input.customer_id,
  ownerId: input.owner_id,
  mine: isTrue(input.mine),
  unassigned: isTrue(input.unassigned),
  breached: isTrue(input.breached),
  snoozed: isTrue(input.snoozed),
  text: input.q,
  createdFrom: input.created_from,
  createdTo: input.created_to,
});

const placeOf = ({ status, dueAt, id }: EscalationRecord) => ({
  group: isUnresolved(status) ? 'open' : 'over',
  dueAt: String(dueAt),
  id,
});
