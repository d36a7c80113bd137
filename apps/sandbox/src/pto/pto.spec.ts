import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../server.js';
import { SMALL_WORLD } from '../testing.js';
import { eventsFor } from './rules.js';

interface Heard {
  readonly type: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let sandbox: Sandbox;
let url: string;
/** What stands for the product: keeps what HiBob sends. */
let product: Server;
let productUrl: string;
let heard: Heard[] = [];
let answer: (type: string) => number = () => 200;

beforeAll(async () => {
  product = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const type = request.headers['content-type'] ?? '';
      heard.push({ type, headers: request.headers, body });
      response.writeHead(answer(type)).end();
    });
  });
  await new Promise<void>((listening) => product.listen(0, '127.0.0.1', listening));
  productUrl = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
  folder = await mkdtemp(path.join(tmpdir(), 'understudy-pto-'));
  await start();
});
afterAll(async () => {
  await sandbox.app.close();
  await new Promise((closed) => product.close(closed));
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  answer = () => 200;
  await ask('DELETE', '/hibob/requests');
  await ask('DELETE', '/feeds/harbor');
  heard = [];
});
async function start() {
  sandbox = await createSandbox({ folder, apiUrl: productUrl, world: SMALL_WORLD });
  url = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
}

async function ask(method: string, address: string, more: { body?: unknown; headers?: Record<string, string> } = {}) {
  const { body, headers = {} } = more;
  const got = await fetch(`${url}/sandbox/pto${address}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await got.text();
  const isJson = got.headers.get('content-type')?.includes('json') ?? false;
  return { status: got.status, headers: got.headers, data: isJson ? JSON.parse(text) : text };
}
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  accept: 'application/json',
});
const BOB = basic('SERVICE-4711', 'sandbox-hibob-token');
const BAMBOO = basic('sandbox-bamboohr-key', 'x');
const WHOSOUT = '/hibob/v1/timeoff/whosout?from=2026-07-01&to=2026-07-31';

describe('an iCalendar feed', () => {
  const put = (text: string) => ask('PUT', '/feeds/harbor', { body: { text } });
  const get = (headers = {}) => ask('GET', '/feeds/harbor.ics', { headers });

  test('is what was put there, and stays over a restart', async () => {
    await put('BEGIN:VCALENDAR');
    await sandbox.app.close();
    await start();
    const got = await get();
    expect([got.status, got.data]).toEqual([200, 'BEGIN:VCALENDAR']);
    expect(got.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  });

  test('answers 304 to whoever has it, and the new one after a change', async () => {
    await put('one');
    const first = await get();
    const [tag, at] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
    expect((await get({ 'if-none-match': tag })).status).toBe(304);
    expect((await get({ 'if-modified-since': at })).status).toBe(304);
    await put('two');
    expect(await get({ 'if-none-match': tag, 'if-modified-since': at })).toMatchObject({ status: 200, data: 'two' });
  });

  test('that was never there, or is gone, is 404', async () => {
    expect((await get()).status).toBe(404);
    await put('one');
    await ask('DELETE', '/feeds/harbor');
    expect((await get()).status).toBe(404);
  });
});

describe('HiBob', () => {
  const submit = (more: object) =>
    ask('POST', '/hibob/requests', {
      body: { email: 'ana@harbor.example', startDate: '2026-07-06', endDate: '2026-07-10', ...more },
    });

  test.each([
    ['no credentials', WHOSOUT, {}, 401],
    ['a wrong token', WHOSOUT, basic('SERVICE-4711', 'guessed'), 401],
    ['the token of another user', WHOSOUT, basic('SERVICE-1', 'sandbox-hibob-token'), 401],
    ['a misspelt parameter', `${WHOSOUT}&includePendig=true`, BOB, 400],
    ['a flag that is none', `${WHOSOUT}&includePending=yes`, BOB, 400],
    ['a day that does not exist', '/hibob/v1/timeoff/whosout?from=2026-02-30&to=2026-07-31', BOB, 400],
    ['no days', '/hibob/v1/timeoff/whosout', BOB, 400],
    ['an unknown request', '/hibob/v1/timeoff/employees/101/requests/1', BOB, 404],
    ['a method that is none', '/hibob/v1/timeoff/employees/101/balance', BOB, 404],
  ])('%s is refused', async (_what, address, headers, status) => {
    expect((await ask('GET', address, { headers })).status).toBe(status);
  });

  test('who is out: approved ones, pending ones when they are asked for, never declined ones', async () => {
    for (const status of ['approved', 'pending', 'declined', 'canceled']) await submit({ status });
    const outs = async (more: string) =>
      (await ask('GET', WHOSOUT + more, { headers: BOB })).data.outs.map((out: { status: string }) => out.status);
    expect([await outs(''), await outs('&includePending=true')]).toEqual([['approved'], ['approved', 'pending']]);
    expect(
      (await ask('GET', '/hibob/v1/timeoff/whosout?from=2026-07-11&to=2026-07-31', { headers: BOB })).data.outs,
    ).toEqual([]);
  });

  test('a request has the fields of its type, and is its employee’s only', async () => {
    const { data } = await submit({ endDate: null, type: 'openEnded' });
    const request = (id: string) =>
      ask('GET', `/hibob/v1/timeoff/employees/${id}/requests/${data.requestId}`, { headers: BOB });
    const open = (await request('101')).data;
    expect(open).toMatchObject({ type: 'openEnded', startDate: '2026-07-06', requestId: data.requestId });
    expect(Object.keys(open)).not.toContain('endDate');
    expect((await request('102')).status).toBe(404);
  });

  test.each([
    [{ type: 'weeks' }],
    [{ startPortion: 'evening' }],
    [{ startPortion: 'morning' }],
    [{ endPortion: 'afternoon' }],
    [{ endDate: '2026-07-05' }],
    [{ endDate: null }],
    [{ status: 'maybe' }],
    [{ colour: 'blue' }],
    [{ email: 'nobody@harbor.example' }],
  ])('a request with %j is none', async (more) => {
    expect((await submit(more)).status).toBe(400);
  });

  test('people answer with the fields that were asked for, in slash notation', async () => {
    const person = (id: string, body: object) => ask('POST', `/hibob/v1/people/${id}`, { headers: BOB, body });
    expect((await person('101', { fields: ['root.email'] })).data).toEqual({
      '/root/id': { value: '101' },
      '/root/email': { value: 'ana@harbor.example' },
    });
    expect((await person('search', { fields: ['root.displayName'], showInactive: false })).data.employees).toHaveLength(
      2,
    );
    expect((await person('999', { fields: [] })).status).toBe(404);
    expect((await person('101', { feilds: [] })).status).toBe(400);
    expect((await person('101', { fields: ['work.manager'] })).status).toBe(501);
  });

  describe('webhooks', () => {
    const establish = (secret = 's3cret') =>
      ask('PUT', '/hibob/webhook', { body: { url: `${productUrl}/hook`, secret } });

    test('are established by a ping: as text, then as JSON, and not at all where neither is taken', async () => {
      answer = (type) => (type === 'application/json' ? 200 : 415);
      expect((await establish()).status).toBe(200);
      expect(heard.map(({ type, body }) => [type, body])).toEqual([
        ['text/plain', 'Ping test'],
        ['application/json', '{"text":"Ping test"}'],
      ]);
      answer = () => 500;
      expect((await establish()).status).toBe(400);
    });

    test('go to no other host', async () => {
      const body = { url: 'https://evil.example/hook', secret: 'x' };
      expect((await ask('PUT', '/hibob/webhook', { body })).status).toBe(400);
      expect(heard).toEqual([]);
    });

    test('are signed over their bytes, name the address to read, and come in order', async () => {
      await establish();
      heard = [];
      const { data } = await submit({});
      expect(data.delivered).toEqual([200, 200]);
      await ask('PATCH', `/hibob/requests/${data.requestId}`, { body: { status: 'canceled' } });
      expect(heard.map(({ body }) => JSON.parse(body).type)).toEqual([
        'timeoff.request.requested',
        'timeoff.request.approved',
        'timeoff.request.cancelled',
      ]);
      for (const { headers, body } of heard)
        expect(headers['bob-signature']).toBe(createHmac('sha512', 's3cret').update(body).digest('base64'));
      expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
        version: 'v2',
        data: {
          employeeId: '101',
          getApi: `${url}/sandbox/pto/hibob/v1/timeoff/employees/101/requests/${data.requestId}`,
        },
      });
    });

    test.each([
      [null, 'pending', ['requested']],
      [null, 'approved', ['requested', 'approved']],
      ['pending', 'approved', ['approved']],
      ['pending', 'declined', ['declined']],
      ['approved', 'approved', ['updated']],
      ['approved', 'canceled', ['cancelled']],
    ])('from %s to %s: %j', (before, after, events) => {
      expect(eventsFor(before, after)).toEqual(events.map((name) => `timeoff.request.${name}`));
    });
  });
});

describe('BambooHR', () => {
  const OUT = '/bamboohr/harbor/api/v1/time_off/whos_out';

  test.each([
    ['no key', OUT, {}, 401],
    ['a wrong key', OUT, basic('guessed', 'x'), 401],
    ['a misspelt parameter', `${OUT}?from=2026-07-01`, BAMBOO, 400],
    ['a filter that is none', `${OUT}?filter=on`, BAMBOO, 400],
    ['a day in another order', `${OUT}?start=06.07.2026`, BAMBOO, 400],
    ['no word that JSON is wanted', OUT, { ...BAMBOO, accept: 'application/xml' }, 501],
  ])('%s is refused', async (_what, address, headers, status) => {
    expect((await ask('GET', address, { headers })).status).toBe(status);
  });

  test('who is out, by date, with the holidays of the company among them; any password will do', async () => {
    await ask('POST', '/bamboohr/time-off', {
      body: { email: 'ben@harbor.example', start: '2026-07-08', end: '2026-07-09' },
    });
    await ask('POST', '/bamboohr/time-off', {
      body: { holiday: 'Founders day', start: '2026-07-06', end: '2026-07-06' },
    });
    const { data } = await ask('GET', `${OUT}?start=2026-07-01&end=2026-07-08`, {
      headers: { ...basic('sandbox-bamboohr-key', 'anything'), accept: 'application/json' },
    });
    expect(data).toEqual([
      { id: 5_002, type: 'holiday', name: 'Founders day', start: '2026-07-06', end: '2026-07-06' },
      { id: 5_001, type: 'timeOff', employeeId: 101, name: 'Ben Weber', start: '2026-07-08', end: '2026-07-09' },
    ]);
    await ask('DELETE', '/bamboohr/time-off/5001');
    expect((await ask('GET', `${OUT}?start=2026-07-07&end=2026-07-08`, { headers: BAMBOO })).data).toEqual([]);
  });
});
