import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createTestDatabase } from '@understudy/testing/postgres';
import { addTenant, createApp, migrate, type TestApp, type TestTenant } from '../../testing.js';

const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
const webApp = mkdtempSync(path.join(os.tmpdir(), 'understudy-web-'));
const logged: string[] = [];
let close: () => Promise<void>;
let api: TestApp;
let tenant: TestTenant;
let admin: { authorization: string };

beforeAll(async () => {
  mkdirSync(path.join(webApp, 'assets'));
  writeFileSync(path.join(webApp, 'index.html'), '<!doctype html><title>Dashboard</title>');
  writeFileSync(path.join(webApp, 'assets/app-1a2b.js'), 'export {};');
  writeFileSync(path.join(webApp, 'assets/app-1a2b.js.gz'), gzipSync('export {};'));
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  tenant = await addTenant(appUrl, 'acme');
  api = await createApp({
    appUrl,
    workerUrl,
    webApp,
    env: { EXTENSION_IDS: EXTENSION },
    log: { write: (line) => logged.push(line) },
  });
  admin = { authorization: `Bearer ${await api.tokenOf(tenant.people.admin.email)}` };
  close = async () => {
    await api.close();
    await database.drop();
    rmSync(webApp, { recursive: true });
  };
});
afterAll(() => close());

const get = (address: string, headers: Record<string, string> = {}) => fetch(api.baseUrl + address, { headers });
const post = (address: string, body: string, headers: Record<string, string> = {}) =>
  fetch(api.baseUrl + address, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...admin, ...headers },
  });

describe('answers', () => {
  test('every answer names its request and carries the security headers', async () => {
    const answer = await get('/health/live');

    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  });

  test('an error is a problem with its code, and the same request id as the header', async () => {
    const answer = await get('/api/nothing-here');
    const problem = (await answer.json()) as Record<string, unknown>;

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problem).toMatchObject({
      code: 'request.not-found',
      status: 404,
      request_id: answer.headers.get('x-request-id'),
    });
  });

  test.each([
    ['a NUL byte in the path', '/api/admin/users/%00', 400],
    ['a NUL byte in the query', '/api/admin/users?query=a%00b', 400],
    ['a broken escape', '/api/%zz', 400],
    ['an endless parameter', `/api/admin/users/${'a'.repeat(600)}`, 404],
    ['a parameter given twice', '/api/admin/users?limit=5&limit=6', 400],
    ['an unknown query field', '/api/admin/users?nonsense=1', 400],
    ['an id that is none', '/api/admin/users/1', 400],
    ['a trailing slash', '/api/admin/users/', 404],
    ['a page of nothing', '/api/', 404],
    ['a file that is not there', '/assets/missing.js', 404],
    ['a way out of the folder', '/assets/..%2f..%2fpackage.json', 404],
  ])('%s in an address is a 4xx', async (_, address, status) => {
    const answer = await get(address, admin);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a parameter given twice is named as such', async () => {
    const problem = await (await get('/api/admin/users?limit=5&limit=6', admin)).json();

    expect(problem).toMatchObject({ errors: [{ path: 'limit', message: 'given more than once' }] });
  });

  test.each([
    ['JSON that ends too early', '{"name":', 400],
    ['100,000 brackets', '['.repeat(100_000), 400],
    ['100,000 brackets that close', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['1,000 levels in an unknown field', `{"x":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 400],
    ['__proto__', '{"__proto__":{"a":1},"name":"x"}', 400],
    ['constructor.prototype', '{"constructor":{"prototype":{"a":1}},"name":"x"}', 400],
    ['a list', '[1]', 400],
    ['text', '"x"', 400],
    ['an escaped NUL byte', '{"name":"a\\u0000b"}', 400],
    ['half a character', '{"name":"a\\ud800b"}', 400],
    ['a name of a megabyte', JSON.stringify({ name: 'x'.repeat(900_000) }), 400],
    ['more than a megabyte', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413],
  ])('%s as a body is a 4xx', async (_, body, status) => {
    expect((await post('/api/admin/teams', body)).status).toBe(status);
  });

  test('a body that is not JSON is 415, and an empty one counts as none', async () => {
    expect((await post('/api/admin/teams', 'name=x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/api/admin/teams', '')).status).toBe(400);
  });

  test('all wrong fields are named together, each with its path', async () => {
    const answer = await post(
      '/api/admin/users?extra=1',
      JSON.stringify({ name: '', roles: ['king'], email: 'x', surprise: 1 }),
    );
    const problem = (await answer.json()) as { errors: { path: string }[] };

    expect(new Set(problem.errors.map(({ path: where }) => where))).toEqual(
      new Set(['extra', 'name', 'roles.0', 'email', 'time_zone', 'surprise']),
    );
  });

  test('HEAD is answered like GET without a body, an unknown method is not found', async () => {
    const head = await fetch(`${api.baseUrl}/health/live`, { method: 'HEAD' });

    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${api.baseUrl}/api/admin/teams`, { method: 'OPTIONS' })).status).toBe(404);
    expect((await fetch(`${api.baseUrl}/api/admin/audit/export`, { method: 'HEAD', headers: admin })).status).toBe(404);
  });
});

describe('other origins', () => {
  const asks = (origin: string) =>
    fetch(`${api.baseUrl}/api/admin/teams`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  test('our extension may read answers', async () => {
    const answer = await asks(`chrome-extension://${EXTENSION}`);

    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(`chrome-extension://${EXTENSION}`);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each([['https://evil.example'], ['chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba'], ['null']])(
    '%s may not',
    async (origin) => {
      const answer = await asks(origin);

      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.status).toBe(404);
    },
  );
});

describe('the name it was asked by', () => {
  /** fetch does not let a test choose the Host header. */
  const ask = (address: string, host: string) =>
    new Promise<[status: number | undefined, body: string]>((resolve, reject) => {
      request(api.baseUrl + address, { headers: { ...admin, host } }, (answer) => {
        let body = '';
        answer.on('data', (chunk) => (body += String(chunk)));
        answer.on('end', () => resolve([answer.statusCode, body]));
      })
        .on('error', reject)
        .end();
    });

  test.each([['127.0.0.1'], ['localhost:4100'], ['[::1]:4100'], ['LocalHost']])('%s is us', async (host) => {
    expect((await ask('/api/admin/teams', host))[0]).toBe(200);
  });

  test.each([
    ['evil.example'],
    ['evil.example:4100'],
    ['127.0.0.1.evil.example'],
    ['localhost@evil.example'],
    [':4100'],
  ])('the sandbox does not answer "%s": anybody can make a name point here', async (host) => {
    for (const address of ['/api/admin/teams', '/sandbox/world', '/', '/health/live']) {
      const [status, body] = await ask(address, host);
      expect([address, status]).toEqual([address, 421]);
      expect(JSON.parse(body)).toMatchObject({ code: 'request.wrong-host' });
    }
  });
});

describe('the dashboard', () => {
  test('every page of it is its start page, asked for each time', async () => {
    const answer = await get('/coverage/calendar?week=30');

    expect(await answer.text()).toContain('<title>Dashboard</title>');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('files with a hash in their name may be kept', async () => {
    const answer = await get('/assets/app-1a2b.js');

    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  test('what the build has packed goes to those who take it, and is no address of its own', async () => {
    const packed = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('content-type')).toContain('javascript');
    expect(packed.headers.get('cache-control')).toContain('immutable');
    expect(packed.headers.get('vary')).toContain('accept-encoding');
    expect(await packed.text()).toBe('export {};');

    const plain = await get('/assets/app-1a2b.js', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await get('/assets/app-1a2b.js.gz')).status).toBe(404);
  });
});

describe('operations', () => {
  test('ready means that the database answers', async () => {
    expect(await (await get('/health/ready')).json()).toMatchObject({
      status: 'ok',
      info: { database: { status: 'up' }, auditor: { status: 'up', says: 'not heard of' } },
    });
  });

  test('ready repeats what the auditor said last, and stays ready', async () => {
    const folder = path.join(api.env.dataDir, 'health');
    mkdirSync(folder, { recursive: true });
    const report = { at: '2026-11-21T05:00:00.000Z', healthy: false, problems: ['a message waits for 90 s'] };
    writeFileSync(path.join(folder, 'auditor.json'), JSON.stringify(report));

    const answer = await get('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      info: { auditor: { says: 'something waits', problems: 1, at: report.at } },
    });
  });

  test('metrics are by route, never by address', async () => {
    await get(`/api/admin/users/${tenant.people.csm.userId}`, admin);
    const text = await (await get('/metrics')).text();

    expect(text).toContain('route="/api/admin/users/:user_id"');
    expect(text).not.toContain(tenant.people.csm.userId);
    // no worker runs here: that somebody became a supporter waits to be told
    expect(Number(/^outbox_lag_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
  });

  test('the log says who did what, and holds no token, cookie or words of anybody', async () => {
    logged.length = 0;
    await get('/api/admin/users?query=Secret+Customer', { ...admin, cookie: 'understudy=cookie-value' });
    const lines = logged.join('');

    expect(JSON.parse(logged[0] ?? '{}')).toMatchObject({
      level: 'info',
      route: '/api/admin/users',
      status: 200,
      tenantId: tenant.tenantId,
      userId: tenant.people.admin.userId,
    });
    expect(lines).not.toContain(admin.authorization.slice(10, 60));
    expect(lines).not.toMatch(/cookie-value|Secret/);
  });

  test('the description of the API needs nothing from elsewhere', async () => {
    const page = await (await get('/api/docs')).text();

    expect(page).toContain('/api/admin/users/{user_id}');
    // an address may stand in an example; nothing may be fetched from it
    expect(page).not.toMatch(/<script|style="|(?:src|srcset|href|action)="(?:https?:)?\/\/|url\(|@import/);
    expect((await get('/api/docs/style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('a client that talks no HTTP gets an answer, and the process stays', async () => {
    const { port } = new URL(api.baseUrl);
    const said = await new Promise<string>((resolve) => {
      let text = '';
      net
        .connect(Number(port), '127.0.0.1', function (this: net.Socket) {
          this.end('\0\0\0 nonsense\r\n\r\n');
        })
        .on('data', (chunk) => (text += String(chunk)))
        .on('close', () => resolve(text))
        .on('error', () => resolve(text));
    });

    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect((await get('/health/live')).status).toBe(200);
  });
});
