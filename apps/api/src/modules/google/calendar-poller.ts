import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { asId, type TenantId } from '@understudy/domain';
import { DATABASE_LOGIN, type DatabaseLogin, Tenancy } from '../../platform/database/index.js';
import { CalendarStreamsService } from './calendar-streams.service.js';

const LOOK_MS = 15_000;
/** `list_tenants()` answers the same in every tenant; this one is nobody's. */
const NO_TENANT = asId<TenantId>('00000000-0000-0000-0000-000000000000');

/**
 * Push can fail silently, so every calendar is polled at least every ten minutes, by machine time: as a timer of the product's clock it would fire
 * a thousand times when the sandbox moves a week ahead. Runs in the worker only; several workers share the due streams.
 */
@Injectable()
export class CalendarPoller implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('GoogleCalendar');
  private beat: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly tenancy: Tenancy,
    @Inject(DATABASE_LOGIN) private readonly login: DatabaseLogin,
    private readonly streams: CalendarStreamsService,
  ) {}

  onApplicationBootstrap(): void {
    if (this.login.role !== 'worker') return;
    this.beat = setInterval(() => this.look((tenantId) => this.streams.pollDue(tenantId)), LOOK_MS);
    this.look((tenantId) => this.streams.keep(tenantId));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.beat) clearInterval(this.beat);
    await this.looking;
  }

  /** One look after the other; a database that is away is news for one line, and the next look comes. */
  private look(work: (tenantId: TenantId) => Promise<void>): void {
    this.looking = this.looking
      .then(() => this.forEachTenant(work))
      .catch((error: unknown) =>
        this.logger.warn(`calendars were not looked at: ${error instanceof Error ? error.message : String(error)}`),
      );
  }

  private async forEachTenant(work: (tenantId: TenantId) => Promise<void>): Promise<void> {
    const { rows } = await this.tenancy.read(NO_TENANT, ['select tenant_id as "tenantId" from list_tenants()', []]);
    for (const { tenantId } of (rows[0] ?? []) as { tenantId: TenantId }[]) await work(tenantId);
  }
}
