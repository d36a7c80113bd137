import { Controller } from '@nestjs/common';
import {
  GetCustomerSlackChannels,
  GetSlackRoomSettings,
  type InputOf,
  PutCustomerSlackChannels,
  PutSlackRoomSettings,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CustomerChannels } from './customer-channels.service.js';
import { RoomSettingsService } from './room-settings.service.js';

@Controller()
export class SlackRoomsController {
  constructor(
    private readonly settings: RoomSettingsService,
    private readonly channels: CustomerChannels,
  ) {}

  @Endpoint(GetSlackRoomSettings)
  getSettings(@Caller() caller: CallerContext) {
    return this.settings.get(caller);
  }

  @Endpoint(PutSlackRoomSettings)
  putSettings(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutSlackRoomSettings>) {
    return this.settings.put(caller, input);
  }

  @Endpoint(GetCustomerSlackChannels)
  getChannels(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomerSlackChannels>) {
    return this.channels.get(caller, input.customer_id);
  }

  @Endpoint(PutCustomerSlackChannels)
  putChannels(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCustomerSlackChannels>) {
    return this.channels.put(caller, input);
  }
}
