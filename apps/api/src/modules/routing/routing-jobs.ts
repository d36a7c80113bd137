import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId, type AssignmentId, type RoutingUpdateId, type TenantId } from '@understudy/domain';
import { type Json, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { RoutingPlanner } from './routing-planner.service.js';
import { RoutingSaga } from './routing-saga.service.js';
import { RoutingRepository } from './routing.repository.js';

const OF_ASSIGNMENTS = [
  'coverage.accepted',
  'coverage.started',
  'coverage.moved',
  'coverage.ended',
  'coverage.released',
  'coverage.lapsed',
  'coverage.rejected',
  'coverage.taken-over',
] as const;
const OF_ABSENCES = ['coverage.portfolio-changed', 'absence.started', 'absence.ended', 'absence.cancelled'] as const;

const idIn = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** Whatever happens to coverage, its changes follow: in place at the start, along when it moves, back at the end. */
@Injectable()
export class RoutingJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly planner: RoutingPlanner,
    private readonly saga: RoutingSaga,
    private readonly updates: RoutingRepository,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    for (const type of OF_ASSIGNMENTS)
      this.handlers.onMessage(
        type,
        async ({ tenantId, payload }) => {
          const id = idIn(payload['assignment_id']);
          const of = id === null ? null : await this.planner.absenceOf(tenantId, asId<AssignmentId>(id));
          if (of) await this.follow(tenantId, of);
        },
        'routing',
      );
    for (const type of OF_ABSENCES)
      this.handlers.onMessage(
        type,
        async ({ tenantId, payload }) => {
          await this.follow(tenantId, asId<AbsenceId>(String(payload['absence_id'])));
        },
        'routing',
      );
    this.handlers.onMessage(
      'routing.due',
      ({ tenantId, payload }) => this.saga.drive(tenantId, asId<RoutingUpdateId>(String(payload['routing_update_id']))),
      'routing',
    );
    this.handlers.onMessage(
      'routing.look',
      ({ tenantId, payload }) => this.follow(tenantId, asId<AbsenceId>(String(payload['absence_id']))),
      'routing',
    );
    // a system that was not there, or not wanted, before: running coverages follow
    for (const type of ['integration.restored', 'routing.look-at-all'])
      this.handlers.onMessage(
        type,
        ({ tenantId }) => this.tenancy.run(tenantId, (tx) => this.lookAtAll(tx)),
        'routing',
      );
    // a timer's transaction must not wait for another system
    this.handlers.onTimer('routing.retry', async (tx, { payload }) =>
      this.outbox.add(tx, { type: 'routing.due', routing_update_id: String(payload['routing_update_id']) }),
    );
    this.handlers.onTimer('routing.look', async (tx, { payload }) =>
      this.outbox.add(tx, { type: 'routing.look', absence_id: String(payload['absence_id']) }),
    );
  }

  private async lookAtAll(tx: Tx): Promise<void> {
    for (const id of await this.updates.listAbsences(tx))
      await this.outbox.add(tx, { type: 'routing.look', absence_id: id });
  }

  private async follow(tenantId: TenantId, id: AbsenceId): Promise<void> {
    for (const update of await this.planner.plan(tenantId, id)) await this.saga.drive(tenantId, update);
  }
}
