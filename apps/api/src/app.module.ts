import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { type Env, EnvModule } from './config/index.js';
import { GUIDES } from './modules/guides/index.js';
import { MODULES } from './modules/index.js';
import { AuditModule } from './platform/audit/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { HttpModule } from './platform/http/http.module.js';
import { IdentityModule } from './platform/identity/index.js';
import { JobsModule } from './platform/jobs/index.js';
import { OutboundModule } from './platform/outbound/index.js';
import { OutboxModule } from './platform/outbox/index.js';
import { SecretsModule } from './platform/secrets/index.js';

export interface AppOptions {
  readonly env: Env;
  readonly logger: Logger;
}

/**
 * The whole application, in one of its two roles. Both hold every module, because modules register their message and timer
 * handlers; only the API serves HTTP, and only the worker does the work.
 */
@Module({})
export class AppModule {
  static forRole(role: 'api' | 'worker', { env, logger }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EnvModule.forRoot(env),
        LoggerModule.forRoot({ pinoHttp: { logger }, useExisting: true }),
        DatabaseModule.forRole(role),
        SecretsModule,
        OutboundModule,
        AuditModule,
        OutboxModule,
        JobsModule.forRole(role),
        IdentityModule,
        ...(role === 'api' ? [HttpModule.withGuides(GUIDES)] : []),
        ...MODULES,
      ],
    };
  }
}
