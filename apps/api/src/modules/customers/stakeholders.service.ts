import { Injectable } from '@nestjs/common';
import type { CreateStakeholder, InputOf, OutputOf, PatchStakeholder } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toStakeholder } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { StakeholdersRepository } from './stakeholders.repository.js';

/** The people at a customer. */
@Injectable()
export class StakeholdersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly stakeholders: StakeholdersRepository,
    private readonly rights: CustomerRights,
    private readonly news: CustomerNews,
  ) {}

  async add(
    caller: CallerContext,
    input: InputOf<typeof CreateStakeholder>,
  ): Promise<OutputOf<typeof CreateStakeholder>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);

      const { name, email, title, role, is_primary: isPrimary } = input;
      const added = await this.stakeholders.add(tx, customerId, {
        name,
        email,
        title,
        role,
        isPrimary,
        isActive: true,
      });
      await this.news.tell(tx, caller, customerId, {
        type: 'stakeholder.added',
        data: { stakeholder_id: added.id, name },
      });
      return toStakeholder(added);
    });
  }

  /** Who has left stays in the records and is shown no more. Throws identity.not-allowed, stakeholders.not-found. */
  async change(
    caller: CallerContext,
    input: InputOf<typeof PatchStakeholder>,
  ): Promise<OutputOf<typeof PatchStakeholder>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const before = await this.stakeholders.lock(tx, customerId, input.stakeholder_id);

      const { name = before.name, email = before.email, title = before.title, role = before.role } = input;
      const { is_primary: isPrimary = before.isPrimary, active: isActive = before.isActive } = input;
      const after = await this.stakeholders.update(tx, before, { name, email, title, role, isPrimary, isActive });
      await this.news.tell(tx, caller, customerId, {
        type: isActive || !before.isActive ? 'stakeholder.changed' : 'stakeholder.left',
        data: { stakeholder_id: after.id, name },
      });
      return toStakeholder(after);
    });
  }
}
