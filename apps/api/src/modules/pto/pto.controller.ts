import { Controller, Headers } from '@nestjs/common';
import {
  AssignPtoName,
  ChangePtoFeed,
  CreatePtoFeed,
  type InputOf,
  ListPtoEntries,
  ListPtoFeeds,
  ListPtoNames,
  PtoWebhook,
  RemovePtoFeed,
  SyncPtoFeed,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input, SignedBody } from '../../platform/http/index.js';
import { PtoEntriesService } from './pto-entries.service.js';
import { PtoFeedsService } from './pto-feeds.service.js';
import { PtoNamesService } from './pto-names.service.js';
import { PtoWebhookService } from './pto-webhook.service.js';

@Controller()
export class PtoController {
  constructor(
    private readonly feeds: PtoFeedsService,
    private readonly entries: PtoEntriesService,
    private readonly names: PtoNamesService,
    private readonly webhook: PtoWebhookService,
  ) {}

  @Endpoint(ListPtoFeeds)
  list(@Caller() caller: CallerContext) {
    return this.feeds.list(caller);
  }

  @Endpoint(CreatePtoFeed)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreatePtoFeed>) {
    return this.feeds.create(caller, input);
  }

  @Endpoint(ChangePtoFeed)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangePtoFeed>) {
    return this.feeds.change(caller, input);
  }

  @Endpoint(RemovePtoFeed)
  remove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemovePtoFeed>) {
    return this.feeds.remove(caller, input.feed_id);
  }

  @Endpoint(SyncPtoFeed)
  sync(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SyncPtoFeed>) {
    return this.feeds.sync(caller, input.feed_id);
  }

  @Endpoint(ListPtoEntries)
  listEntries(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListPtoEntries>) {
    return this.entries.list(caller, input);
  }

  @Endpoint(ListPtoNames)
  listNames(@Caller() caller: CallerContext) {
    return this.names.list(caller);
  }

  @Endpoint(AssignPtoName)
  assignName(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AssignPtoName>) {
    return this.names.assign(caller, input);
  }

  @Endpoint(PtoWebhook)
  receive(
    @Input() input: InputOf<typeof PtoWebhook>,
    @SignedBody() body: string,
    @Headers('bob-signature') signature?: string,
  ) {
    return this.webhook.receive(input.feed_id, body, signature ?? '');
  }
}
