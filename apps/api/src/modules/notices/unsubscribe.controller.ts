import { Controller } from '@nestjs/common';
import { type InputOf, ShowUnsubscribe, Unsubscribe } from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { Endpoint, Input, Reply } from '../../platform/http/index.js';
import { UnsubscribeService } from './unsubscribe.service.js';

const HTML = 'text/html; charset=utf-8';

@Controller()
export class UnsubscribeController {
  constructor(private readonly unsubscribing: UnsubscribeService) {}

  @Endpoint(ShowUnsubscribe)
  show(@Input() input: InputOf<typeof ShowUnsubscribe>, @Reply() reply: FastifyReply) {
    return reply.type(HTML).send(this.unsubscribing.page(input.token));
  }

  @Endpoint(Unsubscribe)
  async unsubscribe(@Input() input: InputOf<typeof Unsubscribe>, @Reply() reply: FastifyReply) {
    return reply.type(HTML).send(await this.unsubscribing.unsubscribe(input.token));
  }
}
