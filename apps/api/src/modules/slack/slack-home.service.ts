import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
import { SlackHomeFacts } from './slack-home-facts.service.js';
import { homeView } from './slack-home.js';
import { SlackPeople } from './slack-people.service.js';
import { SlackPeopleRepository } from './slack-people.repository.js';
import { SLACK_WORK } from './slack-work.js';

/** A tab is drawn at most this often, however much happens. */
const THROTTLE = { seconds: 5 } as const;

const homeKey = (userId: UserId): string => `slack:${userId}:home`;

/** The home tab: drawn when somebody opens it, and again when what stands on it changes. */
@Injectable()
export class SlackHome {
  /** What was drawn last by this process: the same again is not sent. */
  private readonly drawn = new Map<UserId, string>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly connections: SlackConnections,
    private readonly slackPeople: SlackPeople,
    private readonly people: SlackPeopleRepository,
    private readonly facts: SlackHomeFacts,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** Strangers see Slack's own empty tab. */
  async opened(tenantId: TenantId, slackUserId: string): Promise<void> {
    const userId = await this.slackPeople.userOf(tenantId, slackUserId);
    if (userId === null) return;
    await this.tenancy.run(tenantId, (tx) => this.people.openedHome(tx, userId));
    this.drawn.delete(userId);
    await this.draw(tenantId, userId);
  }

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

  async draw(tenantId: TenantId, userId: UserId): Promise<void> {
    const slack = await this.connections.of(tenantId);
    const slackUserId = slack && (await this.slackPeople.slackIdOf(tenantId, userId));
    if (!slack || !slackUserId) return;
    const view = homeView(await this.tenancy.run(tenantId, (tx) => this.facts.load(tx, userId, this.env.apiUrl)));
    const hash = createHash('sha256').update(JSON.stringify(view)).digest('hex');
    if (this.drawn.get(userId) === hash) return;
    try {
      await slack.web.views.publish({ user_id: slackUserId, view });
      this.drawn.set(userId, hash);
    } catch (error) {
      if (!isSlackFailure(error) || (await this.connections.failed(tenantId, error)).kind === 'wait') throw error;
    }
  }
}
