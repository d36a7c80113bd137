import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { requireValidRequests } from './valid-requests.js';
import type { Organisation, Person } from './world.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The stand-in Workspace of apps/sandbox as a process of its own, empty, with the product's settings that lead to it. */
export interface Workspace {
  readonly url: string;
  /** Give it to `aWorld`: the API then listens at a known port, where pushes and consents come back to. */
  readonly env: Readonly<Record<string, string>>;
  /** An endpoint under /sandbox, as the pages and consoles of the stand-in use it. Throws when it refuses. */
  control(method: string, address: string, body?: object): Promise<unknown>;
  /** An account for each of these people, in one domain; more is what Google's console would say of them. */
  addPeople(people: readonly Pick<Person, 'name' | 'email'>[], more?: object): Promise<void>;
  /** What somebody does in Google's own pages, by Google's API. Throws when Google refuses. */
  as(who: Pick<Person, 'email'>, method: string, address: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export async function aWorkspace(): Promise<Workspace> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-workspace-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const child = await start(folder, port, apiUrl);
  const url = `http://127.0.0.1:${port}`;

  const send = async (address: string, method: string, headers: Record<string, string>, body?: object) => {
    const answer = await fetch(url + address, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  const control: Workspace['control'] = (method, address, body) => send(`/sandbox${address}`, method, {}, body);
  return {
    url,
    env: {
      PORT: String(apiPort),
      API_URL: apiUrl,
      SANDBOX_URL: url,
      // one for API and worker, which keep their data apart in tests
      SECRETS_KEY: randomBytes(32).toString('base64'),
      SANDBOX_PORT: String(port),
      GOOGLE_SERVICE_ACCOUNT_FILE: path.join(folder, 'service-account.json'),
    },
    control,
    addPeople: async (people, more = {}) => {
      for (const { name, email } of people)
        await control('POST', '/google/admin/people', { email, name, time_zone: 'Europe/Lisbon', ...more });
    },
    as: ({ email }, method, address, body) =>
      send(`/sandbox/google${address}`, method, { authorization: `Bearer person:${email}` }, body),
    close: async () => {
      await requireValidRequests(url);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(folder: string, port: number, apiUrl: string): Promise<ChildProcess> {
  const world = { people: [], threads: [], meetings: [] };
  const program = `
    import { createSandbox } from ${JSON.stringify(path.join(ROOT, 'apps/sandbox/src/index.ts'))};
    const { app } = await createSandbox(${JSON.stringify({ folder, apiUrl, world })});
    await app.listen({ host: '127.0.0.1', port: ${port} });
    console.log('ready');
    process.on('SIGTERM', () => app.close().then(() => process.exit(0)));`;
  const child = spawn(
    process.execPath,
    ['--import', path.join(ROOT, 'tools/typescript-hooks.mjs'), '--input-type=module', '-e', program],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the stand-in Workspace ended with ${code}`)));
  });
  return child;
}

/** Accounts for an organisation's people, and the connection by delegation, as its admin would make it at the database's side. */
export async function connectedByDelegation(workspace: Workspace, harbor: Organisation): Promise<void> {
  const { ana, ben, eva, mia, gus, max, ada, sam, eli } = harbor;
  await workspace.addPeople([ana, ben, eva, mia, gus, max, sam, eli]);
  await workspace.addPeople([ada], { is_admin: true });
  await harbor.sql(`insert into google_connections (tenant_id, mode, admin_email) values ($1, 'delegation', $2)`, [
    ada.email,
  ]);
}
