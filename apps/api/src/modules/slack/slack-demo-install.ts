import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { asId, type TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { DATABASE_LOGIN, type DatabaseLogin, NO_TENANT, Tenancy } from '../../platform/database/index.js';
import { SlackApp } from './slack-app.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackInstall } from './slack-install.service.js';
import { SCOPE_NAMES } from './slack-scopes.js';

const DEMO_TENANT = 'harbor';
const LOOK_MS = 2_000;

/**
 * In sandbox mode the demo organisation comes with its Slack: its admin agrees to the installation once, by the stand-in's own consent and
 * the same exchange as everybody. Whoever disconnects it afterwards is not connected again.
 */
@Injectable()
export class SlackDemoInstall implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Slack');
  private beat: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(DATABASE_LOGIN) private readonly login: DatabaseLogin,
    private readonly tenancy: Tenancy,
    private readonly app: SlackApp,
    private readonly rows: SlackConnectionsRepository,
    private readonly install: SlackInstall,
  ) {}

  onApplicationBootstrap(): void {
    if (this.env.mode !== 'sandbox' || this.env.sandboxUrl === null || this.login.role !== 'worker') return;
    this.beat = setInterval(() => this.look(), LOOK_MS);
    this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.rest();
    await this.looking;
  }

  /** The stand-in and the database may come up after us: looked for again until it is done. */
  private look(): void {
    this.looking = this.looking
      .then(async () => (this.beat !== null && (await this.isDone()) ? this.rest() : undefined))
      .catch((error: unknown) =>
        this.logger.warn(
          `the demo's Slack is not installed yet: ${error instanceof Error ? error.message : String(error)}`,
        ),
      );
  }

  private rest(): void {
    if (this.beat) clearInterval(this.beat);
    this.beat = null;
  }

  private async isDone(): Promise<boolean> {
    const tenantId = await this.demoTenant();
    if (tenantId === null || (await this.app.find()) === null) return false;
    if ((await this.rows.read(tenantId)) !== null) return true;
    const admin = await this.adminOf(tenantId);
    const code = admin && (await this.consentOf(admin));
    if (!code) return false;
    await this.install.exchange(tenantId, null, code);
    return true;
  }

  private async demoTenant(): Promise<TenantId | null> {
    const { rows } = await this.tenancy.read(NO_TENANT, [
      'select tenant_id as id from list_tenants() where slug = $1',
      [DEMO_TENANT],
    ]);
    const [found] = (rows[0] ?? []) as { id: string }[];
    return found ? asId<TenantId>(found.id) : null;
  }

  private async adminOf(tenantId: TenantId): Promise<string | null> {
    const { rows } = await this.tenancy.read(tenantId, [
      `select email from users where tenant_id = $1 and active and 'admin' = any(roles) order by email limit 1`,
      [tenantId],
    ]);
    const [found] = (rows[0] ?? []) as { email: string }[];
    return found?.email ?? null;
  }

  /** Slack's consent page, where the sandbox lets one say who agrees. Null while the stand-in does not answer. */
  private async consentOf(email: string): Promise<string | null> {
    const app = await this.app.find();
    if (app === null) return null;
    const page = new URL(`${this.env.sandboxUrl}${new URL(app.authorizeUrl).pathname}`);
    page.search = new URLSearchParams({
      client_id: app.clientId,
      scope: SCOPE_NAMES.join(','),
      redirect_uri: this.install.redirectUri,
      sandbox_person: email,
    }).toString();
    const answer = await fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(5_000) }).catch(() => null);
    return URL.parse(answer?.headers.get('location') ?? '')?.searchParams.get('code') ?? null;
  }
}
