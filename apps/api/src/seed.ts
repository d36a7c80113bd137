/** Plants the demo world, once: sandbox mode only. Run by the supervisor before anything serves. */
import './require-runtime.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { DemoSeed } from './modules/sandbox/index.js';
import { createLogger } from './platform/http/logging.js';

const env = loadEnvOrExit('api');
if (env.mode !== 'sandbox') {
  process.stderr.write('understudy: the demo world belongs to sandbox mode only\n');
  process.exit(78);
}
const logger = createLogger('seed', env.logLevel);
const app = await NestFactory.createApplicationContext(AppModule.forRole('api', { env, logger }), { logger: false });
const planted = await app.get(DemoSeed).run(Temporal.Now.instant());
logger.info({ planted }, planted.length > 0 ? 'demo world planted' : 'demo world is there already');
await app.close();
