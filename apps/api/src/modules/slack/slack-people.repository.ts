import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Who one of our people is in Slack. */
export interface SlackPerson {
  readonly userId: UserId;
  /** Null: nobody in the workspace, as far as we know. */
  readonly slackUserId: string | null;
  readonly mappedBy: 'email' | 'hand';
  /** Machine time. */
  readonly lookedAt: Temporal.Instant;
  /** Whether somebody who was not found was looked for within the last hour. */
  readonly isFresh: boolean;
}

const COLUMNS = `p.user_id as "userId", p.slack_user_id as "slackUserId", p.mapped_by as "mappedBy", p.looked_at as "lookedAt",
  p.looked_at > clock_timestamp() - interval '1 hour' as "isFresh"`;

/** Our people and their accounts in the workspace. What was set by hand is never overwritten by what an address says. */
@Injectable()
export class SlackPeopleRepository {
  async findByUser(tx: Tx, userId: UserId): Promise<SlackPerson | null> {
    const [found] = await tx.query<SlackPerson>(
      `select ${COLUMNS} from slack_people p where p.tenant_id = $1 and p.user_id = $2`,
      [tx.tenantId, userId],
    );
    return found ?? null;
  }

  async findUserOf(tx: Tx, slackUserId: string): Promise<UserId | null> {
    const [found] = await tx.query<{ userId: UserId }>(
      `select p.user_id as "userId" from slack_people p where p.tenant_id = $1 and p.slack_user_id = $2`,
      [tx.tenantId, slackUserId],
    );
    return found?.userId ?? null;
  }

  /** Somebody active with this address. */
  async findUserByEmail(tx: Tx, email: string): Promise<UserId | null> {
    const [found] = await tx.query<{ id: UserId }>(
      'select id from users where tenant_id = $1 and email = lower($2) and active',
      [tx.tenantId, email],
    );
    return found?.id ?? null;
  }

  /** What their address said; leaves alone what was set by hand, and accounts that belong to somebody else by hand. */
  async learn(tx: Tx, userId: UserId, slackUserId: string | null): Promise<void> {
    const takenByHand = await tx.query(
      `select from slack_people where tenant_id = $1 and slack_user_id = $2 and user_id <> $3 and mapped_by = 'hand'`,
      [tx.tenantId, slackUserId, userId],
    );
    const account = takenByHand.length > 0 ? null : slackUserId;
    await tx.query(
      `update slack_people set slack_user_id = null where tenant_id = $1 and slack_user_id = $2 and user_id <> $3`,
      [tx.tenantId, account, userId],
    );
    await tx.query(
      `insert into slack_people (tenant_id, user_id, slack_user_id, mapped_by) values ($1, $2, $3, 'email')
       on conflict on constraint slack_people_pkey do update
          set slack_user_id = excluded.slack_user_id, looked_at = clock_timestamp() where slack_people.mapped_by = 'email'`,
      [tx.tenantId, userId, account],
    );
  }

  /** By an admin: this account, or nobody. Whoever had the account has none then. */
  async set(tx: Tx, userId: UserId, slackUserId: string | null): Promise<void> {
    await tx.query(
      `update slack_people set slack_user_id = null, mapped_by = 'hand' where tenant_id = $1 and slack_user_id = $2 and user_id <> $3`,
      [tx.tenantId, slackUserId, userId],
    );
    await tx.query(
      `insert into slack_people (tenant_id, user_id, slack_user_id, mapped_by) values ($1, $2, $3, 'hand')
       on conflict on constraint slack_people_pkey do update
          set slack_user_id = excluded.slack_user_id, mapped_by = 'hand', looked_at = clock_timestamp()`,
      [tx.tenantId, userId, slackUserId],
    );
  }

  /** Back to what the address says. */
  async forget(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(
      `update slack_people set slack_user_id = null, mapped_by = 'email', looked_at = 'epoch' where tenant_id = $1 and user_id = $2`,
      [tx.tenantId, userId],
    );
  }

  /** The key of the status that says "away" now, null without one; locked for the decision that follows. */
  async lockStatus(tx: Tx, userId: UserId): Promise<string | null> {
    const [found] = await tx.query<{ key: string | null }>(
      'select status_key as key from slack_people where tenant_id = $1 and user_id = $2 for update',
      [tx.tenantId, userId],
    );
    return found?.key ?? null;
  }

  async setStatus(tx: Tx, userId: UserId, key: string | null): Promise<void> {
    await tx.query('update slack_people set status_key = $3 where tenant_id = $1 and user_id = $2', [
      tx.tenantId,
      userId,
      key,
    ]);
  }

  async openedHome(tx: Tx, userId: UserId): Promise<void> {
    await tx.query('update slack_people set home_opened_at = $3 where tenant_id = $1 and user_id = $2', [
      tx.tenantId,
      userId,
      tx.now,
    ]);
  }

  /** Of these people, those who have opened their home tab once: only theirs are kept fresh. */
  async withHome(tx: Tx, userIds: readonly UserId[]): Promise<UserId[]> {
    const rows = await tx.query<{ userId: UserId }>(
      `select user_id as "userId" from slack_people
        where tenant_id = $1 and user_id = any($2::uuid[]) and home_opened_at is not null and slack_user_id is not null`,
      [tx.tenantId, userIds],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Everybody active, in the order of their names, whether known in Slack or not. */
  list(
    tx: Tx,
  ): Promise<(Pick<SlackPerson, 'userId' | 'slackUserId' | 'mappedBy'> & { name: string; email: string })[]> {
    return tx.query(
      `select u.id as "userId", u.name, u.email, p.slack_user_id as "slackUserId", coalesce(p.mapped_by, 'email') as "mappedBy"
         from users u left join slack_people p on p.tenant_id = u.tenant_id and p.user_id = u.id
        where u.tenant_id = $1 and u.active order by u.name, u.id`,
      [tx.tenantId],
    );
  }
}
