import { Injectable } from '@nestjs/common';
import type { ListRouting, OutputOf, RetryRouting } from '@understudy/contracts';
import { type AbsenceId, type AssignmentId, DomainError, retryRouting, type RoutingUpdateId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceRights } from '../absences/index.js';
import { AccessService } from '../directory/index.js';
import { RoutingNews } from './routing-news.service.js';
import { toRoutingUpdate } from './routing.mapper.js';
import { type RoutingRecord, RoutingRepository } from './routing.repository.js';

/** What was redirected because somebody is away, for people. */
@Injectable()
export class RoutingService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly updates: RoutingRepository,
    private readonly rights: AbsenceRights,
    private readonly access: AccessService,
    private readonly news: RoutingNews,
  ) {}

  list(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof ListRouting>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.rights.getVisible(tx, caller, id);
      return { items: (await this.updates.listOfAbsence(tx, id)).map(toRoutingUpdate) };
    });
  }

  /** By a manager of the absent person: looks again. Throws routing.not-found, routing.nothing-to-retry, identity.not-allowed. */
  async retry(caller: CallerContext, id: RoutingUpdateId): Promise<OutputOf<typeof RetryRouting>> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.updates.lock(tx, id);
      if (!before) throw new DomainError('routing.not-found');
      await this.access.requireManage(tx, caller, before.absentUserId);

      const update = retryRouting(before);
      if (update === before) throw new DomainError('routing.nothing-to-retry');

      await this.updates.save(tx, id, update, null);
      await this.news.retried(tx, caller, before);
      return toRoutingUpdate({ ...before, ...update, problem: null });
    });
  }

  /** For projections of assignments (PRD-131 OOOCoverage.routingUpdates). */
  listOfAssignments(tx: Tx, ids: readonly AssignmentId[]): Promise<RoutingRecord[]> {
    return this.updates.listOfAssignments(tx, ids);
  }
}
