import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { Handlers } from '../../platform/jobs/index.js';
import { CalendarStreamsService } from './calendar-streams.service.js';
import { CalendarSyncService } from './calendar-sync.service.js';
import { CalendarWatchService } from './calendar-watch.service.js';
import { GoogleWork, WORK } from './google-work.js';

const AboutUser = z.object({ userId: z.string().transform((text) => asId<UserId>(text)) });

/** The worker's part. */
@Injectable()
export class GoogleJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly streams: CalendarStreamsService,
    private readonly sync: CalendarSyncService,
    private readonly watch: CalendarWatchService,
    private readonly work: GoogleWork,
  ) {}

  onModuleInit(): void {
    const { handlers, streams } = this;
    handlers.onMessage(WORK.sync, ({ tenantId, payload }) => this.sync.sync(tenantId, AboutUser.parse(payload).userId));
    handlers.onMessage(WORK.watch, ({ tenantId, payload }) =>
      this.watch.renew(tenantId, AboutUser.parse(payload).userId),
    );
    handlers.onTimer(WORK.renewal, (tx, { payload }) => this.work.watch(tx, AboutUser.parse(payload).userId));
    handlers.onMessage(WORK.pollAll, ({ tenantId }) => streams.pollAll(tenantId));
    handlers.onMessage(WORK.changed, ({ tenantId }) => streams.keep(tenantId));
    handlers.onMessage('directory.user-changed', ({ tenantId }) => streams.keep(tenantId), 'google-streams');
  }
}
