import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { EscalationCreation } from './escalation-creation.service.js';
import { EscalationNews } from './escalation-news.service.js';
import { EscalationJobs } from './escalation-jobs.js';
import { EscalationsController } from './escalations.controller.js';
import { EscalationsRepository } from './escalations.repository.js';
import { EscalationsService } from './escalations.service.js';

@Module({
  imports: [CustomersModule, ResponsibilityModule],
  controllers: [EscalationsController],
  providers: [EscalationsRepository, EscalationNews, EscalationCreation, EscalationsService, EscalationJobs],
  exports: [EscalationCreation, EscalationsService, EscalationsRepository],
})
export class EscalationsModule {}
