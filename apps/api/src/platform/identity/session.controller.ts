import { Controller, Req } from '@nestjs/common';
import {
  Authorize,
  ExchangeToken,
  GetSession,
  GoogleCallback,
  GoogleSignIn,
  type InputOf,
  RevokeSession,
  SignOut,
} from '@understudy/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint, Input, Reply } from '../http/endpoint.js';
import { SessionService } from './session.service.js';

@Controller()
export class SessionController {
  constructor(private readonly session: SessionService) {}

  @Endpoint(GetSession)
  state(@Req() request: FastifyRequest) {
    return this.session.state(request);
  }

  @Endpoint(Authorize)
  async authorize(
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
    @Input() input: InputOf<typeof Authorize>,
  ) {
    return reply.redirect(await this.session.authorize(request, input), 302);
  }

  @Endpoint(ExchangeToken)
  exchange(@Input() input: InputOf<typeof ExchangeToken>) {
    return this.session.exchange(input);
  }

  @Endpoint(RevokeSession)
  async revoke(@Input() input: InputOf<typeof RevokeSession>) {
    await this.session.revoke(input.refresh_token);
    return { signed_out: true } as const;
  }

  @Endpoint(SignOut)
  async signOut(@Req() request: FastifyRequest, @Reply() reply: FastifyReply) {
    await this.session.signOut(request, reply);
    return reply.send({ signed_out: true });
  }

  @Endpoint(GoogleSignIn)
  async google(@Reply() reply: FastifyReply, @Input() input: InputOf<typeof GoogleSignIn>) {
    return reply.redirect(await this.session.beginGoogle(reply, input.next ?? '/'), 302);
  }

  @Endpoint(GoogleCallback)
  async callback(
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
    @Input() input: InputOf<typeof GoogleCallback>,
  ) {
    return reply.redirect(await this.session.finishGoogle(request, reply, input), 302);
  }
}
