import { Injectable } from '@nestjs/common';
import {
  afterCommit,
  beforeCommit,
  type Json,
  type JsonObject,
  prepared,
  Signals,
  type Tx,
} from '../database/index.js';

/** What leaves a transaction: a type ("coverage.accepted") and what a handler needs to load the rest; ids, not copies. */
export type OutboxMessage = { readonly type: string; readonly [name: string]: Json | undefined };

interface Pending {
  readonly types: string[];
  readonly payloads: string[];
}

const INSERT = `insert into outbox (tenant_id, type, payload)
                select $1::uuid, m.type, m.payload::jsonb
                  from unnest($2::text[], $3::text[]) with ordinality as m (type, payload, position) order by m.position`;

/**
 * Messages to the rest of the world, saved with the change that causes them: both or neither. They travel with COMMIT in
 * one statement, so adding one costs no round trip. A message belongs to the whole transaction, not to a savepoint in it.
 */
@Injectable()
export class Outbox {
  private readonly pending = new WeakMap<Tx, Pending>();

  constructor(private readonly signals: Signals) {}

  /** Adds a message; the worker gets it at least once, a few milliseconds after COMMIT. */
  async add(tx: Tx, { type, ...payload }: OutboxMessage): Promise<void> {
    const pending = this.open(tx);
    pending.types.push(type);
    pending.payloads.push(JSON.stringify(payload satisfies JsonObject));
  }

  private open(tx: Tx): Pending {
    const found = this.pending.get(tx);
    if (found) return found;
    const pending: Pending = { types: [], payloads: [] };
    beforeCommit(tx, this, () => [prepared(INSERT, [tx.tenantId, pending.types, pending.payloads])]);
    afterCommit(tx, this.signals, this.signals.wakeWorker);
    this.pending.set(tx, pending);
    return pending;
  }
}
