import { Module } from '@nestjs/common';
import { CrmSitesModule } from '../crm-sites/index.js';
import { CustomersModule } from '../customers/index.js';
import { CoverageHistoryService } from './coverage-history.service.js';
import { LookupService } from './lookup.service.js';
import { ResponsibilityController } from './responsibility.controller.js';
import { ResponsibleService } from './responsible.service.js';
import { RosterRepository } from './roster.repository.js';
import { TenantRosterRepository } from './tenant-roster.repository.js';

@Module({
  imports: [CustomersModule, CrmSitesModule],
  controllers: [ResponsibilityController],
  providers: [RosterRepository, TenantRosterRepository, CoverageHistoryService, ResponsibleService, LookupService],
  exports: [ResponsibleService, LookupService, TenantRosterRepository],
})
export class ResponsibilityModule {}
