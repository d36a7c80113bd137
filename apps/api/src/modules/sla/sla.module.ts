import { Module } from '@nestjs/common';
import { CalendarsRepository } from './calendars.repository.js';
import { CalendarsService } from './calendars.service.js';
import { SlaController } from './sla.controller.js';
import { SlaRepository } from './sla.repository.js';
import { SlaService } from './sla.service.js';

@Module({
  controllers: [SlaController],
  providers: [CalendarsRepository, CalendarsService, SlaRepository, SlaService],
  exports: [CalendarsRepository, SlaRepository],
})
export class SlaModule {}
