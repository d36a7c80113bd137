import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { google, type calendar_v3 } from 'googleapis';
import { createSandbox, type Sandbox } from './server.js';
import type { Person } from './people.js';
import type { SandboxWorld } from './world.js';

const person = (email: string, name: string, timeZone: string, subject: string): Person => ({
  email,
  name,
  timeZone,
  subject,
  domain: 'harbor.example',
  organisation: 'Harbor',
  title: 'CSM',
});
export const SMALL_WORLD: SandboxWorld = {
  people: [
    person('ana@harbor.example', 'Ana Costa', 'Europe/Lisbon', '101'),
    person('ben@harbor.example', 'Ben Weber', 'Europe/Berlin', '102'),
  ],
  threads: [],
  meetings: [],
};

/** A running fake of its own, on a free port, with the real Google client in front of it. For specs only. */
export class Fake {
  private constructor(
    private folder: string,
    private readonly world: SandboxWorld,
    public sandbox: Sandbox,
    public url: string,
  ) {}

  static async start(world: SandboxWorld): Promise<Fake> {
    const folder = await mkdtemp(path.join(tmpdir(), 'understudy-sandbox-'));
    const sandbox = await createSandbox({ folder, apiUrl: 'http://127.0.0.1:4100', world });
    return new Fake(folder, world, sandbox, await sandbox.app.listen({ host: '127.0.0.1', port: 0 }));
  }

  /** Stops and starts again on the same state, as a restart of the process does. */
  async restart(): Promise<void> {
    await this.sandbox.app.close();
    this.sandbox = await createSandbox({ folder: this.folder, apiUrl: 'http://127.0.0.1:4100', world: this.world });
    this.url = await this.sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  }

  /** An empty Workspace again. */
  async reset(): Promise<void> {
    await this.sandbox.app.close();
    await rm(this.folder, { recursive: true });
    this.folder = await mkdtemp(path.join(tmpdir(), 'understudy-sandbox-'));
    await this.restart();
  }

  async close(): Promise<void> {
    await this.sandbox.app.close();
    await rm(this.folder, { recursive: true });
  }

  /** The vendor's own client, acting as a person or with a token; every request goes to the fake. */
  calendarOf(email: string, token = `person:${email}`): calendar_v3.Calendar {
    const auth = new google.auth.OAuth2();
    auth.setCredentials({ access_token: token });
    // `rootUrl` would lose the fake's path (googleapis resolves the vendor's path against its origin), so the address is rewritten here.
    auth.transporter.interceptors.request.add({
      resolved: async (config) => {
        const asked = new URL(String(config.url));
        config.url = new URL(`${this.url}/sandbox/google${asked.pathname}${asked.search}`);
        return config;
      },
    });
    return google.calendar({ version: 'v3', auth, retry: false });
  }

  async request(method: string, path: string, body?: unknown, authorization = 'Bearer person:ana@harbor.example') {
    const response = await fetch(`${this.url}/sandbox/google${path}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, data: text ? JSON.parse(text) : null };
  }

  async control(method: string, path: string, body?: object) {
    const response = await fetch(`${this.url}/sandbox${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, data: text ? JSON.parse(text) : null };
  }
}

export const startFake = (world: SandboxWorld = SMALL_WORLD): Promise<Fake> => Fake.start(world);
