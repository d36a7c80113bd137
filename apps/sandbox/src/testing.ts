import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  google,
  type admin_directory_v1,
  type calendar_v3,
  type docs_v1,
  type drive_v3,
  type gmail_v1,
} from 'googleapis';
import { importPKCS8, SignJWT } from 'jose';
import { DELEGATED_SCOPES } from './identity/scopes.js';
import { createSandbox, type Sandbox, type SandboxKeys } from './server.js';
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
    await this.begin();
  }

  private async begin(keys?: SandboxKeys): Promise<void> {
    const { folder, world } = this;
    this.sandbox = await createSandbox({ folder, apiUrl: 'http://127.0.0.1:4100', world, ...(keys && { keys }) });
    this.url = await this.sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  }

  /** An empty Workspace again, with the same signing keys: new ones would take most of a test's time. */
  async reset(): Promise<void> {
    const { keys } = this.sandbox;
    await this.sandbox.app.close();
    await rm(this.folder, { recursive: true });
    this.folder = await mkdtemp(path.join(tmpdir(), 'understudy-sandbox-'));
    await this.begin(keys);
  }

  async close(): Promise<void> {
    await this.sandbox.app.close();
    await rm(this.folder, { recursive: true });
  }

  /** The vendor's own client, acting as a person or with a token; every request goes to the fake. */
  calendarOf(email: string, token = `person:${email}`): calendar_v3.Calendar {
    return google.calendar({ version: 'v3', auth: this.auth(token), retry: false });
  }

  /** As the product acts for a person: with a token of the service account. */
  async calendarAs(email: string): Promise<calendar_v3.Calendar> {
    return this.calendarOf(email, await this.serviceToken(email));
  }

  async gmailAs(email: string): Promise<gmail_v1.Gmail> {
    return this.gmailWith(await this.serviceToken(email));
  }

  gmailWith(token: string): gmail_v1.Gmail {
    return google.gmail({ version: 'v1', auth: this.auth(token), retry: false });
  }

  async driveAs(email: string): Promise<drive_v3.Drive> {
    return google.drive({ version: 'v3', auth: this.auth(await this.serviceToken(email)), retry: false });
  }

  driveWith(token: string): drive_v3.Drive {
    return google.drive({ version: 'v3', auth: this.auth(token), retry: false });
  }

  async docsAs(email: string): Promise<docs_v1.Docs> {
    return google.docs({ version: 'v1', auth: this.auth(await this.serviceToken(email)), retry: false });
  }

  async directoryAs(email: string): Promise<admin_directory_v1.Admin> {
    return google.admin({ version: 'directory_v1', auth: this.auth(await this.serviceToken(email)), retry: false });
  }

  /** The answer of the token endpoint to an assertion of the service account. */
  async assert(email: string, scopes: readonly string[] = DELEGATED_SCOPES) {
    const account = JSON.parse(await readFile(this.sandbox.serviceAccountFile, 'utf8')) as Record<string, string>;
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: email, scope: scopes.join(' '), iat: now, exp: now + 600 };
    const assertion = await new SignJWT({
      ...claims,
      iss: account.client_email,
      aud: 'https://oauth2.googleapis.com/token',
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(await importPKCS8(account.private_key ?? '', 'RS256'));
    return this.token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  }

  async token(form: Record<string, string>) {
    const response = await fetch(`${this.url}/sandbox/google/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, data: (await response.json()) as Record<string, string> };
  }

  async serviceToken(email: string, scopes?: readonly string[]): Promise<string> {
    const { data } = await this.assert(email, scopes);
    if (data.access_token === undefined) throw new Error(`No token: ${JSON.stringify(data)}`);
    return data.access_token;
  }

  /** What the person's browser brings back from the consent page, when they tick these scopes. */
  async consent(email: string, asked: readonly string[], granted = asked, more: Record<string, string> = {}) {
    const search = new URLSearchParams({
      response_type: 'code',
      client_id: 'understudy-web',
      redirect_uri: 'http://127.0.0.1:4100/api/me/google/callback',
      scope: asked.join(' '),
      access_type: 'offline',
      sandbox_person: email,
      sandbox_answer: 'allow',
      sandbox_granted: granted.join(' '),
      ...more,
    });
    const answer = await fetch(`${this.url}/sandbox/google/o/oauth2/v2/auth?${search}`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams;
  }

  /** The tokens of a person who consents to these scopes. */
  async consented(email: string, scopes: readonly string[], more: Record<string, string> = {}) {
    const code = (await this.consent(email, scopes, scopes, more)).get('code') ?? '';
    const { data } = await this.token({
      grant_type: 'authorization_code',
      code,
      client_id: 'understudy-web',
      redirect_uri: 'http://127.0.0.1:4100/api/me/google/callback',
    });
    return data;
  }

  private auth(token: string) {
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
    return auth;
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
