import { DomainError, type TenantId } from '@understudy/domain';
import { prepared } from './prepared.js';
import type pg from 'pg';

/** A request's Idempotency-Key and how its answer is kept. */
export interface Idempotency {
  readonly key: string;
  /** A hash of who asks, the route and the body: the same key with another one is refused. */
  readonly fingerprint: string;
  /** The wire form of the result of the first `run`; it is what a repetition gets. */
  encode(answer: unknown): unknown;
  readonly status: number;
}

/** Whoever calls, as far as the database must know it. */
export interface TransactionCaller {
  readonly tenantId: TenantId;
  readonly idempotency?: Idempotency | undefined;
}

/** Thrown instead of running the work again; the HTTP layer answers it as if the work had run. */
export class ReplayedAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super('this request was answered before');
    this.name = 'ReplayedAnswer';
  }
}

// two numbers: the first keeps our locks apart from those of other code in the same database
const LOCK = 'select pg_try_advisory_xact_lock(hashtextextended($1, 4711)) as locked';
const FIND = `select fingerprint, status, body from idempotency_keys
               where tenant_id = $1 and key = $2 and expires_at > clock_timestamp()`;
const STORE = `insert into idempotency_keys (tenant_id, key, fingerprint, status, body, expires_at)
               values ($1, $2, $3, $4, $5::jsonb, clock_timestamp() + interval '24 hours')
               on conflict (tenant_id, key) do update
                  set fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
                      created_at = clock_timestamp(), expires_at = excluded.expires_at
                where idempotency_keys.expires_at <= clock_timestamp()`;

/** The statements that open an idempotent transaction: lock, then look (each sees what was committed before it). */
export const idempotencyStatements = (tenantId: TenantId, { key }: Idempotency): readonly pg.QueryConfig[] => [
  prepared(LOCK, [`${tenantId} ${key}`]),
  prepared(FIND, [tenantId, key]),
];

/** Decides by their answers: throws when the first request still runs, when the body is another one, or to replay. */
export function admit({ fingerprint }: Idempotency, lock: pg.QueryResult, found: pg.QueryResult): void {
  if (lock.rows[0]?.locked !== true) throw new DomainError('idempotency.in-flight');
  const stored: { fingerprint: string; status: number; body: unknown } | undefined = found.rows[0];
  if (!stored) return;
  if (stored.fingerprint !== fingerprint) throw new DomainError('idempotency.other-body');
  throw new ReplayedAnswer(stored.status, stored.body);
}

/** Keeps the answer, in the transaction of the effect: one key is one effect even when the process dies between. */
export const storeStatement = (tenantId: TenantId, idempotency: Idempotency, answer: unknown): pg.QueryConfig =>
  prepared(STORE, [
    tenantId,
    idempotency.key,
    idempotency.fingerprint,
    idempotency.status,
    JSON.stringify(idempotency.encode(answer) ?? null),
  ]);
