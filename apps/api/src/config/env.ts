import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { isLoopback } from './loopback.js';
import { mailProblems, smtpOf } from './mail-settings.js';
import { slackOf, slackProblems } from './slack-settings.js';
import { s3Of, storageProblems } from './storage-settings.js';

/** The programs that read the environment; each needs other settings. */
export type ProgramName = 'supervisor' | 'migrate' | 'api' | 'worker' | 'auditor' | 'sandbox' | 'verify' | 'doctor';

/** Every wrong value at once, one line each, ready to print: no stack helps the person who set the variable. */
export class EnvError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'EnvError';
  }
}

const filled = z.string().trim().min(1);
const port = z.coerce
  .number('must be a port number, 0-65535')
  .int('must be a port number, 0-65535')
  .min(0, 'must be a port number, 0-65535')
  .max(65535, 'must be a port number, 0-65535');
const httpUrl = filled
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'must be an http(s) URL')
  .transform((value) => value.replace(/\/+$/, ''));
const postgresUrl = filled.refine(
  (value) =>
    URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol) && new URL(value).pathname.length > 1,
  'must look like postgres://user:password@host:5432/database',
);
const list = z
  .string()
  .default('')
  .transform((value) => [...new Set(value.split(/[\s,]+/).filter((item) => item !== ''))]);
/** An address, or a block of them in CIDR notation. */
function isAddressBlock(value: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128)));
}
const secretsKey = filled.refine(
  (value) => /^[A-Za-z0-9+/_=-]+$/.test(value) && Buffer.from(value, 'base64').length === 32,
  'must be 32 random bytes in base64 (openssl rand -base64 32)',
);

const Variables = z.object({
  UNDERSTUDY_MODE: z.enum(['sandbox', 'production'], 'must be "sandbox" or "production"').default('sandbox'),
  HOST: filled.optional(),
  PORT: port.default(4100),
  DATA_DIR: filled.default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  APP_DATABASE_URL: postgresUrl.optional(),
  WORKER_DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL: z.coerce
    .number('must be a number, 1-200')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(200, 'must be at most 200')
    .default(12),
  API_URL: httpUrl.optional(),
  SANDBOX_PORT: port.optional(),
  SANDBOX_URL: httpUrl.optional(),
  SESSION_KEY_FILE: filled.optional(),
  SECRETS_KEY: secretsKey.optional(),
  SECRETS_KEYS_OLD: list.refine(
    (values) => values.every((value) => secretsKey.safeParse(value).success),
    'must be keys of 32 random bytes in base64, comma separated',
  ),
  GOOGLE_ROOT_URL: httpUrl.optional(),
  GOOGLE_TOKEN_URL: httpUrl.optional(),
  GOOGLE_SERVICE_ACCOUNT_FILE: filled.optional(),
  GOOGLE_CLIENT_ID: filled.optional(),
  GOOGLE_CLIENT_SECRET: filled.optional(),
  GOOGLE_ISSUERS: list,
  GOOGLE_JWKS_URL: httpUrl.optional(),
  SLACK_CLIENT_ID: filled.optional(),
  SLACK_CLIENT_SECRET: filled.optional(),
  SLACK_SIGNING_SECRET: filled.optional(),
  SLACK_API_URL: httpUrl.optional(),
  ADDON_AUDIENCES: list,
  EXTENSION_IDS: list,
  TRUSTED_PROXIES: list.refine(
    (values) => values.every(isAddressBlock),
    'must be addresses or CIDR blocks, comma separated (10.0.0.7, 172.16.0.0/12)',
  ),
  SMTP_HOST: filled.optional(),
  SMTP_PORT: port.default(587),
  SMTP_TLS: z.enum(['starttls', 'implicit'], 'must be "starttls" or "implicit"').optional(),
  SMTP_USER: filled.optional(),
  SMTP_PASSWORD: filled.optional(),
  SMTP_SENDER: filled.pipe(z.email('must be an e-mail address')).optional(),
  S3_BUCKET: filled.optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: filled.default('us-east-1'),
  S3_ACCESS_KEY_ID: filled.optional(),
  S3_SECRET_ACCESS_KEY: filled.optional(),
  S3_PATH_STYLE: z.enum(['true', 'false'], 'must be "true" or "false"').optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be one of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
});
type Variables = z.output<typeof Variables>;

/** Empty means not set: `PORT=` in a compose file is not a wrong port. */
const present = (source: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(source).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])));

/** Every name the programs know: for the test that compares them with docker-compose.yml. */
export const ENV_NAMES: readonly string[] = Object.keys(Variables.shape);

/**
 * The login of one role in the same database as `ownerUrl`. Its name carries the database (roles are per cluster, and two
 * installations may share one); its password is an HMAC of the owner's, so nothing new must be kept secret, and neither the
 * API nor the worker can compute the other's or the owner's from its own.
 */
export function loginUrl(ownerUrl: string, role: 'app' | 'worker'): string {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  const secret = decodeURIComponent(url.password);
  url.username = encodeURIComponent(`understudy_${role}_${database}`.slice(0, 63));
  url.password = createHmac('sha256', secret).update(`understudy login ${role} ${database}`).digest('base64url');
  return url.href;
}

/** Missing settings without which production must not start: identity and secrets cannot have defaults. */
const PRODUCTION_NEEDS = {
  API_URL: 'the https address people reach this at, for links and sign-in',
  SESSION_KEY_FILE: 'the file with the private key that signs sessions',
  SECRETS_KEY: '32 random bytes in base64, encrypts stored credentials',
  GOOGLE_CLIENT_ID: 'the OAuth client of the web sign-in',
  GOOGLE_CLIENT_SECRET: 'the OAuth client secret of the web sign-in',
} as const satisfies Partial<Record<keyof Variables, string>>;

/** In production Google and Slack are where they are: whoever could move these addresses could sign in as anybody, or read along. */
const SANDBOX_ONLY = [
  'GOOGLE_ROOT_URL',
  'GOOGLE_TOKEN_URL',
  'GOOGLE_JWKS_URL',
  'GOOGLE_ISSUERS',
  'SLACK_API_URL',
] as const satisfies readonly (keyof Variables)[];

const isMissing = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

function modeProblems(vars: Variables, program: ProgramName): string[] {
  const problems: string[] = [];
  if (vars.UNDERSTUDY_MODE === 'sandbox') {
    if (vars.HOST !== undefined && !isLoopback(vars.HOST))
      problems.push(
        `HOST: sandbox mode answers anybody, so it listens on loopback only (127.0.0.1); "${vars.HOST}" is refused`,
      );
    return problems;
  }
  if (program === 'sandbox') problems.push('UNDERSTUDY_MODE: the sandbox does not run in production mode');
  // these two touch neither identity nor secrets
  if (program === 'migrate' || program === 'verify') return problems;
  for (const [name, what] of Object.entries(PRODUCTION_NEEDS))
    if (isMissing(Reflect.get(vars, name))) problems.push(`${name}: production mode needs ${what}`);
  for (const name of SANDBOX_ONLY)
    if (!isMissing(vars[name]))
      problems.push(
        `${name}: production mode talks to ${name.startsWith('SLACK_') ? 'Slack' : 'Google'} itself; unset it`,
      );
  if (vars.API_URL?.startsWith('http:') && !isLoopback(new URL(vars.API_URL).hostname))
    problems.push('API_URL: production mode needs https (cookies are sent over TLS only)');
  return problems;
}

/** Null when nothing names the login: no owner URL, or one without a password to derive from. */
const roleUrl = (vars: Variables, role: 'app' | 'worker'): string | null =>
  (role === 'app' ? vars.APP_DATABASE_URL : vars.WORKER_DATABASE_URL) ??
  (vars.DATABASE_URL && new URL(vars.DATABASE_URL).password !== '' ? loginUrl(vars.DATABASE_URL, role) : null);

function databaseProblems(vars: Variables, program: ProgramName): string[] {
  const unset = (name: string) =>
    `${name}: not set, and not to be derived from DATABASE_URL (missing, or without a password)`;
  if (program === 'migrate' && !vars.DATABASE_URL) return ['DATABASE_URL: not set; it names the owner of the database'];
  const problems: string[] = [];
  if (program === 'api' && !roleUrl(vars, 'app')) problems.push(unset('APP_DATABASE_URL'));
  // verify takes the embedded database when nothing names one; never instead of one that is named
  const needsWorker = program === 'worker' || program === 'auditor' || (program === 'verify' && vars.DATABASE_URL);
  if (needsWorker && !roleUrl(vars, 'worker')) problems.push(unset('WORKER_DATABASE_URL'));
  return problems;
}

const derive = (vars: Variables) => {
  const sandbox = vars.UNDERSTUDY_MODE === 'sandbox';
  const dataDir = path.resolve(vars.DATA_DIR);
  const sandboxUrl = vars.SANDBOX_URL ?? (vars.SANDBOX_PORT ? `http://127.0.0.1:${vars.SANDBOX_PORT}` : null);
  const google = sandbox && sandboxUrl ? `${sandboxUrl}/sandbox/google` : null;
  return {
    mode: vars.UNDERSTUDY_MODE,
    host: vars.HOST ?? (sandbox ? '127.0.0.1' : '0.0.0.0'),
    port: vars.PORT,
    logLevel: vars.LOG_LEVEL,
    /** Absolute. */
    dataDir,
    /** The owner's; null in the API and the worker, which never see it under the supervisor. */
    databaseUrl: vars.DATABASE_URL ?? null,
    appDatabaseUrl: roleUrl(vars, 'app'),
    workerDatabaseUrl: roleUrl(vars, 'worker'),
    /** Connections per process. */
    databasePool: vars.DATABASE_POOL,
    /** Public base address without a trailing slash. */
    apiUrl: vars.API_URL ?? `http://127.0.0.1:${vars.PORT}`,
    sandboxPort: vars.SANDBOX_PORT ?? null,
    sandboxUrl,
    sessionKeyFile: path.resolve(vars.SESSION_KEY_FILE ?? path.join(dataDir, 'secrets', 'session-key.pem')),
    /** base64 of 32 bytes; null in sandbox mode means: keep one in DATA_DIR (platform/secrets does). */
    secretsKey: vars.SECRETS_KEY ?? null,
    /** Further keys of the same kind that open and never seal: see npm run rotate-secrets. */
    secretsKeysOld: vars.SECRETS_KEYS_OLD,
    addonAudiences: vars.ADDON_AUDIENCES,
    extensionIds: vars.EXTENSION_IDS,
    /** Whose X-Forwarded-For is believed; from everybody else the address of the connection counts. */
    trustedProxies: vars.TRUSTED_PROXIES,
    smtp: smtpOf(vars),
    /** Where attachments are kept; null: in DATA_DIR. */
    s3: s3Of(vars),
    google: {
      rootUrl: vars.GOOGLE_ROOT_URL ?? google,
      tokenUrl: vars.GOOGLE_TOKEN_URL ?? (google && `${google}/token`),
      jwksUrl:
        vars.GOOGLE_JWKS_URL ?? (google ? `${google}/oauth2/v3/certs` : 'https://www.googleapis.com/oauth2/v3/certs'),
      issuers:
        vars.GOOGLE_ISSUERS.length > 0 ? vars.GOOGLE_ISSUERS : ['https://accounts.google.com', 'accounts.google.com'],
      serviceAccountFile:
        vars.GOOGLE_SERVICE_ACCOUNT_FILE ?? (sandbox ? path.join(dataDir, 'sandbox', 'service-account.json') : null),
      clientId: vars.GOOGLE_CLIENT_ID ?? null,
      clientSecret: vars.GOOGLE_CLIENT_SECRET ?? null,
    },
    slack: slackOf(vars, sandbox ? dataDir : null),
  } as const;
};

/** The settings of one process: parsed, complete, frozen. */
export type Env = ReturnType<typeof derive>;

/**
 * Reads and checks the environment; the only place that reads `process.env`. Throws EnvError with one line per wrong
 * or missing value. Sandbox mode is the default and listens on loopback only; production mode does not start without
 * identity settings and secrets.
 */
export function loadEnv(program: ProgramName, source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Variables.safeParse(present(source));
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const problems = [
    ...modeProblems(parsed.data, program),
    ...databaseProblems(parsed.data, program),
    ...mailProblems(parsed.data),
    ...slackProblems(parsed.data),
    ...storageProblems(parsed.data),
  ];
  if (problems.length > 0) throw new EnvError(problems);
  return Object.freeze(derive(parsed.data));
}

/**
 * As {@link loadEnv} for a program's first line: prints the wrong values to stderr and ends with code 78 (EX_CONFIG). `complete`
 * adds what a tool finds out by itself.
 */
export function loadEnvOrExit(
  program: ProgramName,
  complete: (source: NodeJS.ProcessEnv) => NodeJS.ProcessEnv = (source) => source,
): Env {
  try {
    return loadEnv(program, complete(process.env));
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    for (const line of error.lines) process.stderr.write(`understudy: ${line}\n`);
    process.exit(78);
  }
}
