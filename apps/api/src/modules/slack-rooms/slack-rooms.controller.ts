import { Controller } from '@nestjs/common';
import {
  AdoptSlackChannels,
  GetCustomerSlackChannels,
  GetSlackRoomSettings,
  type InputOf,
  PutCustomerSlackChannels,
  PutSlackRoomSettings,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { ChannelAdoption } from './channel-adoption.service.js';
import { CustomerChannels } from './customer-channels.service.js';
import { RoomSettingsService } from './room-settings.service.js';

@Controller()
export class SlackRoomsController {
  constructor(
    private readonly settings: RoomSettingsService,
    private readonly channels: CustomerChannels,
    private readonly adoption: ChannelAdoption,
  ) {}

  @Endpoint(GetSlackRoomSettings)
  getSettings(@Caller() caller: CallerContext) {
    return this.settings.get(caller);
  }

  @Endpoint(PutSlackRoomSettings)
  putSettings(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutSlackRoomSettings>) {
    return this.settings.put(caller, input);
  }

  @Endpoint(AdoptSlackChannels)
  adopt(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AdoptSlackChannels>) {
    return this.adoption.run(caller, input);
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
