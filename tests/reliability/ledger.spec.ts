import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../support/eventually.js';
import { familyOf } from '../support/processes.js';
import { type Stack, startStack } from '../support/stack.js';
import { ask, type Entry, Ledger, read } from './ledger.js';

jest.setTimeout(1_200_000);

const API_KILLS = Number(process.env['LEDGER_API_KILLS'] ?? 3);
const DATABASE_KILLS = Number(process.env['LEDGER_DATABASE_KILLS'] ?? 2);
const WRITES_BETWEEN_KILLS = 40;
const SLOW = { within: 180_000 };

let stack: Stack;
let token: string;

beforeAll(async () => {
  stack = await startStack();
  const session = await eventually(async () => {
    const answer = await ask(`${stack.baseUrl}/sandbox/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@harbor.example' }),
    });
    expect(answer?.status).toBe(200);
    return answer;
  }, SLOW);
  token = String(Reflect.get(session?.body ?? {}, 'access_token'));
});

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
const PID = { api: apiPid, database: postmasterPid } as const;
type Victim = keyof typeof PID;

/**
 * Kills, and answers after how many milliseconds another one is there and everything answers well. Another one: the backends
 * of a killed database answer for a moment longer.
 */
const killAndWait = async (victim: Victim): Promise<number> => {
  const killed = PID[victim]();
  process.kill(killed, 'SIGKILL');
  const began = performance.now();
  await eventually(async () => {
    expect(PID[victim]()).not.toBe(killed);
    expect(await ask(`${stack.baseUrl}/health/ready`)).toMatchObject({ status: 200 });
  }, SLOW);
  return Math.round(performance.now() - began);
};

/** So many more writes are acknowledged: the next kill meets writers at work, however slow they are. */
const writesGoOn = async ({ entries }: Ledger): Promise<void> => {
  const wanted = entries.length + WRITES_BETWEEN_KILLS;
  await eventually(async () => expect(entries.length).toBeGreaterThanOrEqual(wanted), SLOW);
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

  const back: Record<Victim, number[]> = { api: [], database: [] };
  const plan = [...Array<Victim>(API_KILLS).fill('api'), ...Array<Victim>(DATABASE_KILLS).fill('database')];
  for (const victim of plan) {
    await writesGoOn(ledger);
    back[victim].push(await killAndWait(victim));
  }
  await writesGoOn(ledger);
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
  expect(ledger.repeated).toBeGreaterThan(0);
});

test('control: a write that is not there is called lost', async () => {
  expect(await lostOf([{ id: randomUUID(), title: 'invented' }])).toEqual(['invented']);
});

test('and the history of all of it adds up', async () => {
  const report = await read(`${stack.baseUrl}/api/admin/audit/verify`, token);
  expect(report).toMatchObject({ status: 200, body: { intact: true } });
  expect(Reflect.get(report.body, 'events')).toBeGreaterThan(50);
});
