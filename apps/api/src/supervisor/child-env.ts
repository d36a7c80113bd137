import type { Env } from '../config/index.js';

/** Addresses that the supervisor decided on and no variable says. */
export interface Addresses {
  readonly port: number;
  readonly apiUrl: string;
  /** The owner's: for migrations and the first data only. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
  /** null in production mode. */
  readonly sandboxPort: number | null;
}

/** What any program needs from its surroundings, and nothing that could be a secret of somebody else. */
const SURROUNDINGS = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'NO_PROXY'];
const GOOGLE = ['ROOT_URL', 'TOKEN_URL', 'JWKS_URL', 'ISSUERS', 'SERVICE_ACCOUNT_FILE', 'CLIENT_ID', 'CLIENT_SECRET'];
const SLACK = ['CLIENT_ID', 'CLIENT_SECRET', 'SIGNING_SECRET'];
const STORAGE = ['BUCKET', 'ENDPOINT', 'REGION', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'PATH_STYLE'];
const MAIL = ['HOST', 'PORT', 'TLS', 'USER', 'PASSWORD', 'SENDER'];
/** What only the program that listens has a use for. */
const FRONT = ['TRUSTED_PROXIES'];

/**
 * The environment of each program: only what it needs. The API and the worker never see the owner's address, and in
 * production neither sees the other's; the sandbox, which plays outsiders, sees no database at all.
 */
export function childEnvironments(env: Env, addresses: Addresses, source: NodeJS.ProcessEnv) {
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));

  const base = {
    ...pick(SURROUNDINGS),
    NODE_ENV: 'production',
    UNDERSTUDY_MODE: env.mode,
    DATA_DIR: env.dataDir,
    LOG_LEVEL: env.logLevel,
    PORT: String(addresses.port),
    API_URL: addresses.apiUrl,
    ...(addresses.sandboxPort === null ? pick(['SANDBOX_URL']) : sandboxAt(addresses.sandboxPort)),
  };
  const outside = {
    ...pick(GOOGLE.map((name) => `GOOGLE_${name}`)),
    ...pick(SLACK.map((name) => `SLACK_${name}`)),
    ...pick(STORAGE.map((name) => `S3_${name}`)),
    ...pick(MAIL.map((name) => `SMTP_${name}`)),
    ...pick([
      'SECRETS_KEY',
      'SECRETS_KEYS_OLD',
      'SESSION_KEY_FILE',
      'ADDON_AUDIENCES',
      'EXTENSION_IDS',
      'DATABASE_POOL',
    ]),
  };
  const app = { APP_DATABASE_URL: addresses.appUrl };
  const worker = { WORKER_DATABASE_URL: addresses.workerUrl };
  const owner = { DATABASE_URL: addresses.ownerUrl };

  return {
    migrate: { ...base, ...owner, ...app, ...worker },
    seed: { ...base, ...outside, ...owner, ...app, ...worker },
    sandbox: base,
    // the sandbox's clock is moved by the API process, which then has to see due timers and jobs of every tenant
    api: { ...base, ...outside, ...app, ...(env.mode === 'sandbox' ? worker : {}), ...pick(FRONT), HOST: env.host },
    worker: { ...base, ...outside, ...worker },
    auditor: { ...base, ...outside, ...worker },
  } satisfies Record<string, Record<string, string>>;
}

const sandboxAt = (port: number) => ({ SANDBOX_PORT: String(port), SANDBOX_URL: `http://127.0.0.1:${port}` });
