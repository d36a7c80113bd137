import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import type { CustomerRecord, PersonName } from './customer.records.js';
import { CustomersRepository } from './customers.repository.js';

/** Who may read a customer in full, change it, and give it away (api.md, the role table). */
@Injectable()
export class CustomerRights {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  /** The owner, whoever stands in now, the team's fallback, and managers of the owner; for a customer without owner any manager. */
  async isKeeper(
    tx: Tx,
    caller: CallerContext,
    { id, csm }: Pick<CustomerRecord, 'id'> & { readonly csm: Pick<PersonName, 'userId'> | null },
  ): Promise<boolean> {
    return (await this.managesOwner(tx, caller, csm)) || this.customers.isCoveredBy(tx, id, caller.userId);
  }

  /** Of these customers those {@link isKeeper} is true for, asked once for the whole list. */
  async keptAmong(
    tx: Tx,
    caller: CallerContext,
    customers: readonly Pick<CustomerRecord, 'id' | 'csm'>[],
  ): Promise<ReadonlySet<CustomerId>> {
    const ids = customers.map(({ id }) => id);
    const [managed, covered] = await Promise.all([
      this.access.managedIds(tx, caller),
      this.customers.listCoveredBy(tx, ids, caller.userId),
    ]);
    const own = customers.filter(({ csm }) => (csm === null ? leads(caller) : managed.has(csm.userId)));
    return new Set([...own.map(({ id }) => id), ...covered]);
  }

  async requireKeeper(tx: Tx, caller: CallerContext, customer: Pick<CustomerRecord, 'id' | 'csm'>): Promise<void> {
    if (!(await this.isKeeper(tx, caller, customer))) throw new DomainError('identity.not-allowed');
  }

  /** A customer the caller looks after. Throws customers.not-found, identity.not-allowed. */
  async getKept(tx: Tx, caller: CallerContext, id: CustomerId): Promise<CustomerRecord> {
    const customer = await this.customers.getById(tx, id);
    await this.requireKeeper(tx, caller, customer);
    return customer;
  }

  /**
   * A customer changes hands by its owner or whoever manages them, never by somebody who only stands in: cover ends, ownership stays.
   * The new owner must be one of ours who looks after customers.
   */
  async requireHandOver(tx: Tx, caller: CallerContext, before: CustomerRecord, to: UserId | null): Promise<void> {
    if (!(await this.managesOwner(tx, caller, before.csm))) throw new DomainError('identity.not-allowed');
    if (to !== null) await this.requireEligible(tx, to);
  }

  /** Who may add a customer for that owner: themselves, their managers, admins; without an owner managers and admins. */
  async requireMayAddFor(tx: Tx, caller: CallerContext, csmId: UserId | null): Promise<void> {
    if (csmId !== null) await this.requireEligible(tx, csmId);
    if (!(await this.managesOwner(tx, caller, csmId === null ? null : { userId: csmId })))
      throw new DomainError('identity.not-allowed');
  }

  async managesOwner(tx: Tx, caller: CallerContext, csm: { readonly userId: UserId } | null): Promise<boolean> {
    if (csm !== null) return this.access.mayManage(tx, caller, csm.userId);
    return leads(caller);
  }

  private async requireEligible(tx: Tx, userId: UserId): Promise<void> {
    const owner = await this.directory.getUser(tx, userId);
    if (!owner.active || !owner.roles.some((role) => role === 'csm' || role === 'manager'))
      throw new DomainError('customers.owner-not-eligible');
  }
}

const leads = ({ roles }: CallerContext): boolean => roles.some((role) => role === 'admin' || role === 'manager');
