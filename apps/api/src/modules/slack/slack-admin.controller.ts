import { Controller, Req } from '@nestjs/common';
import {
  DisconnectSlack,
  GetSlack,
  type InputOf,
  InstallSlack,
  ListSlackPeople,
  SetSlackPerson,
  SlackInstalled,
} from '@understudy/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, type CallerContext, Endpoint, Input, Reply } from '../../platform/http/index.js';
import { SlackAdmin } from './slack-admin.service.js';
import { SlackInstallPages } from './slack-install-pages.js';
import { SlackPeopleAdmin } from './slack-people-admin.service.js';

@Controller()
export class SlackAdminController {
  constructor(
    private readonly admin: SlackAdmin,
    private readonly pages: SlackInstallPages,
    private readonly slackPeople: SlackPeopleAdmin,
  ) {}

  @Endpoint(GetSlack)
  get(@Caller() caller: CallerContext) {
    return this.admin.state(caller);
  }

  @Endpoint(InstallSlack)
  install(@Caller() caller: CallerContext, @Reply() reply: FastifyReply, @Input() input: InputOf<typeof InstallSlack>) {
    return this.pages.begin(caller, reply, input.go === 'true');
  }

  @Endpoint(SlackInstalled)
  installed(
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
    @Input() input: InputOf<typeof SlackInstalled>,
  ) {
    return this.pages.finish(request, reply, input);
  }

  @Endpoint(DisconnectSlack)
  disconnect(@Caller() caller: CallerContext) {
    return this.admin.disconnect(caller);
  }

  @Endpoint(ListSlackPeople)
  people(@Caller() caller: CallerContext) {
    return this.slackPeople.list(caller);
  }

  @Endpoint(SetSlackPerson)
  setPerson(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetSlackPerson>) {
    return this.slackPeople.set(caller, input);
  }
}
