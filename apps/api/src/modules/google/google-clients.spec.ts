import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { asId, type TenantId, type UserId } from '@understudy/domain';
import { loadEnv } from '../../config/index.js';
import { Secrets } from '../../platform/secrets/index.js';
import { type Access, NOT_CONNECTED } from './google-connections.repository.js';
import { GoogleClients } from './google-clients.js';
import { GoogleLimiter } from './google-limiter.js';
import { GoogleTransport } from './google-transport.js';
import { ServiceAccount } from './service-account.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-clients-'));
const keyFile = path.join(folder, 'key.json');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account = {
  client_email: 'sa@x.iam.gserviceaccount.com',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
};
const tenantId = asId<TenantId>('00000000-0000-4000-8000-000000000001');
const ana = { userId: asId<UserId>('00000000-0000-4000-8000-000000000002'), email: 'ana@harbor.example' };
const delegated: Access = {
  connection: { ...NOT_CONNECTED, mode: 'delegation', adminEmail: 'ada@harbor.example' },
  account: null,
  email: ana.email,
  domains: ['harbor.example'],
};
interface Interceptor {
  resolved?: (config: { url: URL; headers: Headers }) => Promise<{ url: URL; headers: Headers }>;
}
let server: Server;
let asked: { line: string; body: string }[];
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      asked.push({ line: `${request.method} ${request.url}`, body });
      response.setHeader('content-type', 'application/json');
      response.end(
        request.url?.endsWith('/token')
          ? '{"access_token":"t","expires_in":3599,"token_type":"Bearer"}'
          : '{"id":"i","items":[],"nextSyncToken":"n"}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  asked = [];
  writeFileSync(keyFile, JSON.stringify(account));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Everything real but the rows: `access` is what they would say. */
function clients(access: Access = delegated, more: Record<string, string> = {}): GoogleClients {
  const env = loadEnv('api', {
    APP_DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x',
    SANDBOX_URL: `http://127.0.0.1:${port}`,
    GOOGLE_SERVICE_ACCOUNT_FILE: keyFile,
    ...more,
  });
  const rows = { access: async () => access } as unknown as ConstructorParameters<typeof GoogleClients>[1];
  const trouble = { watch: () => undefined } as unknown as ConstructorParameters<typeof GoogleClients>[5];
  const transport = new GoogleTransport(env, new GoogleLimiter());
  return new GoogleClients(env, rows, new ServiceAccount(env), new Secrets(Buffer.alloc(32, 1)), transport, trouble);
}
const lines = () => asked.map(({ line }) => line);

test('in sandbox mode the token and every call of every API go to the stand-in, under its path', async () => {
  const { calendar, gmail, docs } = await clients().of(tenantId, ana, 'read-calendar');
  await calendar.events.list({ calendarId: 'primary', eventTypes: ['outOfOffice', 'default'] });
  await gmail.users.settings.getVacation({ userId: 'me' });
  await docs.documents.get({ documentId: 'd' });
  await (await clients().directoryOf(tenantId)).users.list({ customer: 'my_customer' });
  expect(lines()).toEqual([
    'POST /sandbox/google/token',
    'GET /sandbox/google/calendar/v3/calendars/primary/events?eventTypes=outOfOffice&eventTypes=default',
    'GET /sandbox/google/gmail/v1/users/me/settings/vacation',
    'GET /sandbox/google/v1/documents/d',
    'POST /sandbox/google/token',
    'GET /sandbox/google/admin/directory/v1/users?customer=my_customer',
  ]);
});

test('uploads go there as well', async () => {
  const { drive, gmail } = await clients().of(tenantId, ana, 'documents');
  await drive.files.create({ media: { mimeType: 'text/plain', body: 'words' }, requestBody: { name: 'n' } });
  await gmail.users.messages.send({ userId: 'me', media: { mimeType: 'message/rfc822', body: 'From: a\r\n\r\nb' } });
  expect(lines().slice(1)).toEqual([
    'POST /sandbox/google/upload/drive/v3/files?uploadType=multipart',
    expect.stringMatching(/^POST \/sandbox\/google\/upload\/gmail\/v1\/users\/me\/messages\/send\?uploadType=/),
  ]);
});

test('a token carries the scopes of its need and no other, and the person it is for', async () => {
  const { calendar } = await clients().of(tenantId, ana, 'read-calendar');
  await calendar.events.list({ calendarId: 'primary' });
  const assertion = new URLSearchParams(asked[0]?.body).get('assertion') ?? '';
  const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
  expect([claims.sub, claims.scope]).toEqual([
    'ana@harbor.example',
    'https://www.googleapis.com/auth/calendar.events.readonly',
  ]);
});

test('a request to any other host is refused before it leaves', async () => {
  const { calendar } = await clients().of(tenantId, ana, 'read-calendar');
  await expect(calendar.events.list({ calendarId: 'primary' }, { url: 'https://example.com/' })).rejects.toThrow(
    'sandbox mode does not call example.com',
  );
  expect(lines()).toEqual(['POST /sandbox/google/token']);
});

test("an account outside the tenant's own domains is never acted for", async () => {
  const stranger = { ...ana, email: 'root@meridian.example' };
  await expect(clients().of(tenantId, stranger, 'read-calendar')).rejects.toMatchObject({
    code: 'google.not-connected',
    details: { because: expect.stringContaining('root@meridian.example is not in a domain') },
  });
  const named = { ...delegated, connection: { ...delegated.connection, adminEmail: 'root@meridian.example' } };
  await expect(clients(named).directoryOf(tenantId)).rejects.toMatchObject({ code: 'google.not-connected' });
  expect(asked).toEqual([]);
});

test('in production nothing is redirected', async () => {
  const production = {
    UNDERSTUDY_MODE: 'production',
    API_URL: 'https://understudy.example',
    SESSION_KEY_FILE: keyFile,
    SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    GOOGLE_CLIENT_ID: 'id',
    GOOGLE_CLIENT_SECRET: 'secret',
    ADDON_AUDIENCES: 'addon',
  };
  const { calendar } = await clients(delegated, production).of(tenantId, ana, 'read-calendar');
  const { auth } = calendar.context._options as {
    auth: { transporter: { interceptors: { request: Set<Interceptor> } } };
  };
  let config = { url: new URL('https://www.googleapis.com/calendar/v3/x'), headers: new Headers() };
  for (const { resolved } of auth.transporter.interceptors.request) config = (await resolved?.(config)) ?? config;
  expect(String(config.url)).toBe('https://www.googleapis.com/calendar/v3/x');
});

test('a key file that is not there yet is looked for again', async () => {
  rmSync(keyFile);
  const early = clients();
  await expect(early.of(tenantId, ana, 'read-calendar')).rejects.toMatchObject({ code: 'google.not-connected' });
  writeFileSync(keyFile, JSON.stringify(account));
  await expect(early.of(tenantId, ana, 'read-calendar')).resolves.toBeDefined();
});
