import pg from 'pg';
import type { Env } from '../config/index.js';
import { loadMigrations, migrateProblem, MIGRATIONS_TABLE } from '../migrate.js';
import { type CheckStep, failed, passed, skipped } from '../modules/integrations/index.js';
import { HEALTH_CHECKS } from '../supervisor/health-checks.js';

const PATIENCE_MS = 10_000;
const OLDEST_SERVER = 180_000;
/** Receivers of webhooks, Google and Slack refuse what is five minutes off; anything near that is a clock nobody keeps. */
const MOST_SECONDS_APART = 30;

/** What does not depend on an organisation, in the order in which one thing needs the other. Asks, and changes nothing. */
export async function checkInstallation(env: Env): Promise<CheckStep[]> {
  const database = await checkDatabase(env);
  const programs = [];
  for (const name of ['api', 'worker', 'auditor'] as const) programs.push(await checkProgram(env, name));
  return [settings(env), ...database, ...programs, await checkAddress(env)];
}

const settings = ({ mode, apiUrl, secretsKeysOld }: Env): CheckStep =>
  passed(
    'settings',
    `${mode} mode at ${apiUrl}${secretsKeysOld.length > 0 ? `; ${secretsKeysOld.length} old keys are known` : ''}.`,
  );

interface Server {
  readonly version: string;
  readonly number: number;
  readonly apart: number;
  readonly shifted: number;
}

async function checkDatabase(env: Env): Promise<CheckStep[]> {
  const url = env.appDatabaseUrl ?? env.workerDatabaseUrl;
  const unknown = ['migrations', 'clock'].map((name) => skipped(name, 'The database cannot be asked.'));
  if (url === null)
    return [
      failed(
        'database',
        'No database is named, and none runs in DATA_DIR.',
        'Start Understudy with npm start, or set DATABASE_URL.',
      ),
      ...unknown,
    ];
  const client = clientFor(url);
  try {
    await client.connect();
    const { rows } = await client.query<Server>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
              extract(epoch from clock_timestamp())::float8 - $1::float8 as apart,
              extract(epoch from app_now() - clock_timestamp())::float8 as shifted`,
      [Date.now() / 1000],
    );
    const [server] = rows;
    if (!server) throw new Error('the database answered nothing');
    return [version(server), await checkMigrations(env), clock(server)];
  } catch (error) {
    const fix =
      'Start the database, and set DATABASE_URL (or APP_DATABASE_URL) to its address, user and password; npm run migrate makes what is missing.';
    return [failed('database', migrateProblem(error, url), fix), ...unknown];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const version = ({ version: text, number }: Server): CheckStep =>
  number >= OLDEST_SERVER
    ? passed('database', `PostgreSQL ${text} answers.`)
    : failed('database', `PostgreSQL ${text} is too old.`, 'Use PostgreSQL 18 or newer.');

const clock = ({ apart, shifted }: Server): CheckStep => {
  const seconds = Math.round(Math.abs(apart));
  if (seconds > MOST_SECONDS_APART)
    return failed(
      'clock',
      `This machine and the database are ${seconds} s apart.`,
      'Keep both clocks right (NTP): signatures of others are refused otherwise.',
    );
  const hours = Math.round(shifted / 3600);
  return passed(
    'clock',
    hours === 0 ? 'Right.' : `Right; the sandbox's own time is ${hours} h ahead, as somebody moved it.`,
  );
};

/** Only the owner sees what ran. */
async function checkMigrations({ databaseUrl }: Env): Promise<CheckStep> {
  if (databaseUrl === null)
    return skipped('migrations', 'Only the owner of the database sees them: set DATABASE_URL, or run npm run migrate.');
  const client = clientFor(databaseUrl);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`);
    const ran = new Set(rows.map(({ name }) => name));
    const missing = (await loadMigrations())
      .map((migration) => new migration().name ?? '')
      .filter((name) => !ran.has(name));
    return missing.length === 0
      ? passed('migrations', `All ${ran.size} ran.`)
      : failed('migrations', `Missing: ${missing.join(', ')}.`, 'Run npm run migrate, then start the programs again.');
  } catch (error) {
    return failed('migrations', migrateProblem(error, databaseUrl), 'Run npm run migrate.');
  } finally {
    await client.end().catch(() => undefined);
  }
}

const PROGRAMS = {
  api: {
    ok: 'The API is ready.',
    fix: 'Start it (npm start, or the service api of docker-compose.yml), and look into DATA_DIR/logs/api.log.',
  },
  worker: {
    ok: 'The worker moves messages.',
    fix: 'Start it (npm start, or the service worker), and look into DATA_DIR/logs/worker.log.',
  },
  auditor: {
    ok: 'The auditor finds nothing that was forgotten.',
    fix: 'Start it (npm start, or the service auditor), and look into DATA_DIR/logs/auditor.log.',
  },
} as const;

async function checkProgram(env: Env, name: keyof typeof PROGRAMS): Promise<CheckStep> {
  const { ok, fix } = PROGRAMS[name];
  if (name === 'worker' && env.workerDatabaseUrl === null)
    return skipped(name, 'Its login is not known here: set WORKER_DATABASE_URL to have it checked.');
  const problem = await HEALTH_CHECKS[name](env).catch((error: unknown) => sentenceOf(error));
  return problem === null ? passed(name, ok) : failed(name, problem, fix);
}

/** Where people, Google's push, Slack and PTO systems reach us. */
async function checkAddress({ apiUrl }: Env): Promise<CheckStep> {
  const status = await fetch(`${apiUrl}/health/live`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    (answer) => answer.status,
    () => null,
  );
  if (status === 200) return passed('address', `${apiUrl} leads to Understudy.`);
  const fix =
    'Set API_URL to the address people use, and have your proxy pass it on to PORT with certificates that are valid.';
  return failed('address', `${apiUrl}/health/live ${status === null ? 'does not answer' : `answers ${status}`}.`, fix);
}

const clientFor = (url: string): pg.Client => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'understudy-doctor',
  });
  client.on('error', () => undefined); // a lost server fails the query
  return client;
};

/** Why it failed, without a stack; the file or address in it is ours. */
const sentenceOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === 'ENOENT') return 'It has not been heard of in this DATA_DIR.';
  const text = error instanceof Error ? error.message : String(error);
  return text === '' || text === 'fetch failed' ? 'It does not answer.' : text;
};
