import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { AbsentSupporters } from './absent-supporters.service.js';
import { EscalatingService } from './escalating.service.js';
import { HandingOver } from './handing-over.service.js';
import { KeepQuestions } from './keep-questions.service.js';
import { LeavingSupporters } from './leaving.service.js';
import { PerformanceRepository } from './performance.repository.js';
import { PerformanceService } from './performance.service.js';
import { SupportEscalationsRepository } from './support-escalations.repository.js';
import { SupportEscalationsService } from './support-escalations.service.js';
import { SupportIntake } from './support-intake.service.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { SupportTurns } from './support-turns.js';
import { SupporterJobs } from './supporter-jobs.js';
import { SupportersController } from './supporters.controller.js';
import { SupportersRepository } from './supporters.repository.js';
import { SupportersService } from './supporters.service.js';
import { TakingNext } from './taking-next.service.js';
import { TransferTargets } from './transfer-targets.service.js';
import { WaitingRoom } from './waiting-room.service.js';

@Module({
  imports: [ConversationsModule, EscalationsModule],
  controllers: [SupportersController],
  providers: [
    AbsentSupporters,
    EscalatingService,
    HandingOver,
    KeepQuestions,
    LeavingSupporters,
    PerformanceRepository,
    PerformanceService,
    SupportEscalationsRepository,
    SupportEscalationsService,
    SupportIntake,
    SupportQueueRepository,
    SupportTurns,
    SupporterJobs,
    SupportersRepository,
    SupportersService,
    TakingNext,
    TransferTargets,
    WaitingRoom,
  ],
})
export class SupportersModule {}
