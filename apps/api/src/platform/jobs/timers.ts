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
const CANCEL = 'delete from timers where tenant_id = $1 and key = $2 returning key';
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

  /** Takes a timer away; nothing happens when there is none. False then: it has fired, or never was. */
  async cancel(tx: Tx, key: string): Promise<boolean> {
    return (await tx.query(CANCEL, [tx.tenantId, key])).length > 0;
  }

  /** The timers that are set, the next first; all of the tenant, or those whose key begins with `keyPrefix`. */
  async list(tx: Tx, keyPrefix = ''): Promise<Required<Timer>[]> {
    return tx.query<Required<Timer>>(LIST, [tx.tenantId, keyPrefix]);
  }
}
