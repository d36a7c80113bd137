import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export interface PlannedPost {
  readonly key: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly digest: string;
}
export interface PostRecord {
  readonly channelId: string;
  /** Null until it is known that it was posted. */
  readonly ts: string | null;
  /** Machine seconds since it was tried, while nobody knows what came of it. */
  readonly unsureSeconds: number | null;
}

/** What we posted in Slack: the row stands before anything leaves. */
@Injectable()
export class SlackPostsRepository {
  /** As it stands, locked; a new one where there is none. */
  async begin(tx: Tx, { key, channelId, threadTs, digest }: PlannedPost): Promise<PostRecord> {
    await tx.query(
      `insert into slack_posts (tenant_id, key, channel_id, thread_ts, digest) values ($1, $2, $3, $4, $5)
       on conflict on constraint slack_posts_pkey do nothing`,
      [tx.tenantId, key, channelId, threadTs, digest],
    );
    const found = await this.find(tx, key);
    if (!found) throw new Error(`no post ${key}`);
    return found;
  }

  async find(tx: Tx, key: string): Promise<PostRecord | null> {
    const [row] = await tx.query<PostRecord>(
      `select channel_id as "channelId", ts, extract(epoch from clock_timestamp() - attempted_at)::float8 as "unsureSeconds"
         from slack_posts where tenant_id = $1 and key = $2 for update`,
      [tx.tenantId, key],
    );
    return row ?? null;
  }

  async attempt(tx: Tx, { key, digest }: Pick<PlannedPost, 'key' | 'digest'>): Promise<void> {
    await tx.query(
      'update slack_posts set attempted_at = clock_timestamp(), digest = $3 where tenant_id = $1 and key = $2 and ts is null',
      [tx.tenantId, key, digest],
    );
  }

  /** Nothing left: the next try need not wait. */
  async forgetAttempt(tx: Tx, key: string): Promise<void> {
    await tx.query('update slack_posts set attempted_at = null where tenant_id = $1 and key = $2 and ts is null', [
      tx.tenantId,
      key,
    ]);
  }

  async posted(tx: Tx, key: string, ts: string): Promise<void> {
    await tx.query(
      'update slack_posts set ts = $3, posted_at = $4, attempted_at = null where tenant_id = $1 and key = $2 and ts is null',
      [tx.tenantId, key, ts, tx.now],
    );
  }

  /**
   * We hear ourselves: the message of ours that nobody knows about yet is this one. By its key; without one (an app that may not read
   * metadata) by its words in that place, the oldest first.
   */
  async heard(
    tx: Tx,
    message: {
      readonly channelId: string;
      readonly threadTs: string | null;
      readonly ts: string;
      readonly key: string | null;
      readonly digest: string;
      readonly bySlackUserId: string;
    },
  ): Promise<void> {
    await tx.query(
      `update slack_posts set ts = $4, posted_at = $7, attempted_at = null
        where tenant_id = $1 and exists (select from slack_connections c where c.tenant_id = $1 and c.bot_user_id = $8) and key = (
          select p.key from slack_posts p
           where p.tenant_id = $1 and p.channel_id = $2 and p.thread_ts is not distinct from $3 and p.ts is null and p.attempted_at is not null
             and (p.key = $5 or ($5 is null and p.digest = $6))
             and not exists (select from slack_posts o where o.tenant_id = $1 and o.channel_id = $2 and o.ts = $4)
           order by p.attempted_at limit 1)`,
      [
        tx.tenantId,
        message.channelId,
        message.threadTs,
        message.ts,
        message.key,
        message.digest,
        tx.now,
        message.bySlackUserId,
      ],
    );
  }
}
