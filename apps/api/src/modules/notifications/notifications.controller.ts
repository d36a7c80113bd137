import { Controller } from '@nestjs/common';
import {
  GetNotificationPreferences,
  type InputOf,
  ListNotifications,
  PatchNotificationPreferences,
  ReadAllNotifications,
  ReadNotification,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { NotificationsService } from './notifications.service.js';
import { PreferencesService } from './preferences.service.js';

@Controller()
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly preferences: PreferencesService,
  ) {}

  @Endpoint(ListNotifications)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListNotifications>) {
    return this.notifications.list(caller, input);
  }

  @Endpoint(ReadNotification)
  read(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReadNotification>) {
    return this.notifications.read(caller, input.notification_id);
  }

  @Endpoint(ReadAllNotifications)
  readAll(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReadAllNotifications>) {
    return this.notifications.readAll(caller, input);
  }

  @Endpoint(GetNotificationPreferences)
  getPreferences(@Caller() caller: CallerContext) {
    return this.preferences.get(caller);
  }

  @Endpoint(PatchNotificationPreferences)
  changePreferences(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchNotificationPreferences>) {
    return this.preferences.change(caller, input);
  }
}
