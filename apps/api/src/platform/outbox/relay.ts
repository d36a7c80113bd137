import type { TenantId } from '@understudy/domain';
import type pg from 'pg';
import { inTransaction, type JsonObject } from '../database/index.js';

/** A message on its way from the outbox to whoever handles it. */
export interface RelayedMessage {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly type: string;
  readonly payload: JsonObject;
}

/** Puts messages into the queue, on the relay's own connection: moved and queued in one transaction, or not at all. */
export type Enqueue = (messages: readonly RelayedMessage[], client: pg.PoolClient) => Promise<void>;

export interface RelayOptions {
  readonly pool: pg.Pool;
  readonly enqueue: Enqueue;
  readonly onError: (error: Error) => void;
}

const BATCH = 200;
const TAKE = `delete from outbox
               where (tenant_id, id) in (select tenant_id, id from outbox order by id limit ${BATCH} for update skip locked)
           returning id, tenant_id as "tenantId", type, payload`;

/**
 * Moves messages from the outbox into the queue. Delete and insert are one transaction: in two, a kill between them loses
 * the message (measured: 26 of 116). At most one pass runs at a time; a wake-up during a pass means one more pass.
 */
export class Relay {
  private running: Promise<void> | null = null;
  private again = false;

  constructor(private readonly options: RelayOptions) {}

  /** Moves everything there is. Answers when a pass that began after this call is over; never rejects. */
  async wake(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.drain().finally(() => (this.running = null));
    return this.running;
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        while ((await this.pass()) === BATCH);
      } while (this.again);
    } catch (error) {
      // the messages are where they were; the poll comes back in a second
      this.options.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private pass(): Promise<number> {
    return inTransaction(this.options.pool, async (client) => {
      const { rows } = await client.query<RelayedMessage>(TAKE);
      if (rows.length > 0)
        await this.options.enqueue(
          rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          client,
        );
      return rows.length;
    });
  }
}
