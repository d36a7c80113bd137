import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { DirectoryRepository } from '../directory/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { readSlackFailure } from './slack-failure.js';
import { SlackPeopleRepository } from './slack-people.repository.js';

/** Who is who: our people by their e-mail address in the workspace, correctable by hand. Asks Slack once and remembers. */
@Injectable()
export class SlackPeople {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackPeopleRepository,
    private readonly connections: SlackConnections,
    private readonly directory: DirectoryRepository,
  ) {}

  /**
   * Null when this person has no account in the workspace (looked for again after an hour), or Slack is not connected. Throws what Slack's
   * client throws when Slack cannot say now. Never call it inside a transaction.
   */
  async slackIdOf(tenantId: TenantId, userId: UserId): Promise<string | null> {
    const { known, email } = await this.tenancy.run(tenantId, async (tx) => ({
      known: await this.rows.findByUser(tx, userId),
      email: (await this.directory.findUser(tx, userId))?.email ?? null,
    }));
    if (known && (known.slackUserId !== null || known.mappedBy === 'hand' || known.isFresh)) return known.slackUserId;
    const slack = await this.connections.of(tenantId);
    if (slack === null || email === null) return null;

    const slackUserId = await this.lookUp(() => slack.web.users.lookupByEmail({ email }));

    return this.tenancy.run(tenantId, async (tx) => {
      await this.rows.learn(tx, userId, slackUserId);
      return (await this.rows.findByUser(tx, userId))?.slackUserId ?? null;
    });
  }

  /** Null for bots, guests of other organisations and everybody whose address we do not know. As {@link slackIdOf} otherwise. */
  async userOf(tenantId: TenantId, slackUserId: string): Promise<UserId | null> {
    const known = await this.tenancy.run(tenantId, (tx) => this.rows.findUserOf(tx, slackUserId));
    if (known !== null) return known;
    const slack = await this.connections.of(tenantId);
    if (slack === null) return null;

    const email = await this.emailOf(() => slack.web.users.info({ user: slackUserId }));
    if (email === null) return null;

    return this.tenancy.run(tenantId, async (tx) => {
      const userId = await this.rows.findUserByEmail(tx, email);
      if (userId === null) return null;
      await this.rows.learn(tx, userId, slackUserId);
      return this.rows.findUserOf(tx, slackUserId);
    });
  }

  private async lookUp(
    ask: () => Promise<{ user?: { id?: string; deleted?: boolean; is_bot?: boolean } }>,
  ): Promise<string | null> {
    const answer = await ask().catch(orNobody);
    const user = answer?.user;
    return user?.id === undefined || user.deleted === true || user.is_bot === true ? null : user.id;
  }

  private async emailOf(
    ask: () => Promise<{ user?: { deleted?: boolean; is_bot?: boolean; profile?: { email?: string } } }>,
  ): Promise<string | null> {
    const answer = await ask().catch(orNobody);
    const user = answer?.user;
    return user === undefined || user.deleted === true || user.is_bot === true ? null : (user.profile?.email ?? null);
  }
}

const NOBODY = new Set(['users_not_found', 'user_not_found', 'user_not_visible']);

function orNobody(error: unknown): null {
  const failure = readSlackFailure(error);
  if (failure.kind === 'refused' && NOBODY.has(failure.code)) return null;
  throw error;
}
