import { EnvError, loadEnv, loginUrl } from './env.js';

const OWNER = 'postgres://owner:s3cret@db:5432/understudy';
const PRODUCTION = {
  UNDERSTUDY_MODE: 'production',
  DATABASE_URL: OWNER,
  API_URL: 'https://understudy.example/',
  SESSION_KEY_FILE: '/run/secrets/session.pem',
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  ADDON_AUDIENCES: 'https://understudy.example/a, https://understudy.example/b',
};

const linesOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvError) return error.lines;
    throw error;
  }
  return [];
};

test('with nothing set it is the sandbox, on loopback', () => {
  const env = loadEnv('supervisor', {});
  expect(env).toMatchObject({ mode: 'sandbox', host: '127.0.0.1', port: 4100, apiUrl: 'http://127.0.0.1:4100' });
  expect(env.databaseUrl).toBeNull();
});

test('an empty variable is not set', () => {
  expect(loadEnv('supervisor', { PORT: '', DATABASE_URL: ' ' }).port).toBe(4100);
});

test.each([
  ['PORT', 'seventy'],
  ['PORT', '70000'],
  ['PORT', '1.5'],
  ['UNDERSTUDY_MODE', 'prod'],
  ['DATABASE_URL', 'mysql://root@db/x'],
  ['DATABASE_URL', 'postgres://owner:x@db'],
  ['API_URL', 'understudy.example'],
  ['SECRETS_KEY', 'short'],
  ['SECRETS_KEYS_OLD', 'short'],
  ['DATABASE_POOL', '0'],
  ['LOG_LEVEL', 'loud'],
  ['TRUSTED_PROXIES', 'proxy.example'],
  ['TRUSTED_PROXIES', '10.0.0.1, 10.0.0.0/33'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['SMTP_PORT', 'mail'],
  ['SMTP_TLS', 'none'],
  ['SMTP_SENDER', 'understudy'],
])('%s=%s gets one line that names it', (name, value) => {
  const lines = linesOf(() => loadEnv('supervisor', { [name]: value }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${name}: \\S`));
});

test('all wrong values are told together', () => {
  expect(linesOf(() => loadEnv('supervisor', { PORT: 'x', LOG_LEVEL: 'y' }))).toHaveLength(2);
});

test.each(['0.0.0.0', '192.168.1.4', 'understudy.example'])('the sandbox refuses to listen on %s', (HOST) => {
  expect(linesOf(() => loadEnv('supervisor', { HOST }))).toEqual([expect.stringContaining('loopback')]);
});

test.each(['127.0.0.1', '::1', 'localhost'])('the sandbox may listen on %s', (HOST) => {
  expect(loadEnv('supervisor', { HOST }).host).toBe(HOST);
});

test('proxies are addresses or blocks of them', () => {
  expect(loadEnv('supervisor', {}).trustedProxies).toEqual([]);
  expect(loadEnv('supervisor', { TRUSTED_PROXIES: '10.0.0.7, 172.16.0.0/12,fd00::/8' }).trustedProxies).toEqual([
    '10.0.0.7',
    '172.16.0.0/12',
    'fd00::/8',
  ]);
});

describe('the mail server', () => {
  test.each([
    [{ SMTP_HOST: 'smtp.harbor.example' }, { port: 587, tls: 'starttls' }],
    [
      { SMTP_HOST: 'smtp.harbor.example', SMTP_PORT: '465' },
      { port: 465, tls: 'implicit' },
    ],
    [
      { SMTP_HOST: 'localhost', SMTP_PORT: '2525' },
      { port: 2525, tls: 'none' },
    ],
    [{ SMTP_HOST: 'localhost', SMTP_TLS: 'starttls' }, { tls: 'starttls' }],
  ])('%j: TLS, but for this machine', (set, expected) => {
    expect(loadEnv('supervisor', set).smtp).toMatchObject(expected);
    expect(loadEnv('supervisor', {}).smtp).toBeNull();
  });

  test.each([
    [{ SMTP_HOST: 'smtp.harbor.example', SMTP_USER: 'us' }, 'SMTP_PASSWORD'],
    [{ SMTP_HOST: 'smtp.harbor.example', SMTP_PASSWORD: 'secret' }, 'SMTP_USER'],
    [{ SMTP_SENDER: 'us@harbor.example' }, 'SMTP_HOST'],
  ])('%j lacks something', (set, name) => {
    const lines = linesOf(() => loadEnv('supervisor', set));
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    expect(lines.join()).not.toContain('secret');
  });
});

describe('production', () => {
  test('starts with its identity settings and secrets', () => {
    const env = loadEnv('api', PRODUCTION);
    expect(env).toMatchObject({ mode: 'production', host: '0.0.0.0', apiUrl: 'https://understudy.example' });
    expect(env.addonAudiences).toEqual(['https://understudy.example/a', 'https://understudy.example/b']);
    expect(env.google.rootUrl).toBeNull();
  });

  test('starts without an add-on: the doctor learns its client from the first that comes', () => {
    expect(loadEnv('api', { ...PRODUCTION, ADDON_AUDIENCES: undefined }).addonAudiences).toEqual([]);
  });

  test.each(['API_URL', 'SESSION_KEY_FILE', 'SECRETS_KEY', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'])(
    'does not start without %s',
    (name) => {
      const lines = linesOf(() => loadEnv('api', { ...PRODUCTION, [name]: undefined }));
      expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    },
  );

  test.each([
    ['GOOGLE_ROOT_URL', 'https://google.evil.example'],
    ['GOOGLE_TOKEN_URL', 'https://google.evil.example/token'],
    ['GOOGLE_JWKS_URL', 'https://google.evil.example/certs'],
    ['GOOGLE_ISSUERS', 'https://evil.example'],
    ['SLACK_API_URL', 'https://evil.example/api'],
  ])('does not start with %s: Google and Slack have one address each', (name, value) => {
    for (const program of ['supervisor', 'api', 'worker', 'auditor'] as const)
      expect(linesOf(() => loadEnv(program, { ...PRODUCTION, [name]: value }))).toEqual([
        expect.stringMatching(new RegExp(`^${name}: production mode `)),
      ]);
    expect(loadEnv('supervisor', { [name]: value }).mode).toBe('sandbox');
  });

  test('takes a Slack app whole or not at all', () => {
    const app = { SLACK_CLIENT_ID: 'id', SLACK_CLIENT_SECRET: 'secret', SLACK_SIGNING_SECRET: 'signs' };
    expect(loadEnv('api', { ...PRODUCTION, ...app }).slack).toMatchObject({
      clientId: 'id',
      apiUrl: null,
      appFile: null,
    });
    expect(linesOf(() => loadEnv('api', { ...PRODUCTION, ...app, SLACK_SIGNING_SECRET: '' }))).toEqual([
      expect.stringMatching(/^SLACK_SIGNING_SECRET: not set/),
    ]);
  });

  test('does not send cookies over plain http', () => {
    expect(linesOf(() => loadEnv('api', { ...PRODUCTION, API_URL: 'http://understudy.example' }))).toEqual([
      expect.stringContaining('https'),
    ]);
  });

  test('has no sandbox', () => {
    expect(linesOf(() => loadEnv('sandbox', PRODUCTION))).toEqual([expect.stringContaining('sandbox')]);
  });
});

describe('logins of the roles', () => {
  test('are derived from the owner, each another', () => {
    const env = loadEnv('worker', { DATABASE_URL: OWNER });
    expect(env.appDatabaseUrl).toBe(loginUrl(OWNER, 'app'));
    expect(env.workerDatabaseUrl).toBe(loginUrl(OWNER, 'worker'));
    const passwords = [OWNER, loginUrl(OWNER, 'app'), loginUrl(OWNER, 'worker')].map((url) => new URL(url).password);
    expect(new Set(passwords).size).toBe(3);
  });

  test('change with the owner and with the database', () => {
    const all = [OWNER, OWNER.replace('s3cret', 'other'), OWNER.replace('/understudy', '/second')];
    expect(new Set(all.map((url) => loginUrl(url, 'app'))).size).toBe(3);
  });

  test('given ones win', () => {
    const given = 'postgres://a:b@db/understudy';
    expect(loadEnv('api', { DATABASE_URL: OWNER, APP_DATABASE_URL: given }).appDatabaseUrl).toBe(given);
  });

  test.each([
    ['api', 'APP_DATABASE_URL'],
    ['worker', 'WORKER_DATABASE_URL'],
    ['auditor', 'WORKER_DATABASE_URL'],
    ['migrate', 'DATABASE_URL'],
  ] as const)('%s needs %s', (program, name) => {
    expect(linesOf(() => loadEnv(program, {}))).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  test('nothing is derived from an owner without a password: anybody could compute it', () => {
    expect(linesOf(() => loadEnv('api', { DATABASE_URL: 'postgres://owner@db/understudy' }))).toHaveLength(1);
  });
});

describe('object storage for attachments', () => {
  test('is off unless a bucket is named', () => {
    expect(loadEnv('api', { DATABASE_URL: OWNER }).s3).toBeNull();
  });

  test('with an address of its own finds buckets under its path, Amazon under their names', () => {
    const own = loadEnv('api', { DATABASE_URL: OWNER, S3_BUCKET: 'files', S3_ENDPOINT: 'https://minio.example/' }).s3;
    expect(own).toEqual({
      bucket: 'files',
      endpoint: 'https://minio.example',
      region: 'us-east-1',
      keys: null,
      pathStyle: true,
    });
    expect(loadEnv('api', { DATABASE_URL: OWNER, S3_BUCKET: 'files' }).s3?.pathStyle).toBe(false);
  });

  test.each([
    [{ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' }, 'S3_SECRET_ACCESS_KEY'],
    [{ S3_BUCKET: 'files', S3_SECRET_ACCESS_KEY: 'secret' }, 'S3_ACCESS_KEY_ID'],
    [{ S3_ENDPOINT: 'https://minio.example' }, 'S3_BUCKET'],
    [{ S3_BUCKET: 'files', S3_PATH_STYLE: 'yes' }, 'S3_PATH_STYLE'],
  ])('%j names what is missing or wrong', (settings, name) => {
    expect(linesOf(() => loadEnv('api', { DATABASE_URL: OWNER, ...settings }))).toEqual([
      expect.stringMatching(new RegExp(`^${name}: `)),
    ]);
  });
});
