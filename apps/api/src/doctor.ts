/**
 * Looks at an installation and its integrations, step by step, and says what to fix:
 *   npm run doctor [-- --organisation harbor] [--only google,slack] [--json]
 * Takes the settings of the API; beside a running `npm start` it finds database and ports by itself. Asks every system that is
 * connected, changes nothing there (webhooks get a signed webhook.ping), and prints no secret.
 * Ends with 0 when no step failed, 1 when one did, 2 when it could not look, 78 for wrong settings.
 */
import './require-runtime.js';
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { INTEGRATION_KINDS } from '@understudy/contracts';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { examine } from './doctor/examination.js';
import { written } from './doctor/report.js';
import { createLogger } from './platform/http/logging.js';
import { besideInstallation } from './supervisor/running.js';

const { values } = parseArgs({
  options: { organisation: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const only = (values.only ?? '').split(',').filter((kind) => kind !== '');
const kinds = INTEGRATION_KINDS.filter((kind) => only.includes(kind));

const env = loadEnvOrExit('doctor', besideInstallation);
const logger = createLogger('doctor', 'silent');
const open = () => NestFactory.createApplicationContext(AppModule.forRole('api', { env, logger }), { logger: false });
try {
  const wrong = only.filter((kind) => !INTEGRATION_KINDS.some((known) => known === kind));
  if (wrong.length > 0) throw new RangeError(`--only knows ${INTEGRATION_KINDS.join(', ')}; not ${wrong.join(', ')}`);
  const found = await examine(env, { organisation: values.organisation ?? null, kinds }, open);
  process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : written(found));
  process.exitCode = found.passed ? 0 : 1;
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`understudy: ${error.message}\n`);
  process.exitCode = 2;
}
