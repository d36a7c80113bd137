import { Controller } from '@nestjs/common';
import { type InputOf, ListAlerts, ListRouting, ListTasks, RetryRouting } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { RoutedWork } from './routed-work.service.js';
import { RoutingService } from './routing.service.js';

@Controller()
export class RoutingController {
  constructor(
    private readonly routing: RoutingService,
    private readonly work: RoutedWork,
  ) {}

  @Endpoint(ListRouting)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListRouting>) {
    return this.routing.list(caller, input.absence_id);
  }

  @Endpoint(RetryRouting)
  retry(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RetryRouting>) {
    return this.routing.retry(caller, input.routing_update_id);
  }

  @Endpoint(ListTasks)
  listTasks(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListTasks>) {
    return this.work.listTasks(caller, input);
  }

  @Endpoint(ListAlerts)
  listAlerts(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAlerts>) {
    return this.work.listAlerts(caller, input);
  }
}
