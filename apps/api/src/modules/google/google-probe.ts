import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CheckStep, IntegrationProbes, type IntegrationStatus } from '../integrations/index.js';
import { GoogleAccountsRepository } from './google-accounts.repository.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleSteps } from './google-steps.js';

/** How Google stands for a tenant, for the list of integrations and the doctor. */
@Injectable()
export class GoogleProbe implements OnModuleInit {
  readonly kind = 'google';

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly probes: IntegrationProbes,
    private readonly connections: GoogleConnectionsRepository,
    private readonly accounts: GoogleAccountsRepository,
    private readonly steps: GoogleSteps,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  async status(tx: Tx): Promise<IntegrationStatus> {
    const { mode, lostAt, problem, lastOkAt } = await this.connections.get(tx);
    const { calendarsRead, consented, lost } = await this.accounts.counts(tx);
    const detail = {
      off: 'Google Workspace is not connected.',
      'user-consent': `${consented} ${consented === 1 ? 'person has' : 'people have'} connected their own account; ${calendarsRead} calendars are read.`,
      delegation: `The service account acts for everybody in your domains; ${calendarsRead} calendars are read.`,
    }[mode];
    const ofPeople = lost === 0 ? null : `${lost} ${lost === 1 ? 'account does' : 'accounts do'} not work any more.`;
    return {
      state:
        mode === 'off'
          ? 'not_connected'
          : lostAt !== null
            ? 'lost'
            : (problem ?? ofPeople) !== null
              ? 'degraded'
              : 'connected',
      tier: mode === 'off' ? null : mode,
      detail,
      problem: problem ?? ofPeople,
      last_ok_at: lastOkAt,
    };
  }

  async check(tenantId: TenantId): Promise<CheckStep[]> {
    const access = await this.connections.access(tenantId, null);
    const { counts, reader } = await this.tenancy.run(tenantId, async (tx) => ({
      counts: await this.accounts.counts(tx),
      reader: await this.accounts.findReader(tx),
    }));
    const asked = { tenantId, access, counts, reader, apiUrl: this.env.apiUrl };
    if (access.connection.mode === 'off') return this.steps.ofNothing();
    return access.connection.mode === 'delegation' ? this.steps.ofDelegation(asked) : this.steps.ofConsent(asked);
  }
}
