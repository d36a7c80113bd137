import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { DATABASE_LOGIN, type DatabaseLogin } from './login.js';
import { openPool } from './pool.js';

const COALESCE_MS = 20;
const LONGEST_PAYLOAD = 7_900;

/**
 * NOTIFY, outside any transaction and on a connection of its own: inside a transaction it would take a lock over the
 * whole server at COMMIT. A wake-up is only a shortcut; the worker polls too, so a lost one costs a second.
 */
@Injectable()
export class Signals implements OnApplicationShutdown {
  private readonly logger = new Logger('Signals');
  private readonly pool: pg.Pool;
  private due: NodeJS.Timeout | null = null;
  private wokenAtMs = Number.NEGATIVE_INFINITY;

  constructor(@Inject(DATABASE_LOGIN) login: DatabaseLogin) {
    this.pool = openPool({ url: login.url, applicationName: `understudy-${login.role}-signals`, max: 1 });
  }

  /** Wakes the worker: at once when quiet, else at most every 20 ms. Never throws. */
  readonly wakeWorker = (): void => {
    const quietMs = performance.now() - this.wokenAtMs;
    if (quietMs >= COALESCE_MS) this.wake();
    else this.due ??= setTimeout(this.wake, COALESCE_MS - quietMs);
  };

  private readonly wake = (): void => {
    if (this.due) clearTimeout(this.due);
    this.due = null;
    this.wokenAtMs = performance.now();
    this.send('work', '').catch((error: Error) =>
      this.logger.warn(`the worker will notice by polling: ${error.message}`),
    );
  };

  /** Sends now. Throws RangeError when the payload is longer than PostgreSQL takes (about 7,900 bytes). */
  async send(channel: 'work' | 'live', payload: string): Promise<void> {
    if (Buffer.byteLength(payload) > LONGEST_PAYLOAD)
      throw new RangeError(`a notice of ${payload.length} characters is too long`);
    await this.pool.query('select pg_notify($1, $2)', [channel, payload]);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.due) clearTimeout(this.due);
    await this.pool.end();
  }
}
