import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type AssignmentId, type CustomerId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
import { PortfolioChanges } from './portfolio-changes.service.js';
import { PortfolioRepository } from './portfolio.repository.js';

/** Coverage follows customers; and an assignment that was made while a customer changed hands is looked over once more. */
@Injectable()
export class PortfolioJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly changes: PortfolioChanges,
    private readonly portfolio: PortfolioRepository,
  ) {}

  onModuleInit(): void {
    for (const type of ['customer.changed', 'customer.created', 'customer.owner-changed'])
      this.handlers.onMessage(type, (message) => this.follow(message), 'portfolio');
    for (const type of ['coverage.requested', 'coverage.accepted'])
      this.handlers.onMessage(type, (message) => this.lookOver(message), 'portfolio');
  }

  private follow({ tenantId, payload }: Message): Promise<void> {
    const id = asId<CustomerId>(String(payload['customer_id']));
    return this.tenancy.run(tenantId, (tx) => this.changes.follow(tx, id));
  }

  private async lookOver({ tenantId, payload }: Message): Promise<void> {
    const id = asId<AssignmentId>(String(payload['assignment_id']));
    const missing = await this.tenancy.run(tenantId, (tx) => this.portfolio.listMissing(tx, id));
    for (const customerId of missing) await this.tenancy.run(tenantId, (tx) => this.changes.follow(tx, customerId));
  }
}
