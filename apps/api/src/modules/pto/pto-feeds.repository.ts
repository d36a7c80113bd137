import { Injectable } from '@nestjs/common';
import { DomainError, type PtoFeedId, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import { windowAt } from './pto-reading.js';
import type { PtoEntryState, PtoFeedKind, PtoFeedRecord } from './pto.records.js';

/** Jitter spreads the readings: fifteen minutes at most between two. */
const NEXT_POLL = `clock_timestamp() + interval '13 minutes' + random() * interval '2 minutes'`;
/** Without a change of the feed itself, repeating entries and people who came since are looked at again this often. */
const FULL_EVERY = '1 day';

const COLUMNS = `f.id, f.kind, f.name, f.host, f.access_sealed as "accessSealed", f.webhook_secret_sealed as "webhookSecretSealed", f.paused,
  f.removed_at as "removedAt", f.etag, f.last_modified as "lastModified", f.digest, f.reading,
  f.read_in_full_at is null or f.read_in_full_at < clock_timestamp() - interval '${FULL_EVERY}' as "isFullDue", f.failures, f.problem,
  f.is_held as "isHeld", f.is_lost as "isLost", f.read_at as "readAt", f.ok_at as "okAt", f.created_at as "createdAt", f.version`;

const nameTaken = constraintErrors({ pto_feeds_name_key: 'pto.name-taken' });

export interface NewPtoFeed {
  readonly id: PtoFeedId;
  readonly kind: PtoFeedKind;
  readonly name: string;
  readonly host: string;
  readonly accessSealed: string;
  readonly webhookSecretSealed: string | null;
  readonly createdByUserId: UserId;
}

/** What a reading that went well leaves behind. */
export interface FeedMarks {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly digest: string | null;
}

/** PTO systems. Polls and repetitions go by machine time, what people see by product time. */
@Injectable()
export class PtoFeedsRepository {
  list(tx: Tx): Promise<PtoFeedRecord[]> {
    return tx.query(
      `select ${COLUMNS} from pto_feeds f where f.tenant_id = $1 and f.removed_at is null order by f.name, f.id`,
      [tx.tenantId],
    );
  }

  async find(tx: Tx, id: PtoFeedId): Promise<PtoFeedRecord | null> {
    const [row] = await tx.query<PtoFeedRecord>(
      `select ${COLUMNS} from pto_feeds f where f.tenant_id = $1 and f.id = $2`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** Locks it. Throws pto.feed-not-found, also for one that was removed. */
  async lock(tx: Tx, id: PtoFeedId): Promise<PtoFeedRecord> {
    const [row] = await tx.query<PtoFeedRecord>(
      `select ${COLUMNS} from pto_feeds f where f.tenant_id = $1 and f.id = $2 and f.removed_at is null for update`,
      [tx.tenantId, id],
    );
    if (!row) throw new DomainError('pto.feed-not-found');
    return row;
  }

  /** Throws pto.name-taken. */
  async add(tx: Tx, feed: NewPtoFeed): Promise<void> {
    await tx
      .query(
        `insert into pto_feeds (tenant_id, id, kind, name, host, access_sealed, webhook_secret_sealed, created_by_user_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          tx.tenantId,
          feed.id,
          feed.kind,
          feed.name,
          feed.host,
          feed.accessSealed,
          feed.webhookSecretSealed,
          feed.createdByUserId,
        ],
      )
      .catch(nameTaken);
  }

  /** A new address or key is read from its beginning. Throws pto.name-taken. */
  async change(
    tx: Tx,
    id: PtoFeedId,
    to: Pick<PtoFeedRecord, 'name' | 'paused' | 'host' | 'accessSealed' | 'webhookSecretSealed'>,
  ): Promise<void> {
    await tx
      .query(
        `update pto_feeds set name = $3, paused = $4, host = $5, webhook_secret_sealed = $7, version = version + 1,
                poll_due_at = clock_timestamp(), failures = 0,
                etag = case when access_sealed = $6 then etag end, last_modified = case when access_sealed = $6 then last_modified end,
                read_in_full_at = case when access_sealed = $6 then read_in_full_at end, access_sealed = $6
          where tenant_id = $1 and id = $2`,
        [tx.tenantId, id, to.name, to.paused, to.host, to.accessSealed, to.webhookSecretSealed],
      )
      .catch(nameTaken);
  }

  /** What it needed to be read is forgotten with it. */
  async remove(tx: Tx, id: PtoFeedId): Promise<void> {
    await tx.query(
      `update pto_feeds set removed_at = $3, access_sealed = null, webhook_secret_sealed = null, etag = null, last_modified = null,
              version = version + 1 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, tx.now],
    );
  }

  /** Takes those whose reading is due; two workers never take the same one. */
  async takeDue(tx: Tx): Promise<PtoFeedId[]> {
    const rows = await tx.query<{ id: PtoFeedId }>(
      `update pto_feeds set poll_due_at = ${NEXT_POLL}
        where tenant_id = $1 and id in (select id from pto_feeds where tenant_id = $1 and removed_at is null and not paused
                                          and poll_due_at <= clock_timestamp() for update skip locked)
       returning id`,
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }

  /** All that are read, now. */
  async takeAll(tx: Tx): Promise<PtoFeedId[]> {
    const rows = await tx.query<{ id: PtoFeedId }>(
      `update pto_feeds set poll_due_at = ${NEXT_POLL} where tenant_id = $1 and removed_at is null and not paused returning id`,
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }

  /** The next reading goes through all of it, whatever the other side says about changes. */
  async forget(tx: Tx, id: PtoFeedId): Promise<void> {
    await tx.query(
      'update pto_feeds set etag = null, last_modified = null, read_in_full_at = null where tenant_id = $1 and id = $2',
      [tx.tenantId, id],
    );
  }

  /** A reading begins; null when there is nothing to read. */
  async begin(tx: Tx, id: PtoFeedId): Promise<PtoFeedRecord | null> {
    const [row] = await tx.query<PtoFeedRecord>(
      `update pto_feeds f set reading = reading + 1 where f.tenant_id = $1 and f.id = $2 and f.removed_at is null and not f.paused
       returning ${COLUMNS}`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** The row is locked. `isWhole`: all of it was gone through. */
  async succeeded(tx: Tx, id: PtoFeedId, marks: FeedMarks, isWhole: boolean): Promise<void> {
    await tx.query(
      `update pto_feeds set etag = $3, last_modified = $4, digest = $5, failures = 0, problem = null, is_lost = false, is_held = false,
              read_at = $6, ok_at = $6, read_in_full_at = case when $7 then clock_timestamp() else read_in_full_at end
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, marks.etag, marks.lastModified, marks.digest, tx.now, isWhole],
    );
  }

  /** It is tried again after so many seconds. */
  async failed(
    tx: Tx,
    id: PtoFeedId,
    {
      problem,
      isLost,
      isHeld = false,
      pauseSeconds,
    }: { problem: string; isLost: boolean; isHeld?: boolean; pauseSeconds: number },
  ): Promise<void> {
    await tx.query(
      `update pto_feeds set failures = failures + 1, problem = $3, is_lost = $4, is_held = $5, read_at = $6, etag = null, last_modified = null,
              poll_due_at = clock_timestamp() + make_interval(secs => $7) where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, problem, isLost, isHeld, tx.now, pauseSeconds],
    );
  }

  /** True when nothing else of this kind is lost: what was lost is back as a whole. */
  async isAnyLost(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ lost: boolean }>(
      'select exists (select from pto_feeds where tenant_id = $1 and removed_at is null and not paused and is_lost) as lost',
      [tx.tenantId],
    );
    return row?.lost ?? false;
  }

  /** Of the days that are read. */
  async countEntries(tx: Tx): Promise<{ feedId: PtoFeedId; state: PtoEntryState; count: number }[]> {
    return tx.query(
      `select feed_id as "feedId", state, count(*)::int as count from pto_entries
        where tenant_id = $1 and state <> 'gone' and (last_on is null or last_on >= $2) group by feed_id, state`,
      [tx.tenantId, windowAt(tx.now).firstOn],
    );
  }

  /** False when the same bytes were received before. */
  async receive(tx: Tx, id: PtoFeedId, digest: string): Promise<boolean> {
    const rows = await tx.query(
      `insert into pto_webhook_receipts (tenant_id, feed_id, digest) values ($1, $2, $3)
       on conflict on constraint pto_webhook_receipts_pkey do nothing returning digest`,
      [tx.tenantId, id, digest],
    );
    return rows.length > 0;
  }
}
