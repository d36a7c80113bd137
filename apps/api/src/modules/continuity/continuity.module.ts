import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { PoliciesModule } from '../policies/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { ContinuityController } from './continuity.controller.js';
import { ContinuityRepository } from './continuity.repository.js';
import { ContinuityService } from './continuity.service.js';
import { CustomerWeights } from './customer-weights.service.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [AbsencesModule, CoverageModule, PoliciesModule, ResponsibilityModule],
  controllers: [ContinuityController],
  providers: [ContinuityRepository, CustomerWeights, ContinuityService, WhatIfService],
})
export class ContinuityModule {}
