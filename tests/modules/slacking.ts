import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requireValidRequests } from './valid-requests.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');

/** A message as somebody sees it in their Slack. */
export interface SeenMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly [name: string]: unknown;
}
/** Somebody in front of their Slack; each act is a signed request of the stand-in, and answers what Slack would show. */
export interface SlackPerson {
  command(text: string): Promise<unknown>;
  click(
    where: { channel: string; ts: string } | { view_id: string },
    actionId: string,
    value?: unknown,
  ): Promise<unknown>;
  shortcut(callbackId: string, on?: { channel: string; ts: string }): Promise<unknown>;
  suggest(viewId: string, actionId: string, value: string): Promise<unknown>;
  submit(state: Record<string, unknown>, viewId?: string): Promise<unknown>;
  openHome(): Promise<unknown>;
  inbox(): Promise<Record<string, unknown>>;
  status(text: string, emoji: string, expiresAt?: Temporal.Instant | null): Promise<void>;
  /** A method of the Web API, as this person. */
  call(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
}
export interface SlackWorld extends World {
  readonly org: Organisation;
  readonly sandboxUrl: string;
  readonly dataDir: string;
  as(person: Pick<Person, 'email'>): SlackPerson;
  /** Consoles of the stand-in, under /sandbox. */
  control(method: string, address: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** The installation by an admin, as a browser goes through it; answers where the browser ends. */
  install(by: Person, scopes?: (asked: string) => string): Promise<Response>;
}

/** An organisation with a Slack of its own, another process, that is not connected yet. The product finds the app by its file. */
export async function aSlackWorld(): Promise<SlackWorld> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-slack-'));
  const world = await aWorld({ env: { DATA_DIR: dataDir } });
  const org = await world.organisation();
  const { child, url } = await startStandIn(dataDir, world, org);

  const control: SlackWorld['control'] = async (method, address, body) => {
    const answer = await fetch(`${url}/sandbox${address}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ...world,
    org,
    sandboxUrl: url,
    dataDir,
    control,
    as: ({ email }) => personAt(url, email),
    install: (by, scopes = (asked) => asked) => installAs(world, url, by, scopes),
    close: async () => {
      await requireValidRequests(url);
      await world.close();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The installation as an admin's browser goes through it; answers where the browser ends. */
export async function installAs(
  world: World,
  url: string,
  by: Person,
  scopes: (asked: string) => string,
): Promise<Response> {
  const token = await world.api.tokenOf(by.email);
  const begun = await fetch(`${world.api.baseUrl}/api/admin/integrations/slack/install`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!begun.ok) return begun;
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const consent = new URL(((await begun.json()) as { url: string }).url);
  consent.searchParams.set('scope', scopes(consent.searchParams.get('scope') ?? ''));
  consent.searchParams.set('sandbox_person', by.email);
  const agreed = await fetch(`${url}${consent.pathname}${consent.search}`, { redirect: 'manual' });
  return fetch(agreed.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie } });
}

/** Somebody in front of the Slack of this stand-in. */
export function personAt(url: string, email: string): SlackPerson {
  const act = async (name: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}/sandbox/slack/people/${email}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const call: SlackPerson['call'] = async (method, args) => {
    const answer = await fetch(`${url}/sandbox/slack/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer person:${email}` },
      body: JSON.stringify(args),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    if (body['ok'] !== true) throw new Error(`${method}: ${JSON.stringify(body)}`);
    return body;
  };
  return {
    call,
    command: (text) => act('command', { command: '/understudy', text }),
    click: (where, actionId, value) =>
      act('click', { ...placeOf(where), action_id: actionId, ...(value !== undefined && { value }) }),
    shortcut: (callbackId, on) => act('shortcut', { callback_id: callbackId, ...(on && placeOf(on)) }),
    suggest: (viewId, actionId, value) => act('suggest', { view_id: viewId, action_id: actionId, value }),
    submit: (state, viewId) => act('submit', { state, ...(viewId && { view_id: viewId }) }),
    openHome: () => act('open-home', {}),
    inbox: async () =>
      (await (await fetch(`${url}/sandbox/slack/people/${email}/inbox`)).json()) as Record<string, unknown>,
    status: async (text, emoji, expiresAt = null) => {
      const status_expiration = expiresAt === null ? 0 : Math.floor(expiresAt.epochMilliseconds / 1000);
      await call('users.profile.set', { profile: { status_text: text, status_emoji: emoji, status_expiration } });
    },
  };
}

const placeOf = (where: { channel: string; ts: string } | { view_id: string }) =>
  'view_id' in where ? { view_id: where.view_id } : { channel: where.channel, ts: where.ts };

async function startStandIn(
  dataDir: string,
  world: World,
  org: Organisation,
): Promise<{ child: ChildProcess; url: string }> {
  const users = await org.sql<{ email: string; name: string; time_zone: string }>(
    'select email, name, time_zone from users where tenant_id = $1 order by email',
  );
  const people = users.map(({ email, name, time_zone: timeZone }, index) => ({
    email,
    name,
    timeZone,
    domain: email.split('@')[1],
    organisation: 'Acme',
    title: '',
    subject: String(index),
    profile: null,
  }));
  const program = `
    import { createSandbox } from ${JSON.stringify(path.join(WORKSPACE, 'apps/sandbox/src/index.ts'))};
    const { app } = await createSandbox({ folder: ${JSON.stringify(path.join(dataDir, 'sandbox'))}, apiUrl: ${JSON.stringify(world.api.baseUrl)},
      world: ${JSON.stringify({ people, threads: [], meetings: [] })} });
    console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
    process.on('SIGTERM', () => app.close().then(() => process.exit(0)));`;
  const child = spawn(
    process.execPath,
    ['--import', path.join(WORKSPACE, 'tools/typescript-hooks.mjs'), '--input-type=module', '-e', program],
    { cwd: WORKSPACE, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('exit', (code) => reject(new Error(`the stand-in ended with ${code}`)));
  });
  const limits = await fetch(`${url}/sandbox/slack/app`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ limits: 'off' }),
  });
  if (!limits.ok) throw new Error(`the stand-in did not take its limits: ${limits.status}`);
  return { child, url };
}
