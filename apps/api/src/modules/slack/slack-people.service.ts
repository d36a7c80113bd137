import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { DirectoryRepository } from '../directory/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
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

    const asked = await this.ask(tenantId, () => slack.web.users.lookupByEmail({ email }));
    if (asked === UNKNOWN) return null;
    const slackUserId = asked !== null && isMember(asked, slack.teamId) ? (asked.id ?? null) : null;

    return this.tenancy.run(tenantId, async (tx) => {
      await this.rows.learn(tx, userId, slackUserId);
      return (await this.rows.findByUser(tx, userId))?.slackUserId ?? null;
    });
  }

  /** Null for bots, people of other workspaces and everybody whose address we do not know. As {@link slackIdOf} otherwise. */
  async userOf(tenantId: TenantId, slackUserId: string): Promise<UserId | null> {
    const known = await this.tenancy.run(tenantId, (tx) => this.rows.findUserOf(tx, slackUserId));
    if (known !== null) return known;
    const slack = await this.connections.of(tenantId);
    if (slack === null) return null;

    const asked = await this.ask(tenantId, () => slack.web.users.info({ user: slackUserId }));
    if (asked === null || asked === UNKNOWN || !isMember(asked, slack.teamId)) return null;
    const email = asked.profile?.email;
    if (email === undefined) return null;

    return this.tenancy.run(tenantId, async (tx) => {
      const userId = await this.rows.findUserByEmail(tx, email);
      if (userId === null) return null;
      await this.rows.learn(tx, userId, slackUserId);
      return this.rows.findUserOf(tx, slackUserId);
    });
  }

  /** Null when there is no such account; UNKNOWN when Slack will not say. Throws what is to be asked again later. */
  private async ask(
    tenantId: TenantId,
    ask: () => Promise<{ user?: Account }>,
  ): Promise<Account | null | typeof UNKNOWN> {
    try {
      return (await ask()).user ?? null;
    } catch (error) {
      if (!isSlackFailure(error)) throw error;
      const failure = await this.connections.failed(tenantId, error);
      if (failure.kind === 'wait') throw error;
      return failure.kind === 'refused' && NOBODY.has(failure.code) ? null : UNKNOWN;
    }
  }
}

/** What we need of an account in Slack. */
interface Account {
  readonly id?: string;
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_email_confirmed?: boolean;
  readonly profile?: { readonly email?: string };
}

const NOBODY = new Set(['users_not_found', 'user_not_found', 'user_not_visible']);
const UNKNOWN = Symbol('Slack does not say');

/**
 * A person of this very workspace with an address that is theirs. In channels shared with other organisations people of other workspaces
 * act too, whose admins could give them any address.
 */
const isMember = ({ team_id, deleted, is_bot, is_email_confirmed }: Account, teamId: string): boolean =>
  deleted !== true && is_bot !== true && is_email_confirmed !== false && (team_id === undefined || team_id === teamId);
