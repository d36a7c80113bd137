import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { Handlers } from '../../platform/jobs/index.js';
import { GoogleChecks } from './google-checks.service.js';
import { GoogleDirectoryService } from './google-directory.service.js';
import { GoogleGrants } from './google-grants.js';
import { GoogleWork, WORK } from './google-work.js';

const userId = z.string().transform((text) => asId<UserId>(text));
const AboutWhom = z.object({ userId: userId.nullable() });
const Revocation = z.object({ userId, sealed: z.string() });

/** The worker's part in keeping connections: looks at whether they work, and consents given back. */
@Injectable()
export class GoogleConnectionJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly checks: GoogleChecks,
    private readonly grants: GoogleGrants,
    private readonly directory: GoogleDirectoryService,
    private readonly work: GoogleWork,
  ) {}

  onModuleInit(): void {
    this.handlers.onMessage(WORK.check, ({ tenantId, payload }) =>
      this.checks.look(tenantId, AboutWhom.parse(payload).userId),
    );
    this.handlers.onMessage(WORK.directory, ({ tenantId }) => this.directory.syncByNight(tenantId));
    this.handlers.onTimer(WORK.nightly, async (tx, { dueAt }) => {
      await this.work.directory(tx);
      await this.work.nightlyAt(tx, dueAt);
    });
    this.handlers.onMessage(WORK.revoke, async ({ tenantId, payload, confirm }) => {
      const { userId, sealed } = Revocation.parse(payload);
      await confirm();
      await this.grants.revoke(tenantId, userId, sealed);
    });
  }
}
