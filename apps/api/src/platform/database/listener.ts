import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface ListenerOptions {
  /** Must reach PostgreSQL directly: LISTEN does nothing behind a pooler in transaction mode. */
  readonly url: string;
  readonly applicationName: string;
  readonly channels: readonly string[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** After every (re)connect: whatever was sent meanwhile is lost, so look yourself. */
  readonly onConnect: () => void;
}

/**
 * LISTEN on a connection of its own, for ever: connects again whenever it is lost, pausing up to five seconds. Notices are
 * a shortcut only; who uses it also polls, or can live with a gap after `onConnect`.
 */
export class Listener {
  private client: pg.Client | null = null;
  private stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: ListenerOptions) {}

  start(): void {
    this.running = this.keepListening();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.client?.end().catch(() => undefined); // it may be gone already
    await this.running;
  }

  private async keepListening(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    while (!this.stopped.signal.aborted) {
      const listened = await this.listenOnce();
      wait = listened ? FIRST_PAUSE_MS : Math.min(wait * 2, LONGEST_PAUSE_MS);
      await pause(wait, undefined, { signal: this.stopped.signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  /** Until the connection is lost. False when it could not even be made. */
  private async listenOnce(): Promise<boolean> {
    const { url, applicationName, channels, onNotice, onConnect } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => undefined); // 'end' follows
    client.on('notification', ({ channel, payload }) => onNotice(channel, payload ?? ''));
    try {
      await client.connect();
      this.client = client; // only now: end() of a client that is still connecting never answers
      for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch {
      await client.end().catch(() => undefined); // a connection that never stood
      return false;
    }
    if (this.stopped.signal.aborted) await client.end().catch(() => undefined);
    else onConnect();
    await ended;
    return true;
  }
}
