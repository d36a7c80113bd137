import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import {
  type CheckStep,
  failed,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';
import { problemOf } from './slack-admin.service.js';
import { SlackApp } from './slack-app.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackConnections, type SlackWorkspace } from './slack-connections.service.js';
import { isSlackFailure, type SlackFailure } from './slack-failure.js';
import { missingScopes, SCOPE_NAMES } from './slack-scopes.js';

const STEPS = { app: 'Slack app', installed: 'Installed', token: 'Token', scopes: 'Scopes', people: 'People' } as const;
const INSTALL = 'Install Understudy in Slack: Set up, Integrations, Slack, Install.';
const INSTALL_AGAIN = 'Install Understudy in Slack again: Set up, Integrations, Slack, Install.';

/** How Slack stands, for the list of integrations and the doctor. */
@Injectable()
export class SlackProbe implements OnModuleInit {
  constructor(
    private readonly probes: IntegrationProbes,
    private readonly app: SlackApp,
    private readonly tenancy: Tenancy,
    private readonly rows: SlackConnectionsRepository,
    private readonly connections: SlackConnections,
  ) {}

  onModuleInit(): void {
    this.probes.register({
      kind: 'slack',
      status: (tx) => this.status(tx),
      check: (tenantId) => this.check(tenantId),
    });
  }

  private async status(tx: Tx): Promise<IntegrationStatus> {
    const found = await this.connections.find(tx);
    if (found === null || found.state === 'disconnected')
      return { state: 'not_connected', detail: 'No Slack workspace is connected.', problem: null, last_ok_at: null };
    const { state, teamName, scopes, lastOkAt } = found;
    if (state === 'lost')
      return { state, detail: `Workspace "${teamName}".`, problem: found.problem, last_ok_at: lastOkAt };
    const problem = problemOf(missingScopes(scopes));
    return {
      state: problem === null ? 'connected' : 'degraded',
      detail: `Workspace "${teamName}", ${scopes.length} scopes.`,
      problem,
      last_ok_at: lastOkAt,
    };
  }

  private async check(tenantId: TenantId): Promise<CheckStep[]> {
    if ((await this.app.find()) === null)
      return stopAt('app', 'This installation has no Slack app.', [
        'Make an app at api.slack.com/apps from docs/integrations/slack-manifest.yml; from its page "Basic Information" set',
        'SLACK_CLIENT_ID (Client ID), SLACK_CLIENT_SECRET (Client Secret) and SLACK_SIGNING_SECRET (Signing Secret), and restart.',
      ]);
    const done = [passed(STEPS.app, 'Client ID, client secret and signing secret are set.')];
    const slack = await this.connections.of(tenantId);
    if (slack === null) return [...done, ...(await this.notInstalled(tenantId))];
    done.push(passed(STEPS.installed, `Workspace ${slack.teamId}.`));
    return [...done, ...(await this.ask(tenantId, slack))];
  }

  private async notInstalled(tenantId: TenantId): Promise<CheckStep[]> {
    const found = await this.tenancy.run(tenantId, (tx) => this.connections.find(tx));
    if (found?.state !== 'lost') return stopAt('installed', 'No workspace is connected.', [INSTALL]);
    const { teamName, problem } = found;
    return stopAt('installed', `The installation in "${teamName}" was lost. ${problem ?? ''}`.trim(), [INSTALL_AGAIN]);
  }

  private async ask(tenantId: TenantId, { web, teamId }: SlackWorkspace): Promise<CheckStep[]> {
    try {
      const { team, response_metadata } = await web.auth.test();
      const scopes = response_metadata?.scopes ?? [];
      await this.tenancy.run(tenantId, (tx) => this.rows.worked(tx, scopes));
      const missing = missingScopes(scopes);
      return [
        passed(STEPS.token, `Slack knows us in "${team ?? teamId}".`),
        missing.length === 0
          ? passed(STEPS.scopes, `All ${SCOPE_NAMES.length} are granted.`)
          : failed(
              STEPS.scopes,
              `Missing: ${missing.join(', ')}.`,
              `Add ${missing.join(', ')} at api.slack.com/apps, "OAuth & Permissions", "Bot Token Scopes", then: ${INSTALL_AGAIN}`,
            ),
        await this.askPeople(web, missing.includes('users:read')),
      ];
    } catch (error) {
      if (!isSlackFailure(error)) throw error;
      return stopAt('token', wordsOf(await this.connections.failed(tenantId, error)), [INSTALL_AGAIN]);
    }
  }

  private async askPeople(web: SlackWorkspace['web'], isSkipped: boolean): Promise<CheckStep> {
    if (isSkipped) return skipped(STEPS.people, 'Needs the scope users:read.');
    const { members } = await web.users.list({ limit: 10 });
    return passed(STEPS.people, `The workspace shows its people (${members?.length ?? 0} of them looked at).`);
  }
}

const wordsOf = (failure: SlackFailure): string =>
  failure.kind === 'wait' ? 'Slack did not answer.' : `Slack answered "${failure.code}".`;

/** This step failed, and those after it were not tried. */
function stopAt(step: keyof typeof STEPS, detail: string, fix: readonly string[]): CheckStep[] {
  const names = Object.values(STEPS);
  const rest = names.slice(names.indexOf(STEPS[step]) + 1);
  return [failed(STEPS[step], detail, fix.join(' ')), ...rest.map((name) => skipped(name, 'An earlier step failed.'))];
}
