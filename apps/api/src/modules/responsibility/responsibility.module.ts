import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { LookupService } from './lookup.service.js';
import { ResponsibilityController } from './responsibility.controller.js';
import { ResponsibleService } from './responsible.service.js';
import { RosterRepository } from './roster.repository.js';

@Module({
  imports: [CustomersModule],
  controllers: [ResponsibilityController],
  providers: [RosterRepository, ResponsibleService, LookupService],
  exports: [ResponsibleService, LookupService],
})
export class ResponsibilityModule {}
