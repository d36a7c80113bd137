import { Module } from '@nestjs/common';
import { CustomerActivities } from './customer-activities.service.js';
import { CustomerCreation } from './customer-creation.service.js';
import { CustomerDomains } from './customer-domains.service.js';
import { CustomerFactsRepository } from './customer-facts.repository.js';
import { CustomerImportRepository } from './customer-import.repository.js';
import { CustomerImport } from './customer-import.service.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRecordsController } from './customer-records.controller.js';
import { CustomerRights } from './customer-rights.service.js';
import { CustomersController } from './customers.controller.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomersService } from './customers.service.js';
import { Discretion } from './discretion.repository.js';
import { MeetingDecisions } from './meeting-decisions.service.js';
import { MeetingsRepository } from './meetings.repository.js';
import { MeetingsService } from './meetings.service.js';
import { RisksRepository } from './risks.repository.js';
import { RisksService } from './risks.service.js';
import { StakeholdersRepository } from './stakeholders.repository.js';
import { StakeholdersService } from './stakeholders.service.js';
import { TasksRepository } from './tasks.repository.js';
import { TasksService } from './tasks.service.js';

@Module({
  controllers: [CustomersController, CustomerRecordsController],
  providers: [
    CustomersRepository,
    CustomerFactsRepository,
    CustomerRights,
    CustomerDomains,
    Discretion,
    CustomerNews,
    CustomersService,
    CustomerCreation,
    CustomerImportRepository,
    CustomerImport,
    TasksRepository,
    TasksService,
    StakeholdersRepository,
    StakeholdersService,
    RisksRepository,
    RisksService,
    MeetingsRepository,
    MeetingsService,
    MeetingDecisions,
    CustomerActivities,
  ],
  exports: [
    MeetingDecisions,
    CustomersRepository,
    CustomerFactsRepository,
    CustomersService,
    CustomerRights,
    Discretion,
    TasksService,
    StakeholdersService,
  ],
})
export class CustomersModule {}
