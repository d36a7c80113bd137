import { Controller, Headers, Req } from '@nestjs/common';
import { SlackCommands, SlackEvents, SlackInteractions } from '@understudy/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint, Reply, SignedBody } from '../../platform/http/index.js';
import { SlackCommandsService } from './slack-commands.service.js';
import { SlackEventsService } from './slack-events.service.js';
import { SlackInteractionsService } from './slack-interactions.service.js';

@Controller()
export class SlackWebhooksController {
  constructor(
    private readonly eventsTaken: SlackEventsService,
    private readonly interactionsTaken: SlackInteractionsService,
    private readonly commandsTaken: SlackCommandsService,
  ) {}

  @Endpoint(SlackEvents)
  events(
    @SignedBody() body: string,
    @Headers('x-slack-request-timestamp') timestamp = '',
    @Headers('x-slack-signature') signature = '',
  ) {
    return this.eventsTaken.take({ body, timestamp, signature });
  }

  @Endpoint(SlackInteractions)
  async interactions(
    @SignedBody() body: string,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
    @Headers('x-slack-request-timestamp') timestamp = '',
    @Headers('x-slack-signature') signature = '',
  ) {
    return reply.send((await this.interactionsTaken.take({ body, timestamp, signature }, request.id)) ?? '');
  }

  @Endpoint(SlackCommands)
  async commands(
    @SignedBody() body: string,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
    @Headers('x-slack-request-timestamp') timestamp = '',
    @Headers('x-slack-signature') signature = '',
  ) {
    return reply.send((await this.commandsTaken.take({ body, timestamp, signature }, request.id)) ?? '');
  }
}
