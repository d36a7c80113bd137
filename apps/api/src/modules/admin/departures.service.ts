import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Sessions } from '../../platform/identity/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** What follows when somebody is no longer with the organisation. */
@Injectable()
export class Departures {
  constructor(
    private readonly sessions: Sessions,
    private readonly outbox: Outbox,
  ) {}

  /** Signs them out everywhere, and tells everybody who counted on them (`user.left`): their coverage needs somebody else. */
  async of(tx: Tx, userId: UserId): Promise<void> {
    await this.sessions.endAllOf(tx, userId, 'person left');
    await this.outbox.add(tx, { type: 'user.left', user_id: userId });
  }
}
