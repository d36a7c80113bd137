/** The API process: HTTP only. Ends in order on SIGTERM and SIGINT: no new requests, the running ones finish, then the pool closes. */
import './require-runtime.js';
import 'reflect-metadata';
import path from 'node:path';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { createLogger } from './platform/http/logging.js';
import { createServer } from './platform/http/server.js';

const WEB_APP = path.resolve(import.meta.dirname, '../../web/dist');

const env = loadEnvOrExit('api');
const logger = createLogger('api', env.logLevel);

process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  process.exit(1);
});

try {
  const app = await createServer(AppModule.forRole('api', { env, logger }), { env, logger, webApp: WEB_APP });
  await app.listen(env.port, env.host);
  logger.info({ port: env.port, host: env.host, mode: env.mode }, 'listening');
} catch (error) {
  logger.fatal({ err: error }, 'the API could not start');
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 1_000).unref();
}
