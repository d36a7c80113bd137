import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { HandbacksModule } from '../handbacks/index.js';
import { NoticesModule } from '../notices/index.js';
import { RoutingModule } from '../routing/index.js';
import { CoverageParts } from './coverage-parts.service.js';
import { OOOCoverageController } from './ooo-coverage.controller.js';
import { OOOCoverageService } from './ooo-coverage.service.js';

@Module({
  imports: [AbsencesModule, CoverageModule, BriefsModule, NoticesModule, RoutingModule, HandbacksModule],
  controllers: [OOOCoverageController],
  providers: [CoverageParts, OOOCoverageService],
})
export class OOOCoverageModule {}
