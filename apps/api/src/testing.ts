/** The one door for tests: start the product's processes inside the test, on a database of its own. */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.js';
import { type Env, loadEnv } from './config/index.js';
import { createLogger } from './platform/http/logging.js';
import { createServer } from './platform/http/server.js';
import { PeopleDirectory, Sessions, SessionService } from './platform/identity/index.js';
import { findPort } from './supervisor/free-port.js';

export { migrate, type Migrated } from './migrate.js';
export { exampleOfType } from './platform/http/openapi.js';
export { ServedEndpoints } from './platform/http/served-endpoints.js';
export { AbsenceIntakeService } from './modules/absences/index.js';
export { MessagesService } from './modules/conversations/index.js';
export { EscalationCreation, EscalationMoves } from './modules/escalations/index.js';
export { NoticesService } from './modules/notices/index.js';
export { MailNotTaken, MailRefused, SmtpMailChannel } from './modules/mail/index.js';
export { type WarRoom, WarRoomRefused, WarRooms, type WarRoomWish } from './modules/escalation-thread/index.js';
export {
  isSlackFailure,
  questionBlock,
  SlackConnections,
  slackManifest,
  SlackPeople,
  SlackQuestions,
} from './modules/slack/index.js';
export { Tenancy } from './platform/database/index.js';
export { examine } from './doctor/examination.js';
export { written } from './doctor/report.js';
export { GuardedFetch, OutboundFailure } from './platform/outbound/index.js';
export { rotateSecrets, Secrets } from './platform/secrets/index.js';
export { SEALED_COLUMNS } from './sealed-columns.js';
export { GUIDES } from './modules/guides/index.js';
export { Heartbeat } from './platform/http/heartbeat.js';
export { AccessTokens } from './platform/identity/access-tokens.js';
export { makeOpaqueToken } from './platform/identity/index.js';
export { addTenant, type TestTenant } from './testing-tenant.js';
export { ENV_NAMES, loadEnv, type ProgramName } from './config/index.js';
export { startEmbeddedPostgres } from './supervisor/embedded-postgres.js';

export interface TestAppOptions {
  /** Login of the API; `migrate()` answers it. */
  readonly appUrl: string;
  /** Login of the worker, for parts of the API that need it in sandbox mode, and for {@link createWorker}. */
  readonly workerUrl: string;
  /** Settings beside those, by the names of config/env.ts. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the dashboard to serve; none by default. */
  readonly webApp?: string;
  /** Where log lines go; nowhere by default. */
  readonly log?: DestinationStream;
}

export interface TestApp {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly env: Env;
  readonly app: NestFastifyApplication;
  /** What the extension would hold after signing in as this person (a sandbox token). Throws when nobody has the address. */
  tokenOf(email: string): Promise<string>;
  /** As {@link tokenOf}, as a `Cookie` header of the dashboard. */
  cookieOf(email: string): Promise<string>;
  close(): Promise<void>;
}

const NOWHERE: DestinationStream = { write: () => undefined };

/** The API, listening on a free port of loopback, in sandbox mode unless `env` says otherwise. */
export async function createApp(options: TestAppOptions): Promise<TestApp> {
  const port = await findPort();
  const { env, cleanUp } = settings(options, { PORT: String(port), API_URL: `http://127.0.0.1:${port}` });
  const logger = createLogger('api', 'info', options.log ?? NOWHERE);
  const app = await createServer(AppModule.forRole('api', { env, logger }), {
    env,
    logger,
    webApp: options.webApp ?? path.join(env.dataDir, 'no-web-app'),
  });
  await app.listen(env.port, '127.0.0.1');

  const personOf = async (email: string) => {
    const person = await app.get(PeopleDirectory).findByEmail(email);
    if (!person) throw new Error(`nobody has the address ${email}`);
    return person;
  };
  return {
    baseUrl: env.apiUrl,
    env,
    app,
    tokenOf: async (email) => app.get(Sessions).issueSandboxToken(await personOf(email)),
    cookieOf: async (email) => app.get(SessionService).cookieHeaderFor(await personOf(email)),
    close: async () => {
      await app.close();
      cleanUp();
    },
  };
}

/** The worker in this process: relay, message handlers, timers. Close it before the database goes away. */
export async function createWorker(options: TestAppOptions): Promise<INestApplicationContext> {
  const { env, cleanUp } = settings(options, {});
  const logger = createLogger('worker', 'info', options.log ?? NOWHERE);
  const context = await NestFactory.createApplicationContext(AppModule.forRole('worker', { env, logger }), {
    logger: false,
  });
  const close = context.close.bind(context);
  context.close = async () => {
    await close();
    cleanUp();
  };
  return context;
}

function settings(
  options: TestAppOptions,
  decided: Readonly<Record<string, string>>,
): { env: Env; cleanUp: () => void } {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-app-'));
  const env = loadEnv('api', {
    DATA_DIR: dataDir,
    APP_DATABASE_URL: options.appUrl,
    WORKER_DATABASE_URL: options.workerUrl,
    ...decided,
    ...options.env,
  });
  return { env, cleanUp: () => rmSync(dataDir, { recursive: true, force: true }) };
}
