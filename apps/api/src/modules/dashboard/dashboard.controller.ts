import { Controller } from '@nestjs/common';
import {
  ChangeMe,
  GetCoverageDashboard,
  GetMe,
  GetSavedViews,
  type InputOf,
  PutSavedViews,
  Search,
  StreamEvents,
} from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, type CallerContext, Endpoint, Input, Reply } from '../../platform/http/index.js';
import { EventStreams } from '../live/index.js';
import { DashboardService } from './dashboard.service.js';
import { MeService } from './me.service.js';
import { SavedViewsService } from './saved-views.service.js';
import { SearchService } from './search.service.js';

@Controller()
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly me: MeService,
    private readonly search: SearchService,
    private readonly views: SavedViewsService,
    private readonly streams: EventStreams,
  ) {}

  @Endpoint(GetMe)
  getMe(@Caller() caller: CallerContext) {
    return this.me.get(caller);
  }

  @Endpoint(ChangeMe)
  changeMe(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeMe>) {
    return this.me.change(caller, input);
  }

  @Endpoint(Search)
  find(@Caller() caller: CallerContext, @Input() { q }: InputOf<typeof Search>) {
    return this.search.find(caller, q);
  }

  @Endpoint(GetSavedViews)
  getViews(@Caller() caller: CallerContext, @Input() { place }: InputOf<typeof GetSavedViews>) {
    return this.views.get(caller, place);
  }

  @Endpoint(PutSavedViews)
  putViews(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutSavedViews>) {
    return this.views.put(caller, input);
  }

  @Endpoint(GetCoverageDashboard)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageDashboard>) {
    return this.dashboard.get(caller, input);
  }

  @Endpoint(StreamEvents)
  stream(@Caller() caller: CallerContext, @Reply() reply: FastifyReply) {
    return this.streams.open(caller, reply);
  }
}
