import { Injectable } from '@nestjs/common';
import type { SlackState } from '@understudy/contracts';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { SlackApp } from './slack-app.js';
import { type SlackConnection, SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
import { missingScopes, SCOPE_NAMES, SLACK_SCOPES } from './slack-scopes.js';

type State = z.output<typeof SlackState>;

/** The connection as admins see and end it. */
@Injectable()
export class SlackAdmin {
  constructor(
    private readonly app: SlackApp,
    private readonly tenancy: Tenancy,
    private readonly rows: SlackConnectionsRepository,
    private readonly connections: SlackConnections,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  async state(caller: CallerContext): Promise<State> {
    const isConfigured = (await this.app.find()) !== null;
    return this.tenancy.run(caller.tenantId, (tx) => this.stateIn(tx, isConfigured));
  }

  /** Whatever Slack says to the revocation, here the token is forgotten; one that Slack kept is worth nothing without our secret. */
  async disconnect(caller: CallerContext): Promise<State> {
    const slack = await this.connections.of(caller.tenantId);
    await slack?.web.auth.revoke().catch((error: unknown) => {
      if (!isSlackFailure(error)) throw error;
    });
    const isConfigured = (await this.app.find()) !== null;
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const before = await this.rows.lock(tx);
      if (before !== null && (await this.rows.end(tx, 'disconnected', null)))
        await this.history.append(tx, {
          ...byCaller(caller),
          type: 'slack.disconnected',
          subject: { kind: 'tenant', id: tx.tenantId },
          data: { team_id: before.teamId, team_name: before.teamName },
        });
      return this.stateIn(tx, isConfigured);
    });
  }

  private async stateIn(tx: Tx, isConfigured: boolean): Promise<State> {
    const found = await this.connections.find(tx);
    const granted = found?.state === 'connected' ? found.scopes : [];
    const missing = found?.state === 'connected' ? missingScopes(granted) : [];
    const by = found?.installedByUserId == null ? null : await this.directory.findUser(tx, found.installedByUserId);
    const isThere = found !== null && found.state !== 'disconnected';
    return {
      state: stateOf(found),
      app_configured: isConfigured,
      team: isThere ? { id: found.teamId, name: found.teamName } : null,
      installed_by: by && isThere ? { user_id: by.id, name: by.name, place: by.place } : null,
      installed_at: isThere ? found.installedAt : null,
      scopes: SCOPE_NAMES.map((scope) => ({
        scope,
        needed_for: SLACK_SCOPES[scope],
        granted: granted.includes(scope),
      })),
      missing_scopes: missing,
      problem: found?.problem ?? problemOf(missing),
    };
  }
}

const stateOf = (found: SlackConnection | null): State['state'] =>
  found === null || found.state === 'disconnected' ? 'not_connected' : found.state;

/** What to do about scopes the workspace did not grant. */
export const problemOf = (missing: readonly (keyof typeof SLACK_SCOPES)[]): string | null =>
  missing.length === 0
    ? null
    : `The workspace did not grant ${missing.join(', ')}. Add them under OAuth & Permissions of the Slack app and install it again. Until then these do not work: ${missing.map((scope) => SLACK_SCOPES[scope]).join('; ')}.`;
