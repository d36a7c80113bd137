import { createHash } from 'node:crypto';
import type { TenantId } from '@understudy/domain';

/** One link as the database holds it; `hash` in hex. */
export interface ChainRow {
  readonly seq: number;
  readonly canonical: string;
  readonly hash: string;
}

/** How far a chain was walked, and the first event that is wrong. */
export interface ChainReport {
  /** Number of the last event that is right. */
  readonly events: number;
  /** Hash of that event, hex; 64 zeros before the first. */
  readonly hash: string;
  readonly wrong: { readonly seq: number; readonly problem: string } | null;
}

export const EMPTY_CHAIN: ChainReport = { events: 0, hash: '0'.repeat(64), wrong: null };

/** hash(n) = sha256(hash(n-1) || utf8(tenant_id:n:canonical)); the same as `history_append` in migration 0005. */
export const linkHash = (tenantId: TenantId, previous: string, seq: number, canonical: string): string =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(`${tenantId}:${seq}:${canonical}`).digest('hex');

/** Continues a walk with the next rows, in order of their numbers. Stops at the first wrong one. */
export function checkChain(tenantId: TenantId, rows: readonly ChainRow[], from: ChainReport): ChainReport {
  let { events, hash } = from;
  for (const row of rows) {
    const wrong = (problem: string): ChainReport => ({ events, hash, wrong: { seq: events + 1, problem } });
    if (row.seq !== events + 1) return wrong(`this event is missing; the next one there is ${row.seq}`);
    if (linkHash(tenantId, hash, row.seq, row.canonical) !== row.hash) return wrong('this event was changed');
    events = row.seq;
    hash = row.hash;
  }
  return { events, hash, wrong: null };
}
