import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  asId,
  isNotificationKind,
  NOTIFICATION_KINDS,
  type NotificationId,
  rulesOf,
  type UserId,
} from '@understudy/domain';
import { type Json, type JsonObject, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { ClimbingService } from './climbing.service.js';
import { TellingService } from './telling.service.js';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything of the closed table is listened to; what is due by time comes from timers. */
@Injectable()
export class NotificationJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly telling: TellingService,
    private readonly climbing: ClimbingService,
  ) {}

  onModuleInit(): void {
    for (const type of NOTIFICATION_KINDS.filter((kind) => rulesOf(kind).length > 0))
      this.handlers.onMessage(
        type,
        ({ tenantId, id, payload }) => this.tenancy.run(tenantId, (tx) => this.telling.tell(tx, { id, type, payload })),
        'notify',
      );
    this.handlers.onTimer('notification.unread', (tx, { payload }) =>
      this.climbing.climb(tx, asId<NotificationId>(String(payload['notification_id']))),
    );
    this.handlers.onTimer('notification.held', (tx, { payload }) => this.tellNow(tx, payload));
  }

  /** Who was away is back: told if it still holds. */
  private async tellNow(tx: Tx, { message_id, type, payload, user_id }: JsonObject): Promise<void> {
    const kind = String(type);
    if (!isNotificationKind(kind) || !isObject(payload)) throw new Error(`a held message of an unknown kind: ${kind}`);
    await this.telling.tell(tx, { id: String(message_id), type: kind, payload }, asId<UserId>(String(user_id)));
  }
}
