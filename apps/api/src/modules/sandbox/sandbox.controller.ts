import { Controller, Inject, Res } from '@nestjs/common';
import { GetClock, GetWorld, type InputOf, MoveClock, SandboxSignIn, Settle } from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { ENV, type Env } from '../../config/index.js';
import { Endpoint, Input } from '../../platform/http/index.js';
import { ClockService } from './clock.service.js';
import { SandboxSignInService } from './sign-in.service.js';
import { WorldService } from './world.service.js';

/** Sandbox mode only; in production none of these routes exists. */
@Controller()
export class SandboxController {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly world: WorldService,
    private readonly signIns: SandboxSignInService,
    private readonly clock: ClockService,
  ) {}

  @Endpoint(GetWorld)
  getWorld() {
    return this.world.get();
  }

  @Endpoint(SandboxSignIn)
  signIn(@Input() input: InputOf<typeof SandboxSignIn>, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.signIns.signIn(input, reply, this.env);
  }

  @Endpoint(GetClock)
  getClock(@Input() input: InputOf<typeof GetClock>) {
    return this.clock.get(input);
  }

  @Endpoint(MoveClock)
  moveClock(@Input() input: InputOf<typeof MoveClock>) {
    return this.clock.move(input);
  }

  @Endpoint(Settle)
  settle() {
    return this.clock.settle();
  }
}
