import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { asId, type TenantId } from '@understudy/domain';
import { DATABASE_LOGIN, type DatabaseLogin, Tenancy } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';

const A_DAY_MS = 86_400_000;
/** `list_tenants()` answers the same in every tenant; this one is nobody's. */
const NO_TENANT = asId<TenantId>('00000000-0000-0000-0000-000000000000');

/**
 * Has the counters of every organisation counted again when the worker starts and once a day, by machine time: as a timer of the
 * product's clock it would stop every jump of the sandbox at each midnight of each organisation. Several workers do it twice, to no harm.
 */
@Injectable()
export class CounterPatrol implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Counters');
  private beat: NodeJS.Timeout | null = null;
  private walking: Promise<void> = Promise.resolve();

  constructor(
    private readonly tenancy: Tenancy,
    @Inject(DATABASE_LOGIN) private readonly login: DatabaseLogin,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    if (this.login.role !== 'worker') return;
    this.beat = setInterval(this.walk, A_DAY_MS);
    this.walk();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.beat) clearInterval(this.beat);
    await this.walking;
  }

  private readonly walk = (): void => {
    this.walking = this.walking
      .then(() => this.askEverywhere())
      .catch((error: unknown) => this.logger.warn(`counters were not looked at: ${String(error)}`));
  };

  private async askEverywhere(): Promise<void> {
    const { rows } = await this.tenancy.read(NO_TENANT, ['select tenant_id as "tenantId" from list_tenants()', []]);
    for (const { tenantId } of (rows[0] ?? []) as { tenantId: TenantId }[])
      await this.tenancy.run(tenantId, (tx) => this.outbox.add(tx, { type: 'counters.due' }));
  }
}
