import { jest } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorker } from '@understudy/api/testing';
import { CreateWebhook, ListWebhookDeliveries } from '@understudy/contracts';
import { Webhook } from 'standardwebhooks';
import { type Arrived, aWebhookSink, type WebhookSink } from '../modules/webhook-sink.js';
import { aWorld, type Organisation, type World } from '../modules/world.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(600_000);

const VICTIM = path.join(import.meta.dirname, '../../apps/api/src/modules/outgoing-webhooks/sending.victim.mjs');
/** One key for API and workers: what one seals, the others open. */
const SECRETS_KEY = Buffer.alloc(32, 11).toString('base64');
/** For a slow machine; a worker that is gone is noticed after ten seconds. */
const PATIENCE = { within: 180_000 };

let sink: WebhookSink;
let world: World;
beforeAll(async () => {
  sink = await aWebhookSink();
  world = await aWorld({ env: { SANDBOX_URL: sink.url, SECRETS_KEY } });
  await world.stopWorker();
});
afterAll(async () => {
  await world?.close();
  await sink?.close();
});

/** Settings of every worker. */
const settings = () => ({
  appUrl: world.api.env.appDatabaseUrl ?? '',
  workerUrl: world.api.env.workerDatabaseUrl ?? '',
  env: { SANDBOX_URL: sink.url, SECRETS_KEY, API_URL: world.api.baseUrl },
});
interface Endpoint {
  readonly path: string;
  readonly id: string;
  readonly secret: string;
}

/** Something that two endpoints hear of happened, and no worker is there yet. */
async function twoWait(name: string): Promise<{ org: Organisation; endpoints: Endpoint[] }> {
  const org = await world.organisation();
  const endpoints: Endpoint[] = [];
  for (const nth of [1, 2]) {
    const at = `/hooks/${name}/${nth}`;
    const { webhook, secret } = await org.ada.call(CreateWebhook, {
      url: sink.url + at,
      event_types: ['absence.planned'],
    });
    endpoints.push({ path: at, id: webhook.id, secret: secret ?? '' });
  }
  await org.absence(org.ana, 7, 9);
  return { org, endpoints };
}

const startVictim = ({ tenantId }: Organisation, signal: 'SIGKILL' | 'SIGSTOP'): ChildProcess =>
  spawn(process.execPath, [VICTIM, JSON.stringify({ ...settings(), tenantId, signal })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
const stateOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[0] ?? '';

const counts = (endpoints: readonly Endpoint[]): number[] => endpoints.map(({ path: at }) => sink.at(at).length).sort();
const headersOf = ({ headers }: Arrived) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

async function statesOf(org: Organisation, endpoints: readonly Endpoint[]): Promise<string[]> {
  const logs = endpoints.map(({ id }) => org.ada.call(ListWebhookDeliveries, { webhook_id: id }));
  return (await Promise.all(logs)).flatMap(({ items }) => items.map(({ state }) => state));
}
const expectDelivered = (org: Organisation, endpoints: readonly Endpoint[]) =>
  eventually(async () => expect(await statesOf(org, endpoints)).toEqual(['delivered', 'delivered']), PATIENCE);

/** However often it arrived: it is the same to the byte, under the same id, and signed. */
function expectSame(endpoints: readonly Endpoint[]): void {
  for (const { path: at, secret } of endpoints) {
    const arrived = sink.at(at);
    expect(new Set(arrived.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(arrived.map(({ body }) => body)).size).toBe(1);
    for (const one of arrived)
      expect(new Webhook(secret).verify(one.body, headersOf(one))).toMatchObject({ type: 'absence.planned' });
  }
}

interface Struck {
  readonly org: Organisation;
  readonly endpoints: readonly Endpoint[];
  readonly victim: ChildProcess;
}

/** It has both in hand: one that never left, and one whose answer nobody wrote down. */
async function expectInHand({ org, endpoints }: Struck): Promise<void> {
  expect([counts(endpoints), await statesOf(org, endpoints)]).toEqual([
    [0, 1],
    ['waiting', 'waiting'],
  ]);
}

async function killed(): Promise<Struck> {
  const { org, endpoints } = await twoWait('killed');
  const victim = startVictim(org, 'SIGKILL');
  const [, signal] = await once(victim, 'exit', { signal: AbortSignal.timeout(PATIENCE.within) });
  expect(signal).toBe('SIGKILL');
  return { org, endpoints, victim };
}

async function frozen(): Promise<Struck> {
  const { org, endpoints } = await twoWait('frozen');
  const victim = startVictim(org, 'SIGSTOP');
  await eventually(async () => expect(stateOf(victim.pid ?? 0)).toBe('T'), PATIENCE);
  return { org, endpoints, victim };
}

test('workers killed and frozen right before one request and right after another: everything arrives, what arrives twice is the same', async () => {
  const dead = await killed();
  await expectInHand(dead);
  // what died is taken over ten seconds later, whoever is there then: meanwhile the other one is struck
  const stopped = await frozen();
  let worker: Awaited<ReturnType<typeof createWorker>> | null = null;
  try {
    await expectInHand(stopped);
    worker = await createWorker(settings());
    await Promise.all([dead, stopped].map(({ org, endpoints }) => expectDelivered(org, endpoints)));
    expect([dead, stopped].map(({ endpoints }) => counts(endpoints))).toEqual([
      [1, 2],
      [1, 2],
    ]);

    stopped.victim.kill('SIGCONT');
    await eventually(async () => expect(counts(stopped.endpoints)).toEqual([2, 2]), PATIENCE);
    stopped.victim.kill('SIGTERM');
    await once(stopped.victim, 'exit');
    await expectDelivered(stopped.org, stopped.endpoints);
    expectSame([...dead.endpoints, ...stopped.endpoints]);
  } finally {
    stopped.victim.kill('SIGKILL');
    await worker?.close();
  }
});
