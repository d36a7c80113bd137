import { Controller } from '@nestjs/common';
import {
  GetCoverageCalendar,
  type InputOf,
  ListCalendarFeeds,
  MakeCalendarFeed,
  ReadCalendarFeed,
  RevokeCalendarFeed,
} from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, type CallerContext, Endpoint, Input, Reply } from '../../platform/http/index.js';
import { CoverageCalendarService } from './coverage-calendar.service.js';
import { FeedsService } from './feeds.service.js';

@Controller()
export class CalendarsController {
  constructor(
    private readonly calendar: CoverageCalendarService,
    private readonly feeds: FeedsService,
  ) {}

  @Endpoint(GetCoverageCalendar)
  team(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageCalendar>) {
    return this.calendar.get(caller, input);
  }

  @Endpoint(ListCalendarFeeds)
  list(@Caller() caller: CallerContext) {
    return this.feeds.list(caller);
  }

  @Endpoint(MakeCalendarFeed)
  make(@Caller() caller: CallerContext, @Input() input: InputOf<typeof MakeCalendarFeed>) {
    return this.feeds.make(caller, input.team_id ?? null);
  }

  @Endpoint(RevokeCalendarFeed)
  revoke(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RevokeCalendarFeed>) {
    return this.feeds.revoke(caller, input.team_id ?? null);
  }

  @Endpoint(ReadCalendarFeed)
  async read(@Input() input: InputOf<typeof ReadCalendarFeed>, @Reply() reply: FastifyReply) {
    return reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('cache-control', 'private, max-age=300')
      .send(await this.feeds.read(input.secret));
  }
}
