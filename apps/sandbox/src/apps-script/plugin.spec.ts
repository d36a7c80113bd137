import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES } from '@understudy/cards/examples';
import fastify, { type FastifyInstance } from 'fastify';
import { addonRuntime } from './plugin.js';

const open = {
  id: 'm1',
  threadId: 't1',
  from: '"Lena L Vogt" <lena@corvane.example>',
  to: 'ana@harbor.example',
  cc: '',
  subject: 'Invoice',
};
const findMessage = (email: string, id: string) => (email === 'ben@harbor.example' && id === open.id ? open : null);

let folder: string;
let covered: unknown;
let api: FastifyInstance;
let sandbox: FastifyInstance;
const seen: { authorization: string | undefined; body: unknown }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'addon-'));
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../addon/build.mjs', import.meta.url))], {
    env: { ...process.env, ADDON_OUT_DIR: folder, ADDON_BACKEND_URL: 'http://127.0.0.1:1' },
    stdio: 'pipe',
  });

  api = fastify();
  api.post('/api/addon/gmail/message', async (request) => {
    const { port } = sandbox.server.address() as { port: number };
    await fetch(`http://127.0.0.1:${port}/keys`);
    seen.push({ authorization: request.headers.authorization, body: request.body });
    return { cards: [covered] };
  });
  const backendUrl = await api.listen({ port: 0, host: '127.0.0.1' });
  // the examples lead to the address of a first start
  covered = JSON.parse(JSON.stringify(EXAMPLES['covered-by-me']).replaceAll('http://127.0.0.1:4100', backendUrl));
  sandbox = fastify();
  // The API asks the sandbox for Google's keys while the add-on waits for the API.
  sandbox.get('/keys', () => ({ keys: [] }));
  await sandbox.register(addonRuntime, {
    bundleFolder: folder,
    backendUrl,
    findPerson: (email) => (email === 'ben@harbor.example' ? { email, timeZone: 'Europe/Berlin' } : null),
    findMessage,
    mintAccessToken: (email) => `ya29.${email}`,
    googlePath: '/google',
    mintIdentityToken: async (email) => `token-of-${email}`,
    now: () => Temporal.Instant.from('2026-07-07T10:31:00Z'),
  });
  await sandbox.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await Promise.all([api.close(), sandbox.close()]);
  rmSync(folder, { recursive: true });
});

const post = async (payload: object) => {
  const { port } = sandbox.server.address() as { port: number };
  const response = await fetch(`http://127.0.0.1:${port}/sandbox/addon/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return { status: response.status, body: await response.json() };
};

test('runs the real add-on for a person and a message, though the API calls back meanwhile', async () => {
  const answer = await post({ email: 'ben@harbor.example', function: 'onGmailMessage', event: { message_id: 'm1' } });
  expect(answer).toEqual({ status: 200, body: { cards: [covered] } });
  expect(seen).toMatchObject([
    {
      authorization: 'Bearer token-of-ben@harbor.example',
      body: { message_id: 'm1', from: '"Lena L Vogt" <lena@corvane.example>', time_zone: 'Europe/Berlin' },
    },
  ]);
});

test.each([
  [404, { email: 'nobody@harbor.example', function: 'onHomepage' }],
  [404, { email: 'ben@harbor.example', function: 'onGmailMessage', event: { message_id: 'foreign' } }],
  [422, { email: 'ben@harbor.example', function: 'process.exit' }],
  [422, { email: 'ben@harbor.example', function: 'onCalendarEventOpen' }],
  [400, { email: 'ben@harbor.example', function: 'onHomepage', extra: 1 }],
  [400, { email: 'ben@harbor.example', function: 'onAction', event: { parameters: { a: 1 } } }],
  [400, { function: 'onHomepage' }],
])('answers %d to %j', async (status, payload) => {
  expect(await post(payload)).toMatchObject({ status, body: { message: expect.stringMatching(/\w/) } });
});
