import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import { createSandbox, type Sandbox, type SandboxOptions } from '../server.js';
import { SMALL_WORLD } from '../testing.js';
import type { SandboxWorld } from '../world.js';

/** What the app was asked, as it came over the wire. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}
type Answer = { status?: number; body?: unknown; silent?: boolean };
export const SCOPES = [
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'commands',
  'groups:read',
  'groups:write',
  'im:history',
  'im:write',
  'mpim:write',
  'pins:read',
  'pins:write',
  'users:read',
  'users:read.email',
];

/** A stand-in Slack with an app behind it that answers as a spec tells it to. For specs only. */
export class SlackFake {
  readonly received: Received[] = [];
  /** What the app answers; nothing is 200 with an empty body. */
  answers: (request: Received) => Answer = () => ({});

  get folder(): string {
    return this.options.folder;
  }

  private waiting: (() => void)[] = [];

  private constructor(
    private readonly options: SandboxOptions,
    private readonly machine: { ahead: number },
    private readonly stopApp: () => Promise<void>,
    public sandbox: Sandbox,
    public url: string,
  ) {}

  static async start(world: SandboxWorld = SMALL_WORLD): Promise<SlackFake> {
    const folder = await mkdtemp(path.join(tmpdir(), 'understudy-slack-'));
    let fake: SlackFake | null = null;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = {
          path: request.url ?? '',
          headers: request.headers as Received['headers'],
          body: Buffer.concat(chunks).toString('utf8'),
        };
        const answer = fake?.take(received) ?? {};
        if (answer.silent) return;
        const body = answer.body ?? '';
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const appUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const stopApp = () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    const machine = { ahead: 0 };
    const machineNow = () => Temporal.Now.instant().add({ milliseconds: machine.ahead });
    const options = { folder, apiUrl: appUrl, world, machineNow };
    const sandbox = await createSandbox(options);
    const url = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
    fake = new SlackFake(options, machine, stopApp, sandbox, url);
    await fake.control('PUT', '/app', { limits: 'off' });
    return fake;
  }

  async restart(): Promise<void> {
    await this.sandbox.app.close();
    this.sandbox = await createSandbox(this.options);
    this.url = await this.sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  }

  async close(): Promise<void> {
    await this.sandbox.app.close();
    await this.stopApp();
    await rm(this.options.folder, { recursive: true });
  }

  /** The machine's clock goes on so many milliseconds. */
  forward(milliseconds: number): void {
    this.machine.ahead += milliseconds;
  }

  private take(received: Received): Answer {
    this.received.push(received);
    const answer = this.answers(received);
    for (const wake of this.waiting.splice(0)) wake();
    return answer;
  }

  /** Events of this type that came so far, once so many have. */
  async events(type: string, count = 1): Promise<Record<string, unknown>[]> {
    const found = () =>
      this.received
        .filter((one) => one.path.endsWith('/events'))
        .map((one) => JSON.parse(one.body) as { event?: Record<string, unknown> })
        .flatMap(({ event }) => (event?.type === type ? [event] : []));
    while (found().length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return found();
  }

  /** The payloads of interactions, in order. */
  interactions(): Record<string, unknown>[] {
    return this.received
      .filter((one) => one.path.endsWith('/interactions'))
      .map(({ body }) => JSON.parse(new URLSearchParams(body).get('payload') ?? '{}') as Record<string, unknown>);
  }

  async app(): Promise<Record<'client_id' | 'client_secret' | 'signing_secret' | 'api_url' | 'authorize_url', string>> {
    return JSON.parse(await readFile(path.join(this.options.folder, 'slack-app.json'), 'utf8'));
  }

  /** The code a consent ends with. */
  async consent(
    scopes: readonly string[],
    email = 'ana@harbor.example',
  ): Promise<{ code: string; redirectUri: string }> {
    const redirectUri = `${this.options.apiUrl}/api/integrations/slack/callback`;
    const { client_id } = await this.app();
    const search = new URLSearchParams({ client_id, scope: scopes.join(','), redirect_uri: redirectUri, state: 's1' });
    search.set('sandbox_person', email);
    const answer = await fetch(`${this.url}/sandbox/slack/oauth/v2/authorize?${search}`, { redirect: 'manual' });
    const code = new URL(answer.headers.get('location') ?? 'about:blank').searchParams.get('code') ?? '';
    return { code, redirectUri };
  }

  /** The vendor's own client with the token of a real installation. */
  async install(scopes: readonly string[] = SCOPES, email?: string): Promise<WebClient> {
    const { code, redirectUri } = await this.consent(scopes, email);
    const { client_id, client_secret } = await this.app();
    const { access_token } = await this.client().oauth.v2.access({
      client_id,
      client_secret,
      code,
      redirect_uri: redirectUri,
    });
    return this.client(access_token);
  }

  client(token?: string): WebClient {
    return new WebClient(token, {
      slackApiUrl: `${this.url}/sandbox/slack/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    });
  }

  /** Somebody in front of their own Slack. */
  as(email: string): WebClient {
    return this.client(`person:${email}`);
  }

  async raw(method: string, body: string, headers: Record<string, string>) {
    const answer = await fetch(`${this.url}/sandbox/slack/api/${method}`, { method: 'POST', body, headers });
    return { status: answer.status, headers: answer.headers, data: JSON.parse(await answer.text()) };
  }

  async control(method: string, address: string, body?: object) {
    const answer = await fetch(`${this.url}/sandbox/slack${address}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, data: text ? JSON.parse(text) : null };
  }
}
