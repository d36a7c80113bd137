import { Controller } from '@nestjs/common';
import {
  BeginGoogleConsent,
  EndGoogleConsent,
  FinishGoogleConsent,
  GetMyGoogle,
  type InputOf,
} from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, type CallerContext, Endpoint, Input, Reply } from '../../platform/http/index.js';
import { GoogleConsentService } from './google-consent.service.js';

@Controller()
export class GoogleConsentController {
  constructor(private readonly consent: GoogleConsentService) {}

  @Endpoint(GetMyGoogle)
  mine(@Caller() caller: CallerContext) {
    return this.consent.mine(caller);
  }

  @Endpoint(BeginGoogleConsent)
  begin(@Caller() caller: CallerContext) {
    return this.consent.begin(caller);
  }

  @Endpoint(FinishGoogleConsent)
  async finish(@Reply() reply: FastifyReply, @Input() input: InputOf<typeof FinishGoogleConsent>) {
    return reply.redirect(`/?google=${await this.consent.finish(input)}`, 302);
  }

  @Endpoint(EndGoogleConsent)
  end(@Caller() caller: CallerContext) {
    return this.consent.end(caller);
  }
}
