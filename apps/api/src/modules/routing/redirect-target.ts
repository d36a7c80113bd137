import type { RoutingPart, RoutingValue } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { RedirectsRepository } from './redirects.repository.js';
import { type RoutedCoverage, type RoutingContext, RoutingTarget } from './routing-target.js';

/**
 * Tasks and alerts: the other system is our own. What is set is the recorded decision that they go to the backup; who has a certain
 * task at a certain moment is computed by who is responsible then (docs/adr, "redirects are recorded, not obeyed").
 */
export class RedirectTarget extends RoutingTarget {
  constructor(
    readonly type: 'tasks' | 'alerts',
    private readonly tenancy: Tenancy,
    private readonly redirects: RedirectsRepository,
  ) {
    super();
  }

  async intend(coverage: RoutedCoverage): Promise<RoutingPart[]> {
    const { assignmentId, absentUserId, backupUserId, customerIds, startsAt, endsAt } = coverage;
    const intended = {
      from_user_id: absentUserId,
      to_user_id: backupUserId,
      customer_ids: [...customerIds].toSorted(),
      starts_at: String(startsAt),
      ends_at: endsAt && String(endsAt),
    };
    return [{ assignmentId, part: '', label: null, intended }];
  }

  read({ tenantId, assignmentId }: RoutingContext): Promise<RoutingValue> {
    return this.tenancy.run(tenantId, (tx) => this.redirects.find(tx, assignmentId, this.type));
  }

  write({ tenantId, assignmentId }: RoutingContext, value: RoutingValue): Promise<void> {
    return this.tenancy.run(tenantId, (tx) => this.redirects.set(tx, assignmentId, this.type, value));
  }
}
