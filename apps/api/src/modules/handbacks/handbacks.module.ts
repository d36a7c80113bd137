import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { MailModule } from '../mail/index.js';
import { AttendeeCalendars } from './attendee-calendars.service.js';
import { BusyTimes } from './busy-times.js';
import { CustomerStateRepository } from './customer-state.repository.js';
import { HandbackDesk } from './handback.desk.js';
import { HandbackJobs } from './handback-jobs.js';
import { HandbackMail } from './handback-mail.js';
import { HandbackMaker } from './handback.maker.js';
import { HandbackMeetings } from './handback-meetings.service.js';
import { HandbackNews } from './handback-news.service.js';
import { HandbackRights } from './handback.rights.js';
import { HandbackWork } from './handback-work.service.js';
import { HandbacksController } from './handbacks.controller.js';
import { HandbacksRepository } from './handbacks.repository.js';
import { HandbacksService } from './handbacks.service.js';
import { ReturnsService } from './returns.service.js';
import { SurveysRepository } from './surveys.repository.js';
import { SurveysService } from './surveys.service.js';

@Module({
  imports: [AbsencesModule, CoverageModule, CustomersModule, MailModule],
  controllers: [HandbacksController],
  providers: [
    HandbacksRepository,
    BusyTimes,
    CustomerStateRepository,
    SurveysRepository,
    HandbackMaker,
    HandbackNews,
    HandbackDesk,
    HandbackRights,
    HandbackWork,
    AttendeeCalendars,
    HandbackMeetings,
    HandbacksService,
    ReturnsService,
    SurveysService,
    HandbackJobs,
    HandbackMail,
  ],
  exports: [HandbacksService, SurveysService, BusyTimes],
})
export class HandbacksModule {}
