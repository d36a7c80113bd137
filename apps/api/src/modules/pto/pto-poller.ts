import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { DATABASE_LOGIN, type DatabaseLogin, NO_TENANT, Tenancy } from '../../platform/database/index.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoWork } from './pto-work.js';

const LOOK_MS = 15_000;

/**
 * Looks for PTO systems whose reading is due, by machine time: as a timer of the product's clock it would fire a thousand times when the
 * sandbox moves a week ahead. Runs in the worker only; several workers share what is due.
 */
@Injectable()
export class PtoPoller implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Pto');
  private beat: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly tenancy: Tenancy,
    @Inject(DATABASE_LOGIN) private readonly login: DatabaseLogin,
    private readonly feeds: PtoFeedsRepository,
    private readonly work: PtoWork,
  ) {}

  onApplicationBootstrap(): void {
    if (this.login.role === 'worker') this.beat = setInterval(() => this.look(), LOOK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.beat) clearInterval(this.beat);
    await this.looking;
  }

  /** One look after the other; a database that is away is news for one line, and the next look comes. */
  private look(): void {
    this.looking = this.looking
      .then(() => this.lookNow())
      .catch((error: unknown) =>
        this.logger.warn(`PTO systems were not looked at: ${error instanceof Error ? error.message : String(error)}`),
      );
  }

  private async lookNow(): Promise<void> {
    const { rows } = await this.tenancy.read(NO_TENANT, ['select tenant_id as "tenantId" from list_tenants()', []]);
    for (const { tenantId } of (rows[0] ?? []) as { tenantId: TenantId }[])
      await this.tenancy.run(tenantId, async (tx) => {
        for (const id of await this.feeds.takeDue(tx)) await this.work.sync(tx, id);
      });
  }
}
