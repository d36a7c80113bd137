import { Injectable } from '@nestjs/common';
import type { WebClient } from '@slack/web-api';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type SecretPlace, Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import { SlackApp } from './slack-app.js';
import { slackClient } from './slack-client.js';
import { type SlackConnection, SlackConnectionsRepository } from './slack-connections.repository.js';
import { readSlackFailure, type SlackFailure } from './slack-failure.js';

/** A workspace we may speak in. */
export interface SlackWorkspace {
  /** Acts as our bot. */
  readonly web: WebClient;
  readonly teamId: string;
  readonly botUserId: string;
  /** Whether the workspace granted this to the app ("channels:manage"). */
  has(scope: string): boolean;
}

const TOKEN_UNREADABLE =
  'Its token was sealed with a SECRETS_KEY that is not known here any more. Give the former key in SECRETS_KEYS_OLD, or install Understudy in Slack again under Set up, Integrations.';

export const tokenPlace = (tenantId: TenantId): SecretPlace => ({
  tenantId,
  owner: 'slack',
  purpose: 'slack.bot-token',
});

/** The way to each tenant's Slack. Everybody who calls Slack gets the client here. */
@Injectable()
export class SlackConnections {
  private readonly clients = new Map<TenantId, { readonly sealed: string; readonly web: WebClient }>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackConnectionsRepository,
    private readonly secrets: Secrets,
    private readonly app: SlackApp,
    private readonly outbox: Outbox,
  ) {}

  /** Null when Slack is not connected, or the installation was lost. Never call it inside a transaction. */
  async of(tenantId: TenantId): Promise<SlackWorkspace | null> {
    const found = this.asItWorks(tenantId, await this.rows.read(tenantId));
    const app = await this.app.find();
    if (found?.state !== 'connected' || found.tokenSealed === null || app === null) return null;
    const { tokenSealed, teamId, botUserId, scopes } = found;
    return {
      web: this.clientOf(tenantId, app.apiUrl, tokenSealed),
      teamId,
      botUserId,
      has: (scope) => scopes.includes(scope),
    };
  }

  /** The installation as it works: lost where no key opens its token, for as long as that is so. Nothing is thrown away: the key may come back. */
  async find(tx: Tx): Promise<SlackConnection | null> {
    return this.asItWorks(tx.tenantId, await this.rows.find(tx));
  }

  /**
   * Reads what a call threw, and remembers when the installation is gone, once: admins are told by `integration.lost`. Throws again
   * what is no failure of Slack's.
   */
  async failed(tenantId: TenantId, error: unknown): Promise<SlackFailure> {
    const failure = readSlackFailure(error);
    if (failure.kind === 'lost') await this.lose(tenantId, failure.code);
    return failure;
  }

  /** Slack says that our installation is gone (`code` in its words). */
  async lose(tenantId: TenantId, code: string): Promise<void> {
    await this.tenancy.run(tenantId, (tx) => this.loseIn(tx, code));
  }

  /** As {@link lose}, with whatever made it known. */
  async loseIn(tx: Tx, code: string): Promise<void> {
    const problem = `Slack does not know our installation any more (${code}). Install Understudy in Slack again under Set up, Integrations.`;
    if (await this.rows.end(tx, 'lost', problem))
      await this.outbox.add(tx, {
        type: 'integration.lost',
        integration: 'slack',
        user_id: null,
        what: 'installation',
      });
  }

  private asItWorks(tenantId: TenantId, found: SlackConnection | null): SlackConnection | null {
    if (found?.state !== 'connected' || found.tokenSealed === null || this.opens(tenantId, found.tokenSealed))
      return found;
    return { ...found, state: 'lost', tokenSealed: null, problem: TOKEN_UNREADABLE };
  }

  private opens(tenantId: TenantId, sealed: string): boolean {
    if (this.clients.get(tenantId)?.sealed === sealed) return true;
    try {
      this.secrets.open(tokenPlace(tenantId), sealed);
      return true;
    } catch (error) {
      if (error instanceof UnreadableSecret) return false;
      throw error;
    }
  }

  private clientOf(tenantId: TenantId, apiUrl: string, sealed: string): WebClient {
    const known = this.clients.get(tenantId);
    if (known?.sealed === sealed) return known.web;
    const web = slackClient(apiUrl, this.secrets.open(tokenPlace(tenantId), sealed));
    this.clients.set(tenantId, { sealed, web });
    return web;
  }
}
