import type { TenantId } from '@understudy/domain';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';

/** One transaction of one tenant. Everything that writes takes it first; it must not outlive its `run`. */
export interface Tx {
  readonly tenantId: TenantId;
  /** Product time of the transaction, exact to the microsecond; the only "now" decisions use. */
  readonly now: Temporal.Instant;
  /** `insert`, `update`, `findOne` with lock. No `save()`: it rewrites unchanged rows and can null tenant_id. */
  readonly em: EntityManager;
  /** Rows of one statement; statements sent without awaiting each other travel in one round trip, in order. */
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** SQL with its parameters; prepared under a name that is a hash of the SQL. */
export type Statement = readonly [sql: string, params: readonly unknown[]];

interface Hooks {
  readonly before: Map<object, () => readonly pg.QueryConfig[]>;
  readonly after: Map<object, () => void>;
}

const hooksOf = new WeakMap<Tx, Hooks>();

/** For Tenancy only: starts the bookkeeping of a transaction. */
export const openHooks = (tx: Tx): Hooks => {
  const hooks: Hooks = { before: new Map(), after: new Map() };
  hooksOf.set(tx, hooks);
  return hooks;
};

/** For Tenancy only: an escaped tx can no longer register anything. */
export const closeHooks = (tx: Tx): void => void hooksOf.delete(tx);

const hooks = (tx: Tx): Hooks => {
  const found = hooksOf.get(tx);
  if (!found) throw new Error('this transaction is over');
  return found;
};

/**
 * Statements to send right before COMMIT, in the same round trip; asked for when `work` is done. One per `key`: later calls
 * change nothing. What serialises a tenant (the head of its history) is locked that way: last and briefly, so it cannot deadlock.
 */
export const beforeCommit = (tx: Tx, key: object, statements: () => readonly pg.QueryConfig[]): void => {
  const { before } = hooks(tx);
  if (!before.has(key)) before.set(key, statements);
};

/** Runs `work` once COMMIT is acknowledged; never after a rollback. One per `key`. It must not throw. */
export const afterCommit = (tx: Tx, key: object, work: () => void): void => {
  const { after } = hooks(tx);
  if (!after.has(key)) after.set(key, work);
};
