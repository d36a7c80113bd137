import { Injectable } from '@nestjs/common';
import {
  type CategorySla,
  type InputOf,
  type OutputOf,
  type PutCategorySla,
  type PutSlaPolicy,
  SlaPolicy as PolicyView,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { CalendarsRepository } from './calendars.repository.js';
import { toCategoryView, toPolicy, toPolicyView } from './sla.mapper.js';
import { SlaRepository } from './sla.repository.js';

/** The clocks of escalations, as admins set them (PRD-243 FR-3.3). What runs keeps what counted when it was opened. */
@Injectable()
export class SlaService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly sla: SlaRepository,
    private readonly calendars: CalendarsRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async get(caller: CallerContext): Promise<OutputOf<typeof PutSlaPolicy>> {
    return this.tenancy.run(caller.tenantId, (tx) => this.view(tx));
  }

  /** Throws calendars.not-found, sla.percents-out-of-order, sla.two-clocks, version.stale. */
  async put(caller: CallerContext, input: InputOf<typeof PutSlaPolicy>): Promise<OutputOf<typeof PutSlaPolicy>> {
    const policy = toPolicy(input);
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.view(tx);
      const stale = () => new DomainError('version.stale', { current: z.encode(PolicyView, before) });
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version) throw stale();
      await this.requireCalendars(tx, input);

      if (!(await this.sla.save(tx, policy, before.version))) throw stale();
      const after = await this.view(tx);
      const { categories: _then, ...was } = z.encode(PolicyView, before);
      const { categories: _now, ...is } = z.encode(PolicyView, after);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'sla-policy.set',
        subject: { kind: 'tenant', id: tx.tenantId },
        data: { before: was, after: is },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'sla' });
      return after;
    });
  }

  /** Throws sla.category-not-found, version.stale. */
  async putCategory(
    caller: CallerContext,
    input: InputOf<typeof PutCategorySla>,
  ): Promise<z.output<typeof CategorySla>> {
    const { category_id: id, response_minutes: minutes } = input;
    return this.tenancy.run(caller, async (tx) => {
      const { policy } = await this.sla.load(tx);
      const before = toCategoryView(await this.sla.lockCategory(tx, id), policy);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: before });

      await this.sla.saveResponse(tx, id, minutes);
      const after = toCategoryView(await this.sla.lockCategory(tx, id), policy);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'escalation-category.response-set',
        subject: { kind: 'escalation-category', id },
        data: { before, after },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'sla' });
      return after;
    });
  }

  private async view(tx: Tx): Promise<OutputOf<typeof PutSlaPolicy>> {
    const [settings, categories] = await Promise.all([this.sla.load(tx), this.sla.listCategories(tx)]);
    return toPolicyView(settings, categories);
  }

  /** A calendar that was put away is not there. Locked, so that none is put away meanwhile. Throws calendars.not-found. */
  private async requireCalendars(tx: Tx, { severities }: InputOf<typeof PutSlaPolicy>): Promise<void> {
    const ids = new Set(Object.values(severities).flatMap(({ calendar_id: id }) => id ?? []));
    for (const id of [...ids].toSorted()) await this.calendars.lock(tx, id);
  }
}
