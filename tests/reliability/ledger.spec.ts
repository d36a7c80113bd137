import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { familyOf } from '../support/processes.js';
import { type Stack, startStack } from '../support/stack.js';
import { ask, type Entry, Ledger, read } from './ledger.js';

const API_KILLS = Number(process.env['LEDGER_API_KILLS'] ?? 3);
const DATABASE_KILLS = Number(process.env['LEDGER_DATABASE_KILLS'] ?? 2);
const BETWEEN_KILLS_MS = 1_000;

let stack: Stack;
let token: string;

beforeAll(async () => {
  stack = await startStack();
  const session = await ask(`${stack.baseUrl}/sandbox/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@harbor.example' }),
  });
  token = String(Reflect.get(session?.body ?? {}, 'access_token'));
}, 120_000);

afterAll(() => stack?.stop());

const itemsOf = (body: object): Record<string, unknown>[] => Reflect.get(body, 'items') ?? [];
const get = async (address: string) => (await read(`${stack.baseUrl}${address}`, token)).body;

const apiPid = (): number => {
  const api = familyOf(stack.pid).find(({ command }) => command.endsWith('/apps/api/dist/main.js'));
  if (!api) throw new Error('the API does not run');
  return api.pid;
};
const postmasterPid = (): number =>
  Number(readFileSync(path.join(stack.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Kills, and answers after how many milliseconds it answers well again. */
const killAndWait = async (pid: number): Promise<number> => {
  process.kill(pid, 'SIGKILL');
  const began = performance.now();
  for (;;) {
    await pause(10);
    const health = await ask(`${stack.baseUrl}/health/ready`);
    if (health?.status === 200) return Math.round(performance.now() - began);
    if (performance.now() - began > 60_000) throw new Error(`not ready 60 s after a kill\n${stack.output()}`);
  }
};

const lostOf = async (entries: readonly Entry[]): Promise<string[]> => {
  const lost: string[] = [];
  for (const { id, title } of entries) {
    const { status, body } = await read(`${stack.baseUrl}/api/escalations/${id}`, token);
    if (status !== 200 || Reflect.get(body, 'title') !== title) lost.push(title);
  }
  return lost;
};

const allTitles = async (): Promise<string[]> => {
  const titles: string[] = [];
  for (let cursor: unknown = null; ;) {
    const page = await get(`/api/escalations?limit=100${cursor === null ? '' : `&cursor=${String(cursor)}`}`);
    titles.push(...itemsOf(page).map((row) => String(row['title'])));
    cursor = Reflect.get(page, 'next_cursor') ?? null;
    if (cursor === null) return titles;
  }
};

test('kill -9 of the API and of PostgreSQL during writes: every acknowledged write is there, once', async () => {
  const customers = itemsOf(await get('/api/customers?limit=20')).map((row) => String(row['id']));
  const category = String(itemsOf(await get('/api/escalation-categories'))[0]?.['name']);
  const ledger = new Ledger({ baseUrl: stack.baseUrl, token, customerIds: customers, category, writers: 4 });

  const back: Record<string, number[]> = { api: [], database: [] };
  const plan = [...Array<string>(API_KILLS).fill('api'), ...Array<string>(DATABASE_KILLS).fill('database')];
  for (const victim of plan) {
    await pause(BETWEEN_KILLS_MS);
    back[victim]?.push(await killAndWait(victim === 'api' ? apiPid() : postmasterPid()));
  }
  await pause(BETWEEN_KILLS_MS);
  await ledger.stop();

  const lost = await lostOf(ledger.entries);
  const titles = (await allTitles()).filter((title) => title.startsWith('ledger '));
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  const unasked = titles.filter((title) => !ledger.entries.some((entry) => entry.title === title));

  console.info(
    `${ledger.entries.length} acknowledged, ${ledger.repeated} sent again; ready again after ${JSON.stringify(back)} ms`,
  );
  expect({ lost, twice, unasked }).toEqual({ lost: [], twice: [], unasked: [] });
  // the kills did hit writers at work: otherwise nothing was tested
  expect(ledger.entries.length).toBeGreaterThan(50);
  expect(ledger.repeated).toBeGreaterThan(0);
}, 240_000);

test('control: a write that is not there is called lost', async () => {
  expect(await lostOf([{ id: randomUUID(), title: 'invented' }])).toEqual(['invented']);
});

test('and the history of all of it adds up', async () => {
  const report = await read(`${stack.baseUrl}/api/admin/audit/verify`, token);
  expect(report).toMatchObject({ status: 200, body: { intact: true } });
  expect(Reflect.get(report.body, 'events')).toBeGreaterThan(50);
}, 60_000);
