import { Injectable } from '@nestjs/common';
import type { CreateRisk, InputOf, OutputOf, PatchRisk } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toRisk } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { RisksRepository } from './risks.repository.js';

/** What could lose us a customer. */
@Injectable()
export class RisksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly risks: RisksRepository,
    private readonly rights: CustomerRights,
    private readonly news: CustomerNews,
  ) {}

  async open(caller: CallerContext, input: InputOf<typeof CreateRisk>): Promise<OutputOf<typeof CreateRisk>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);

      const { kind, description, severity } = input;
      const risk = await this.risks.add(tx, customerId, { kind, description, severity });
      await this.news.tell(tx, caller, customerId, {
        type: 'risk.opened',
        data: { risk_id: risk.id, kind, description, severity },
        message: 'customer.risk-opened',
        about: { risk_id: risk.id },
      });
      return toRisk(risk);
    });
  }

  /** A closed risk stays closed: 409 risks.resolved. Throws identity.not-allowed, risks.not-found. */
  async change(caller: CallerContext, input: InputOf<typeof PatchRisk>): Promise<OutputOf<typeof PatchRisk>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const before = await this.risks.lock(tx, customerId, input.risk_id);
      if (before.resolvedAt !== null) throw new DomainError('risks.resolved');

      const { description = before.description, severity = before.severity, resolved, resolution = null } = input;
      const risk = { ...before, description, severity, resolvedAt: resolved ? tx.now : null };
      await this.risks.update(tx, risk, resolution);
      await this.news.tell(tx, caller, customerId, {
        type: resolved ? 'risk.resolved' : 'risk.changed',
        data: { risk_id: risk.id, description, severity, ...(resolution === null ? {} : { resolution }) },
        ...(resolved ? { message: 'customer.risk-resolved', about: { risk_id: risk.id } } : {}),
      });
      return toRisk(risk);
    });
  }
}
