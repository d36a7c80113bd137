/**
 * Seals every stored credential again with SECRETS_KEY, while the product runs:
 *   SECRETS_KEY=<new> SECRETS_KEYS_OLD=<old> npm run rotate-secrets
 * Needs the API's settings, and every running process must know both keys (docs/integrations/README.md says in which order).
 * Ends with 0 when nothing is left under an old key, or 1 and what could not be opened: those are to be entered again.
 */
import './require-runtime.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { Tenancy } from './platform/database/index.js';
import { createLogger } from './platform/http/logging.js';
import { rotateSecrets, Secrets } from './platform/secrets/index.js';
import { SEALED_COLUMNS } from './sealed-columns.js';
import { besideInstallation } from './supervisor/running.js';

const env = loadEnvOrExit('api', besideInstallation);
const logger = createLogger('rotate-secrets', 'silent');
const app = await NestFactory.createApplicationContext(AppModule.forRole('api', { env, logger }), { logger: false });
try {
  const { resealed, unreadable } = await rotateSecrets(app.get(Tenancy), app.get(Secrets), SEALED_COLUMNS);
  process.stdout.write(
    `${resealed} ${resealed === 1 ? 'secret is' : 'secrets are'} sealed with the current key now.\n`,
  );
  for (const line of unreadable) process.stderr.write(`understudy: ${line}\n`);
  process.exitCode = unreadable.length === 0 ? 0 : 1;
} finally {
  await app.close();
}
