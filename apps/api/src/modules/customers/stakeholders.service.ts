import { Injectable } from '@nestjs/common';
import type { CreateStakeholder, InputOf, OutputOf, PatchStakeholder } from '@understudy/contracts';
import { type CustomerId, DomainError } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
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

      return this.write(tx, caller, customerId, input);
    });
  }

  /**
   * As {@link add}, for an address that is nobody's yet: once, also when two ask at once. Whoever is at this customer already stays as they
   * are; who had left is back. Throws identity.not-allowed, customers.not-found, stakeholders.email-taken for a person of another customer.
   */
  async link(
    caller: CallerContext,
    input: InputOf<typeof CreateStakeholder> & { readonly email: string },
  ): Promise<OutputOf<typeof CreateStakeholder>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const known = await this.stakeholders.lockByEmail(tx, input.email);
      const here = known.find((one) => one.customerId === customerId);
      if (!here && known.length > 0) throw new DomainError('stakeholders.email-taken');

      if (!here) return this.write(tx, caller, customerId, input);
      if (here.isActive) return toStakeholder(here);
      const back = await this.stakeholders.update(tx, here, { ...here, isActive: true });
      await this.news.tell(tx, caller, customerId, {
        type: 'stakeholder.changed',
        data: { stakeholder_id: back.id, name: back.name },
      });
      return toStakeholder(back);
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

  private async write(
    tx: Tx,
    caller: CallerContext,
    customerId: CustomerId,
    { name, email, title, role, is_primary: isPrimary }: InputOf<typeof CreateStakeholder>,
  ): Promise<OutputOf<typeof CreateStakeholder>> {
    const added = await this.stakeholders.add(tx, customerId, { name, email, title, role, isPrimary, isActive: true });
    await this.news.tell(tx, caller, customerId, {
      type: 'stakeholder.added',
      data: { stakeholder_id: added.id, name },
    });
    return toStakeholder(added);
  }
}
