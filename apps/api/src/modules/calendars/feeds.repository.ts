import { Injectable } from '@nestjs/common';
import type { CalendarFeedId, TeamId, TenantId, UserId } from '@understudy/domain';
import { type Statement, type Tx } from '../../platform/database/index.js';

/** A secret address; only the hash of its secret is kept. */
export interface FeedRecord {
  readonly id: CalendarFeedId;
  readonly userId: UserId;
  readonly team: { readonly id: TeamId; readonly name: string } | null;
  readonly secretHash: string;
  readonly createdAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
}

interface FeedRow extends Omit<FeedRecord, 'team'> {
  readonly teamId: TeamId | null;
  readonly teamName: string | null;
}

const SELECT = `select f.id, f.user_id as "userId", f.team_id as "teamId", t.name as "teamName", f.secret_hash as "secretHash",
         f.created_at as "createdAt", f.read_at as "readAt"
    from calendar_feeds f left join teams t on (t.tenant_id, t.id) = (f.tenant_id, f.team_id)
   where f.tenant_id = $1 and f.revoked_at is null`;

const toFeed = ({ teamId, teamName, ...row }: FeedRow): FeedRecord => ({
  ...row,
  team: teamId === null ? null : { id: teamId, name: teamName ?? '' },
});

@Injectable()
export class FeedsRepository {
  async listOf(tx: Tx, userId: UserId): Promise<FeedRecord[]> {
    const rows = await tx.query<FeedRow>(`${SELECT} and f.user_id = $2 order by f.created_at, f.id`, [
      tx.tenantId,
      userId,
    ]);
    return rows.map(toFeed);
  }

  async add(tx: Tx, feed: { id: string; userId: UserId; teamId: TeamId | null; secretHash: string }): Promise<void> {
    await tx.query(
      'insert into calendar_feeds (tenant_id, id, user_id, team_id, secret_hash, created_at) values ($1, $2, $3, $4, $5, $6)',
      [tx.tenantId, feed.id, feed.userId, feed.teamId, feed.secretHash, tx.now],
    );
  }

  async revoke(tx: Tx, id: CalendarFeedId): Promise<void> {
    await tx.query('update calendar_feeds set revoked_at = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      tx.now,
    ]);
  }

  async noteRead(tx: Tx, id: CalendarFeedId): Promise<void> {
    await tx.query('update calendar_feeds set read_at = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      tx.now,
    ]);
  }

  /** For `tenancy.read`: knocking at a secret address costs one round trip. */
  statement(tenantId: TenantId, id: string): Statement {
    return [`${SELECT} and f.id = $2`, [tenantId, id]];
  }

  /** Reads what {@link statement} answers; null when the address is nobody's any more. */
  parse(rows: readonly unknown[]): FeedRecord | null {
    const [row] = rows as readonly FeedRow[];
    return row ? toFeed(row) : null;
  }
}
