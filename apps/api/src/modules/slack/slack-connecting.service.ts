import { Injectable } from '@nestjs/common';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { Secrets } from '../../platform/secrets/index.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { tokenPlace } from './slack-connections.service.js';
import { SLACK_WORK } from './slack-work.js';

/** What Slack gives for a code (https://docs.slack.dev/reference/methods/oauth.v2.access). */
export const Installed = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bot'),
  scope: z.string(),
  bot_user_id: z.string(),
  app_id: z.string(),
  team: z.object({ id: z.string(), name: z.string() }),
});
export type Installed = z.output<typeof Installed>;

/** Keeps an installation: one workspace for one organisation, its token sealed. */
@Injectable()
export class SlackConnecting {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackConnectionsRepository,
    private readonly secrets: Secrets,
    private readonly outbox: Outbox,
    private readonly history: History,
  ) {}

  /** Throws slack.workspace-taken. Of two organisations that install in one workspace at once, one has it. */
  async connect(tenantId: TenantId, by: UserId | null, made: Installed): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const taken = await this.rows.lockTeam(tx, made.team.id);
      if (taken !== null && taken !== tenantId) throw new DomainError('slack.workspace-taken');
      const before = await this.rows.lock(tx);

      await this.rows.connect(tx, {
        teamId: made.team.id,
        teamName: made.team.name,
        appId: made.app_id,
        botUserId: made.bot_user_id,
        tokenSealed: this.secrets.seal(tokenPlace(tenantId), made.access_token),
        scopes: made.scope.split(',').filter((scope) => scope !== ''),
        installedByUserId: by,
      });
      if (before !== null && before.teamId !== made.team.id) await this.rows.forgetPeople(tx);

      await this.tell(tx, by, made, before?.state === 'lost');
    });
  }

  private async tell(tx: Tx, by: UserId | null, { team, scope }: Installed, wasLost: boolean): Promise<void> {
    await this.history.append(tx, {
      type: 'slack.installed',
      subject: { kind: 'tenant', id: tx.tenantId },
      actor: by === null ? { kind: 'system', name: 'sandbox' } : { kind: 'user', userId: by, surface: 'web' },
      data: { team_id: team.id, team_name: team.name, scopes: scope },
    });
    await this.outbox.add(tx, { type: SLACK_WORK.installed, team_id: team.id });
    if (wasLost)
      await this.outbox.add(tx, {
        type: 'integration.restored',
        integration: 'slack',
        user_id: null,
        what: 'installation',
      });
  }
}
