import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { loadEnv } from '../../config/index.js';
import { GoogleClientFactory } from './google-client.factory.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-factory-'));
const keyFile = path.join(folder, 'key.json');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account = {
  client_email: 'sa@x.iam.gserviceaccount.com',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
};
interface Interceptor {
  resolved?: (config: { url: URL; headers: Headers }) => Promise<{ url: URL; headers: Headers }>;
}
let server: Server;
let asked: string[];
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.end(
      request.url?.endsWith('/token')
        ? '{"access_token":"t","expires_in":3599,"token_type":"Bearer"}'
        : '{"items":[],"nextSyncToken":"n"}',
    );
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

const factory = (more: Record<string, string> = {}) =>
  new GoogleClientFactory(
    loadEnv('api', {
      APP_DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x',
      SANDBOX_URL: `http://127.0.0.1:${port}`,
      GOOGLE_SERVICE_ACCOUNT_FILE: keyFile,
      ...more,
    }),
  );

test('in sandbox mode the token and every call go to the stand-in, under its path', async () => {
  const calendar = await factory().calendarOf('ana@harbor.example');
  await calendar.events.list({ calendarId: 'primary', eventTypes: ['outOfOffice', 'default'] });
  expect(asked).toEqual([
    'POST /sandbox/google/token',
    'GET /sandbox/google/calendar/v3/calendars/primary/events?eventTypes=outOfOffice&eventTypes=default',
  ]);
});

test('a request to any other host is refused before it leaves', async () => {
  const calendar = await factory().calendarOf('ana@harbor.example');
  await expect(calendar.events.list({ calendarId: 'primary' }, { url: 'https://example.com/' })).rejects.toThrow(
    'sandbox mode does not call example.com',
  );
  expect(asked).toEqual(['POST /sandbox/google/token']);
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
  const calendar = await factory(production).calendarOf('ana@harbor.example');
  const { auth } = calendar.context._options as {
    auth: { transporter: { interceptors: { request: Set<Interceptor> } } };
  };
  let config = { url: new URL('https://www.googleapis.com/calendar/v3/x'), headers: new Headers() };
  for (const { resolved } of auth.transporter.interceptors.request) config = (await resolved?.(config)) ?? config;
  expect(String(config.url)).toBe('https://www.googleapis.com/calendar/v3/x');
});

test('a key file that is not there yet is looked for again', async () => {
  rmSync(keyFile);
  const early = factory();
  await expect(early.calendarOf('ana@harbor.example')).rejects.toMatchObject({ code: 'google.not-connected' });
  writeFileSync(keyFile, JSON.stringify(account));
  await expect(early.calendarOf('ana@harbor.example')).resolves.toBeDefined();
});
