import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
import { SlackHomeFacts } from './slack-home-facts.service.js';
import { homeView } from './slack-home.js';
import { SlackPeople } from './slack-people.service.js';
import { SlackPeopleRepository } from './slack-people.repository.js';

/** The home tab: drawn when somebody opens it, and again when SlackHomeSchedule says so. */
@Injectable()
export class SlackHome {
  /** What was drawn last by this process: the same again is not sent. */
  private readonly drawn = new Map<UserId, string>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: SlackConnections,
    private readonly slackPeople: SlackPeople,
    private readonly people: SlackPeopleRepository,
    private readonly facts: SlackHomeFacts,
  ) {}

  /** Strangers see Slack's own empty tab. */
  async opened(tenantId: TenantId, slackUserId: string): Promise<void> {
    const userId = await this.slackPeople.userOf(tenantId, slackUserId);
    if (userId === null) return;
    await this.tenancy.run(tenantId, (tx) => this.people.openedHome(tx, userId));
    this.drawn.delete(userId);
    await this.draw(tenantId, userId);
  }

  async draw(tenantId: TenantId, userId: UserId): Promise<void> {
    const slack = await this.connections.of(tenantId);
    const slackUserId = slack && (await this.slackPeople.slackIdOf(tenantId, userId));
    if (!slack || !slackUserId) return;
    const view = homeView(await this.tenancy.run(tenantId, (tx) => this.facts.load(tx, userId)));
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
