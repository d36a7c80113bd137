import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefJobs } from './brief-jobs.js';
import { BriefNews } from './brief-news.service.js';
import { BriefsController } from './briefs.controller.js';
import { BriefsRepository } from './briefs.repository.js';
import { OwnerAbsencesRepository } from './owner-absences.repository.js';
import { BriefsService } from './briefs.service.js';

@Module({
  imports: [CoverageModule, CustomersModule],
  controllers: [BriefsController],
  providers: [OwnerAbsencesRepository, BriefsRepository, BriefDesk, BriefNews, BriefsService, BriefJobs],
  exports: [BriefsService, BriefDesk],
})
export class BriefsModule {}
