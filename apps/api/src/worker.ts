/** The worker process: messages, timers, housekeeping. Ends in order on SIGTERM and SIGINT: running handlers finish first. */
import './require-runtime.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger as NestLogger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { createLogger } from './platform/http/logging.js';

const env = loadEnvOrExit('worker');
const logger = createLogger('worker', env.logLevel);

process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  process.exit(1);
});

try {
  const app = await NestFactory.createApplicationContext(AppModule.forRole('worker', { env, logger }), {
    bufferLogs: true,
  });
  app.useLogger(app.get(NestLogger));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
} catch (error) {
  logger.fatal({ err: error }, 'the worker could not start');
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 1_000).unref();
}
