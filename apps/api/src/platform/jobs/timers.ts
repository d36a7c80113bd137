import { Injectable } from '@nestjs/common';
import { afterCommit, type JsonObject, Signals, type Tx } from '../database/index.js';

/** Something that is to happen at a time. The key names it within the tenant: setting it again moves it. */
export interface Timer {
  /** "absence:<id>:starts": what it is about first, so that `list` finds all of a thing. */
  readonly key: string;
  /** Which handler: "absence.starts". */
  readonly kind: string;
  /** Product time. In the past means as soon as possible. */
  readonly dueAt: Temporal.Instant;
  readonly payload?: JsonObject;
}

const SET = `insert into timers (tenant_id, key, kind, due_at, payload) values ($1, $2, $3, $4, $5::jsonb)
             on conflict on constraint timers_pkey do update
                set kind = excluded.kind, due_at = excluded.due_at, payload = excluded.payload,
                    claim = null, lease_until = null, attempts = 0`;
const SET_ALL = `insert into timers (tenant_id, key, kind, due_at, payload)
                 select $1, x.key, x.kind, x.due_at, x.payload
                   from unnest($2::text[], $3::text[], $4::timestamptz[], $5::jsonb[]) x (key, kind, due_at, payload)
                 on conflict on constraint timers_pkey do update
                    set kind = excluded.kind, due_at = excluded.due_at, payload = excluded.payload,
                        claim = null, lease_until = null, attempts = 0`;
const CANCEL_ALL = 'delete from timers where tenant_id = $1 and key = any($2::text[])';
const CANCEL = 'delete from timers where tenant_id = $1 and key = $2';
const HURRY = 'update timers set due_at = $3 where tenant_id = $1 and kind = $2 and due_at > $3 returning key';
const LIST = `select key, kind, due_at as "dueAt", payload from timers
               where tenant_id = $1 and starts_with(key, $2) order by due_at, key`;

/** Deadlines, starts, ends, reminders: rows that the worker fires when the product's clock reaches them. */
@Injectable()
export class Timers {
  constructor(private readonly signals: Signals) {}

  /** Sets or moves a timer; both or neither with the rest of the transaction. */
  async set(tx: Tx, { key, kind, dueAt, payload = {} }: Timer): Promise<void> {
    await tx.query(SET, [tx.tenantId, key, kind, dueAt, JSON.stringify(payload)]);
    afterCommit(tx, this.signals, this.signals.wakeWorker);
  }

  /** As {@link set}, several in one statement; no key twice. */
  async setAll(tx: Tx, timers: readonly Timer[]): Promise<void> {
    if (timers.length === 0) return;
    await tx.query(SET_ALL, [
      tx.tenantId,
      timers.map(({ key }) => key),
      timers.map(({ kind }) => kind),
      timers.map(({ dueAt }) => String(dueAt)),
      timers.map(({ payload = {} }) => JSON.stringify(payload)),
    ]);
    afterCommit(tx, this.signals, this.signals.wakeWorker);
  }

  /** As {@link cancel}, several in one statement. */
  async cancelAll(tx: Tx, keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await tx.query(CANCEL_ALL, [tx.tenantId, keys]);
  }

  /** All of this kind that wait for later fire now, each with its payload. */
  async hurry(tx: Tx, kind: string): Promise<void> {
    const waiting = await tx.query<{ key: string }>(HURRY, [tx.tenantId, kind, tx.now]);
    if (waiting.length > 0) afterCommit(tx, this.signals, this.signals.wakeWorker);
  }

  /** Takes a timer away; nothing happens when there is none. */
  async cancel(tx: Tx, key: string): Promise<void> {
    await tx.query(CANCEL, [tx.tenantId, key]);
  }

  /** As {@link cancel}, for whoever must know: false when it has fired already, or never was. */
  async cancelInTime(tx: Tx, key: string): Promise<boolean> {
    return (await tx.query(`${CANCEL} returning key`, [tx.tenantId, key])).length > 0;
  }

  /** The timers that are set, the next first; all of the tenant, or those whose key begins with `keyPrefix`. */
  async list(tx: Tx, keyPrefix = ''): Promise<Required<Timer>[]> {
    return tx.query<Required<Timer>>(LIST, [tx.tenantId, keyPrefix]);
  }
}
