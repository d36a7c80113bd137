import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { asId, type TenantId } from '@understudy/domain';
import type pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import {
  admit,
  type Idempotency,
  idempotencyStatements,
  storeStatement,
  type TransactionCaller,
} from './idempotency.js';
import { sqlState } from './constraint-errors.js';
import { adaptive, prepared } from './prepared.js';
import { closeHooks, openHooks, type Statement, type Tx } from './tx.js';

/** COMMIT was answered with ROLLBACK: an error inside the transaction was swallowed, and nothing was saved. */
export class LostTransaction extends Error {
  constructor() {
    super('a failed statement was swallowed inside the transaction; nothing was saved');
    this.name = 'LostTransaction';
  }
}

/** The caller holds a connection already and waits for another: with as many such callers as connections, all wait for good. */
export class NestedConnection extends Error {
  constructor() {
    super('a transaction was asked for inside another one: hand the open tx on, or finish it first');
    this.name = 'NestedConnection';
  }
}

/** No tenant at all: row-level security shows nothing but what is not a tenant's. */
export const NO_TENANT = asId<TenantId>('00000000-0000-0000-0000-000000000000');

const OPEN = "select set_config('app.tenant_id', $1, true), app_now() as now";

const MOST_ATTEMPTS = 4;
/** deadlock_detected, serialization_failure: the whole transaction is to be tried again. */
const BROKEN_OFF: ReadonlySet<string | null> = new Set(['40P01', '40001']);
const isBrokenOff = (error: unknown): boolean => BROKEN_OFF.has(sqlState(error));

/**
 * The way into the database: tenant transactions. BEGIN, the tenant's setting and the product's time are one round
 * trip; what must be written last and COMMIT are another. `DataSource.transaction` and `dataSource.query` are banned elsewhere.
 */
@Injectable()
export class Tenancy {
  /** Keys that were admitted already: only the first `run` of a request is the one its key stands for. */
  private readonly admitted = new WeakSet<Idempotency>();
  /** What runs now holds a connection, until it is given back: what outlives the transaction may ask for its own. */
  private readonly holding = new AsyncLocalStorage<{ isHeld: boolean }>();

  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction of the tenant, and answers its result only after PostgreSQL said COMMIT. Whatever is
   * thrown inside rolls everything back. Given a caller with an Idempotency-Key, its first `run` is done once per key:
   * throws ReplayedAnswer with the stored answer, or DomainError `idempotency.other-body` / `idempotency.in-flight`.
   * Throws LostTransaction when an error was swallowed inside. When PostgreSQL breaks it off to end a deadlock, nothing of it
   * happened and `work` is done again, up to three times: it must change nothing outside the transaction. Throws
   * NestedConnection when it is called, or `read` is, by `work` itself.
   */
  async run<R>(who: TenantId | TransactionCaller, work: (tx: Tx) => Promise<R>): Promise<R> {
    const caller: TransactionCaller = typeof who === 'string' ? { tenantId: who } : who;
    const idempotency = this.firstRun(caller);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(caller.tenantId, idempotency, work);
      } catch (error) {
        if (attempt < MOST_ATTEMPTS && isBrokenOff(error)) continue;
        if (idempotency) this.admitted.delete(idempotency);
        throw error;
      }
    }
  }

  private attempt<R>(
    tenantId: TenantId,
    idempotency: Idempotency | undefined,
    work: (tx: Tx) => Promise<R>,
  ): Promise<R> {
    return this.borrow(async (runner, client) => {
      try {
        const { tx, hooks } = await this.open(runner, client, tenantId, idempotency);
        try {
          const result = await work(tx);
          const last = [...hooks.before.values()].flatMap((statements) => statements());
          if (idempotency) last.push(storeStatement(tenantId, idempotency, result));
          sendTogether(client);
          const answers = await settled([...last.map((query) => client.query(query)), client.query('COMMIT')]);
          if (answers.at(-1)?.command !== 'COMMIT') throw new LostTransaction();
          this.holding.exit(() => {
            for (const done of hooks.after.values()) done();
          });
          return result;
        } finally {
          closeHooks(tx);
        }
      } catch (error) {
        // after a failed COMMIT there is nothing to roll back, on a dead connection nobody to answer: the first error counts
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  /**
   * Reads that do not need each other's answers, in one round trip and one READ ONLY transaction, prepared. Rows come in
   * the order of the statements; the caller parses them.
   */
  async read<const S extends readonly Statement[]>(
    tenantId: TenantId,
    ...statements: S
  ): Promise<{ now: Temporal.Instant; rows: unknown[][] }> {
    return this.borrow(async (_runner, client) => {
      sendTogether(client);
      const [, opened, ...answers] = await settled([
        client.query('BEGIN READ ONLY'),
        client.query(prepared(OPEN, [tenantId])),
        ...statements.map(([text, values]) => client.query(prepared(text, values))),
        client.query('COMMIT'),
      ]);
      return { now: opened?.rows[0].now, rows: answers.slice(0, -1).map((answer) => answer.rows) };
    });
  }

  private firstRun({ idempotency }: TransactionCaller): Idempotency | undefined {
    if (!idempotency || this.admitted.has(idempotency)) return undefined;
    this.admitted.add(idempotency);
    return idempotency;
  }

  private async open(runner: QueryRunner, client: pg.PoolClient, tenantId: TenantId, idempotency?: Idempotency) {
    sendTogether(client);
    const [, opened, lock, found] = await settled([
      client.query('BEGIN'),
      client.query(prepared(OPEN, [tenantId])),
      ...(idempotency ? idempotencyStatements(tenantId, idempotency).map((query) => client.query(query)) : []),
    ]);
    if (idempotency && lock && found) admit(idempotency, lock, found);
    // TypeORM must know about our transaction: otherwise em.insert() opens, and COMMITs, its own
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    const tx: Tx = {
      tenantId,
      now: opened?.rows[0].now,
      em: runner.manager,
      query: async (sql, params) => {
        if (runner.isReleased) throw new Error('this transaction is over');
        sendTogether(client);
        return (await client.query(adaptive(sql, params))).rows;
      },
    };
    return { tx, hooks: openHooks(tx) };
  }

  private async borrow<R>(use: (runner: QueryRunner, client: pg.PoolClient) => Promise<R>): Promise<R> {
    if (this.holding.getStore()?.isHeld) throw new NestedConnection();
    const runner = this.source.createQueryRunner();
    const hold = { isHeld: true };
    try {
      return await this.holding.run(hold, async () => use(runner, await runner.connect()));
    } finally {
      hold.isHeld = false;
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
  }
}

/**
 * Lets the statements of this turn of the event loop leave in one packet: `pg` writes each by itself, and those writes cost
 * more of this process than making the statements.
 */
function sendTogether({ connection: { stream } }: pg.PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/**
 * Promise.all that waits for every answer before it throws the first error: a connection must not go back to the pool
 * busy. Throws the first error by position, which is the cause; those after it only say that the transaction is aborted.
 */
async function settled<T>(queries: readonly Promise<T>[]): Promise<T[]> {
  const answers = await Promise.allSettled(queries);
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}
