import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type PtoFeedId, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { HibobSource } from './hibob-source.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoReading } from './pto-reading.service.js';
import { PtoSettling } from './pto-settling.service.js';
import { PtoTaking } from './pto-taking.service.js';
import { PTO_WORK, PtoWork } from './pto-work.js';

const AboutFeed = z.object({ feed_id: z.string().transform((text) => asId<PtoFeedId>(text)) });
const AboutRequest = AboutFeed.extend({ employee_id: z.string(), request_id: z.string() });

/** The worker's part. */
@Injectable()
export class PtoJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly reading: PtoReading,
    private readonly settling: PtoSettling,
    private readonly taking: PtoTaking,
    private readonly work: PtoWork,
    private readonly hibob: HibobSource,
  ) {}

  onModuleInit(): void {
    const { handlers } = this;
    handlers.onMessage(PTO_WORK.sync, ({ tenantId, payload }) =>
      this.reading.read(tenantId, AboutFeed.parse(payload).feed_id),
    );
    handlers.onMessage(PTO_WORK.settle, ({ tenantId, payload }) =>
      this.settling.settle(tenantId, AboutFeed.parse(payload).feed_id),
    );
    handlers.onMessage(PTO_WORK.request, ({ tenantId, payload }) => {
      const { feed_id, employee_id, request_id } = AboutRequest.parse(payload);
      return this.reading.readRequest(tenantId, feed_id, employee_id, request_id, this.hibob);
    });
    handlers.onMessage(PTO_WORK.pollAll, ({ tenantId }) => this.pollAll(tenantId));
    handlers.onMessage('directory.user-changed', ({ tenantId }) => this.lookAgain(tenantId), 'pto-names');
  }

  /** For the sandbox, whose clock moves faster than polls come. */
  private pollAll(tenantId: TenantId): Promise<void> {
    return this.tenancy.run(tenantId, async (tx) => {
      for (const id of await this.feeds.takeAll(tx)) await this.work.sync(tx, id);
    });
  }

  /** Somebody came, left or was renamed: whose an entry is may have changed. */
  private lookAgain(tenantId: TenantId): Promise<void> {
    return this.tenancy.run(tenantId, async (tx) => {
      for (const { id } of await this.feeds.list(tx)) {
        await this.feeds.lock(tx, id);
        await this.taking.takeAgain(tx, id);
      }
    });
  }
}
