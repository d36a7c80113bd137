import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { SlackPeopleRepository } from './slack-people.repository.js';
import { SLACK_WORK } from './slack-work.js';

/** A tab is drawn at most this often, however much happens. */
const THROTTLE = { seconds: 5 } as const;

const homeKey = (userId: UserId): string => `slack:${userId}:home`;

/** When home tabs are drawn again. */
@Injectable()
export class SlackHomeSchedule {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly people: SlackPeopleRepository,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** Something of these people changed: tabs that somebody has opened are drawn again in a few seconds. */
  async changed(tenantId: TenantId, userIds: readonly UserId[]): Promise<void> {
    if (userIds.length === 0) return;
    await this.tenancy.run(tenantId, async (tx) => {
      for (const userId of await this.people.withHome(tx, userIds)) {
        const key = homeKey(userId);
        const [set] = await this.timers.list(tx, key);
        if (set) continue;
        await this.timers.set(tx, {
          key,
          kind: SLACK_WORK.home,
          dueAt: tx.now.add(THROTTLE),
          payload: { user_id: userId },
        });
      }
    });
  }

  /** The timer's part: what talks to Slack comes after its transaction. */
  due(tx: Tx, userId: UserId): Promise<void> {
    return this.outbox.add(tx, { type: SLACK_WORK.homeStale, user_id: userId });
  }
}
