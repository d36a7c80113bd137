/**
 * Adds an organisation with its first admin:
 *   npm run create-tenant -- --slug acme --name "Acme Inc." --domain acme.com --admin-email it@acme.com --admin-name "Ida Thorn" --time-zone Europe/Berlin
 * Needs the API's settings (APP_DATABASE_URL or DATABASE_URL, ...). Ends with 0, or 1 and what is wrong.
 */
import './require-runtime.js';
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { DomainError } from '@understudy/domain';
import { AppModule } from './app.module.js';
import { loadEnvOrExit } from './config/index.js';
import { TenantCreation } from './modules/directory/index.js';
import { createLogger } from './platform/http/logging.js';

const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({
  options: {
    slug: text,
    name: text,
    domain: text,
    'admin-email': text,
    'admin-name': text,
    'time-zone': { type: 'string', default: 'UTC' },
  },
});

const env = loadEnvOrExit('api');
const logger = createLogger('create-tenant', 'silent');
const app = await NestFactory.createApplicationContext(AppModule.forRole('api', { env, logger }), { logger: false });
try {
  const { tenantId } = await app.get(TenantCreation).create({
    slug: values.slug,
    name: values.name,
    domain: values.domain.toLowerCase(),
    adminEmail: values['admin-email'],
    adminName: values['admin-name'],
    timeZone: values['time-zone'],
  });
  process.stdout.write(
    `${values.name} is here (tenant ${tenantId}). ${values['admin-email']} can sign in at ${env.apiUrl}\n`,
  );
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  const { problems } = error.details;
  const lines = Array.isArray(problems) ? problems.map(String) : [error.code];
  for (const line of lines) process.stderr.write(`understudy: ${line}\n`);
  process.exitCode = 1;
} finally {
  await app.close();
}
