import { Module } from '@nestjs/common';
import { CrmLinks } from './crm-links.js';
import { CrmSitesController } from './crm-sites.controller.js';
import { CrmSitesRepository } from './crm-sites.repository.js';
import { CrmSitesService } from './crm-sites.service.js';

@Module({
  controllers: [CrmSitesController],
  providers: [CrmSitesRepository, CrmSitesService, CrmLinks],
  exports: [CrmLinks],
})
export class CrmSitesModule {}
