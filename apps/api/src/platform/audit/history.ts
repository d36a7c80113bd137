import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import { beforeCommit, prepared, type Tx } from '../database/index.js';
import { canonicalEvent, type HistoryEvent, type NewEvent, parseEvent } from './event.js';
import { type ChainReport, type ChainRow, checkChain, EMPTY_CHAIN } from './chain.js';

export interface HistoryFilter {
  readonly subject?: { readonly kind: string; readonly id: string };
  /** "escalation.resolved", or in words, as lists show it: "Escalation resolved". */
  readonly type?: string;
  readonly actorUserId?: UserId;
  /** Half-open, in product time. */
  readonly since?: Temporal.Instant;
  readonly until?: Temporal.Instant;
  /** Only events before this number: the cursor of the next page. */
  readonly before?: number | undefined;
  /** Only events after this number, and then the oldest first. */
  readonly after?: number | undefined;
  readonly limit: number;
}

const APPEND = 'select history_append($1::text[])';
const list = (place: string, order: 'asc' | 'desc'): string =>
  `select seq, canonical, encode(hash, 'hex') as hash from history
    where tenant_id = $1 and ${place}
      and ($3::text is null or (subject_kind = $3 and subject_id = $4))
      and ($5::text is null or type = $5 or translate(type, '._-', '   ') = translate(lower($5), '._-', '   ')) and ($6::uuid is null or actor_user_id = $6)
      and ($8::timestamptz is null or at >= $8) and ($9::timestamptz is null or at < $9)
    order by seq ${order} limit $7`;
const LIST_BACK = list('seq < coalesce($2::bigint, 9223372036854775807)', 'desc');
const LIST_ON = list('seq > $2::bigint', 'asc');
const ABOUT = `select seq, canonical, encode(hash, 'hex') as hash from history
                where tenant_id = $1 and subject_kind = $2 and subject_id = any($3::text[])
                  and at >= $4::timestamptz and at <= $5::timestamptz
                order by seq desc limit $6`;
const PAGE = 1_000;
const WALK = `select seq, canonical, encode(hash, 'hex') as hash from history
               where tenant_id = $1 and seq > $2 order by seq limit ${PAGE}`;
const HEAD = `select seq, encode(hash, 'hex') as hash from history_head where tenant_id = $1`;

/**
 * The append-only history of a tenant: a hash chain that nobody, the owner of the database included, can change unseen.
 * Events are sent in one call right before COMMIT, where the tenant's transactions are put in order; an event belongs
 * to the whole transaction, not to a savepoint in it.
 */
@Injectable()
export class History {
  private readonly pending = new WeakMap<Tx, string[]>();

  /** Tells what happened, in the transaction that makes it happen. */
  async append(tx: Tx, event: NewEvent): Promise<void> {
    const text = canonicalEvent(event, tx.now);
    const events = this.pending.get(tx);
    if (events) {
      events.push(text);
      return;
    }
    const first = [text];
    this.pending.set(tx, first);
    // what list() already flushed is gone from the array
    beforeCommit(tx, this, () => (first.length > 0 ? [prepared(APPEND, [first])] : []));
  }

  /** The newest first, or the oldest first from `after` on. Sees what this transaction appended. */
  async list(tx: Tx, filter: HistoryFilter): Promise<HistoryEvent[]> {
    const { subject, type, actorUserId, since, until, before, after, limit } = filter;
    const events = this.pending.get(tx)?.splice(0) ?? [];
    if (events.length > 0) await tx.query(APPEND, [events]);
    const rows = await tx.query<ChainRow>(after === undefined ? LIST_BACK : LIST_ON, [
      tx.tenantId,
      after ?? before ?? null,
      subject?.kind ?? null,
      subject?.id ?? null,
      type ?? null,
      actorUserId ?? null,
      limit,
      since ?? null,
      until ?? null,
    ]);
    return rows.map(parseEvent);
  }

  /** Events about any of several subjects of one kind, in a time, the newest first. Does not see what this transaction appended. */
  async listAbout(
    tx: Tx,
    subjects: { readonly kind: string; readonly ids: readonly string[] },
    time: { readonly since: Temporal.Instant; readonly until: Temporal.Instant },
    limit: number,
  ): Promise<HistoryEvent[]> {
    if (subjects.ids.length === 0) return [];
    const rows = await tx.query<ChainRow>(ABOUT, [
      tx.tenantId,
      subjects.kind,
      subjects.ids,
      time.since,
      time.until,
      limit,
    ]);
    return rows.map(parseEvent);
  }

  /**
   * Walks the chain and answers how many events it holds and the first that is wrong, if any. Reads everything, 1,000 rows
   * at a time: for people who ask, not for a request path. Independent of it stands the program verify.ts.
   */
  async verify(tx: Tx): Promise<ChainReport> {
    // head first: what is appended meanwhile comes after it and does not matter
    const [head] = await tx.query<{ seq: number; hash: string }>(HEAD, [tx.tenantId]);
    let report: ChainReport = EMPTY_CHAIN;
    for (;;) {
      const rows = await tx.query<ChainRow>(WALK, [tx.tenantId, report.events]);
      report = checkChain(tx.tenantId, rows, report);
      if (report.wrong || rows.length < PAGE) break;
    }
    if (!report.wrong && head && report.events < head.seq)
      return {
        ...report,
        wrong: { seq: report.events + 1, problem: `events up to ${head.seq} were written, this one is missing` },
      };
    return report;
  }
}
