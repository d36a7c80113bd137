import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { AdminPoliciesService } from './admin-policies.service.js';
import { CoverageRulesRepository } from './coverage-rules.repository.js';
import { CoverageRulesService } from './coverage-rules.service.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesRepository } from './policies.repository.js';
import { PoliciesService } from './policies.service.js';
import { PresetsController } from './presets.controller.js';
import { PresetsRepository } from './presets.repository.js';
import { PresetsService } from './presets.service.js';

@Module({
  imports: [CustomersModule],
  controllers: [PoliciesController, PresetsController],
  providers: [
    PoliciesRepository,
    PoliciesService,
    AdminPoliciesService,
    CoverageRulesRepository,
    CoverageRulesService,
    PresetsRepository,
    PresetsService,
  ],
  exports: [PoliciesService, PresetsRepository],
})
export class PoliciesModule {}
