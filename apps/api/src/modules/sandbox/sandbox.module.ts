import { Module } from '@nestjs/common';
import { ClockService } from './clock.service.js';
import { DemoSeed } from './demo-seed.service.js';
import { SandboxController } from './sandbox.controller.js';
import { SandboxSignInService } from './sign-in.service.js';
import { TimersAhead } from './timers-ahead.repository.js';
import { WorldRepository } from './world.repository.js';
import { WorldService } from './world.service.js';

@Module({
  controllers: [SandboxController],
  providers: [WorldRepository, WorldService, TimersAhead, ClockService, SandboxSignInService, DemoSeed],
  exports: [DemoSeed],
})
export class SandboxModule {}
