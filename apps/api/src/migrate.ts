import './require-runtime.js';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { loadEnvOrExit, loginUrl } from './config/env.js';
import { ensureRoles, type Login, releaseLookup } from './platform/database/roles.js';

export interface MigrateOptions {
  /** Of the owner: a user that may create roles, or a superuser. */
  readonly databaseUrl: string;
  /** Logins of the run-time roles; derived from `databaseUrl` when not given. */
  readonly appDatabaseUrl?: string | null;
  readonly workerDatabaseUrl?: string | null;
}

export interface Migrated {
  /** Names of the migrations that ran now, oldest first; empty when the database was up to date. */
  readonly ran: readonly string[];
  readonly appDatabaseUrl: string;
  readonly workerDatabaseUrl: string;
}

type MigrationClass = new () => MigrationInterface;

const OLDEST_SERVER = 180_000;
const MIGRATIONS_LOCK = "hashtextextended('understudy migrations', 0)";
/** TypeORM's own list of what ran; it belongs to the database, not to a tenant. */
export const MIGRATIONS_TABLE = 'schema_migrations';

/** Every migration class of the folder, by file name. Works from source and from the build. */
export async function loadMigrations(): Promise<MigrationClass[]> {
  const folder = path.join(import.meta.dirname, 'migrations');
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.(ts|js)$/.test(file)).sort();
  const loaded = await Promise.all(
    files.map(async (file): Promise<MigrationClass[]> => {
      const module: Record<string, unknown> = await import(pathToFileURL(path.join(folder, file)).href);
      const found = Object.values(module).filter(isMigration);
      for (const migration of found) requireNumberOf(file, new migration().name);
      return found;
    }),
  );
  return loaded.flat();
}

/** TypeORM runs migrations by the last 13 digits of their names, whatever the file is called: the two must say the same. */
function requireNumberOf(file: string, name: string | undefined): void {
  const number = Number(file.slice(0, 4));
  if (!name?.endsWith(String(number).padStart(13, '0')) || /\d{14}$/.test(name))
    throw new Error(`${file}: its name must end in ${String(number).padStart(13, '0')}, and not in more digits`);
}

const isMigration = (value: unknown): value is MigrationClass =>
  typeof value === 'function' &&
  typeof value.prototype?.up === 'function' &&
  typeof value.prototype?.down === 'function';

/**
 * A DataSource that runs migrations as `owner` (the value that ensureRoles answered). For migrate() and for the tests of
 * `down`; the caller destroys it.
 */
export async function openMigrations(databaseUrl: string, owner: string): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'understudy-migrate',
    migrations: await loadMigrations(),
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    synchronize: false,
    extra: { max: 2, options: `-c role=${owner}` },
  }).initialize();
}

/**
 * Brings the database up to date: roles and logins, then the migrations that are missing, each in its transaction. Safe to
 * repeat and to start twice at once (the second waits). Throws MissingRights with the statements to run when the user of
 * `databaseUrl` may not create roles, and a plain Error when the server is too old.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const appDatabaseUrl = options.appDatabaseUrl ?? loginUrl(options.databaseUrl, 'app');
  const workerDatabaseUrl = options.workerDatabaseUrl ?? loginUrl(options.databaseUrl, 'worker');
  const logins: Login[] = [
    { url: appDatabaseUrl, group: 'understudy_app' },
    { url: workerDatabaseUrl, group: 'understudy_worker' },
  ];
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'understudy-migrate' });
  client.on('error', () => undefined); // a lost server fails the next statement, with its reason
  await client.connect();
  try {
    await requireServer(client);
    await client.query(`select pg_advisory_lock(${MIGRATIONS_LOCK})`);
    const owner = await ensureRoles(client, logins);
    const source = await openMigrations(options.databaseUrl, owner);
    try {
      const ran = await source.runMigrations();
      return { ran: ran.map((migration) => migration.name), appDatabaseUrl, workerDatabaseUrl };
    } finally {
      await source.destroy();
      await releaseLookup(client, owner);
    }
  } finally {
    await client.end();
  }
}

async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
  );
  const server = rows[0];
  if (!server || server.number < OLDEST_SERVER)
    throw new Error(`PostgreSQL 18 or newer is needed; this server is ${server?.version ?? 'unknown'}`);
}

/** Why `databaseUrl` could not be migrated, for who set it: without a stack, and without the password in the address. */
export function migrateProblem(error: unknown, databaseUrl: string): string {
  const { hostname, port, username, pathname } = new URL(databaseUrl);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // for a name with several addresses Node throws an AggregateError without a message
  if (code === 'ECONNREFUSED') return `DATABASE_URL: nothing answers at ${hostname}:${port || '5432'}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `DATABASE_URL: no address is known for ${hostname}`;
  if (code === '28P01') return `DATABASE_URL: the server refuses the password of ${decodeURIComponent(username)}`;
  if (code === '3D000') return `DATABASE_URL: there is no database ${decodeURIComponent(pathname.slice(1))}`;
  return error instanceof Error ? error.message || error.name : String(error);
}

if (process.argv[1] === import.meta.filename) {
  const env = loadEnvOrExit('migrate');
  try {
    const { ran } = await migrate({
      databaseUrl: env.databaseUrl ?? '',
      appDatabaseUrl: env.appDatabaseUrl,
      workerDatabaseUrl: env.workerDatabaseUrl,
    });
    process.stdout.write(ran.length === 0 ? 'The database is up to date.\n' : `Migrated: ${ran.join(', ')}\n`);
  } catch (error) {
    process.stderr.write(`understudy: ${migrateProblem(error, env.databaseUrl ?? '')}\n`);
    process.exitCode = 1;
  }
}
