import { Injectable } from '@nestjs/common';
import { type CustomerId, customerPoints, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PoliciesService } from '../policies/index.js';
import type { CoveredCustomer } from './continuity.repository.js';

/** What each customer weighs by the policy of a person's team: one point, unless the team counts otherwise (product.md 8). */
@Injectable()
export class CustomerWeights {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly policies: PoliciesService,
  ) {}

  /** `customers` are all of the tenant's, for their average ARR. */
  async of(tx: Tx, userId: UserId, customers: readonly CoveredCustomer[]): Promise<(customerId: CustomerId) => number> {
    const { teamId } = await this.directory.getUser(tx, userId);
    const { loadWeights } = await this.policies.ofTeam(tx, teamId);
    if (loadWeights === null) return () => 1;
    const average = customers.reduce((sum, { arr }) => sum + arr, 0) / Math.max(1, customers.length);
    const points = new Map(customers.map((customer) => [customer.id, customerPoints(customer, loadWeights, average)]));
    return (customerId) => points.get(customerId) ?? 1;
  }
}
