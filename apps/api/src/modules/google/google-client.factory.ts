import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
// The one API that is used: the package's index loads all three hundred of them.
import { auth, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';

const KeyFile = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });
type KeyFile = z.infer<typeof KeyFile>;
/** Watching needs more than reading: events.watch takes the scopes of events.list, so read-only does for both. */
const SCOPES = ['https://www.googleapis.com/auth/calendar.events.readonly'];
const TIMEOUT_MS = 20_000;
const GOOGLE_HOST = /^(?:[a-z0-9-]+\.)*googleapis\.com$/;

/**
 * Clients of Google's APIs that act for one person (service account with domain-wide delegation). In sandbox mode every request of the library,
 * token and uploads included, goes to the stand-in: `rootUrl` alone would lose its path, is ignored by uploads, and the token
 * address is fixed in the library. Production changes nothing.
 */
@Injectable()
export class GoogleClientFactory {
  private readonly clients = new Map<string, calendar_v3.Calendar>();
  private key: Promise<KeyFile> | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  /** False when the installation has no service account: nothing is read then. */
  get isConnected(): boolean {
    return this.env.google.serviceAccountFile !== null;
  }

  /** Throws `google.not-connected` without a readable key file; it is read again at the next call. */
  async calendarOf(email: string): Promise<calendar_v3.Calendar> {
    const known = this.clients.get(email);
    if (known) return known;
    const { client_email, private_key } = await this.keyFile();
    const client = new auth.JWT({ email: client_email, key: private_key, scopes: SCOPES, subject: email });
    this.redirect(client);
    const made = calendar({ version: 'v3', auth: client, retry: false, timeout: TIMEOUT_MS });
    this.clients.set(email, made);
    return made;
  }

  private keyFile(): Promise<KeyFile> {
    this.key ??= this.readKeyFile().catch((error: unknown) => {
      this.key = null;
      throw error;
    });
    return this.key;
  }

  private async readKeyFile(): Promise<KeyFile> {
    const { serviceAccountFile } = this.env.google;
    const text = serviceAccountFile === null ? null : await readFile(serviceAccountFile, 'utf8').catch(() => null);
    if (text === null) throw new DomainError('google.not-connected');
    return KeyFile.parse(JSON.parse(text));
  }

  private redirect(client: InstanceType<typeof auth.JWT>): void {
    if (this.env.mode !== 'sandbox') return;
    const { rootUrl, tokenUrl } = this.env.google;
    client.transporter.interceptors.request.add({
      resolved: async (config) => {
        const asked = new URL(String(config.url));
        if (!GOOGLE_HOST.test(asked.host) || rootUrl === null || tokenUrl === null) {
          throw new Error(`sandbox mode does not call ${asked.host}`);
        }
        const isToken = asked.host === 'oauth2.googleapis.com' && asked.pathname === '/token';
        config.url = isToken ? new URL(tokenUrl) : new URL(`${rootUrl}${asked.pathname}${asked.search}`);
        return config;
      },
    });
  }
}
