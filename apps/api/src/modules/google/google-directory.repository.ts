import { Injectable } from '@nestjs/common';
import type { DirectoryEntry, DirectoryMemory, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** What Google's directory said when it was applied last. */
@Injectable()
export class GoogleDirectoryRepository {
  list(tx: Tx): Promise<DirectoryMemory<UserId>[]> {
    return tx.query(
      `select google_id as "externalId", user_id as "userId", email, name, manager_email as "managerEmail", team_name as team, is_suspended as "isGone"
         from google_directory_people where tenant_id = $1 order by google_id`,
      [tx.tenantId],
    );
  }

  /** A person has one account: an account that took the place of another is remembered instead of it. */
  async remember(tx: Tx, seen: readonly { readonly userId: UserId; readonly listed: DirectoryEntry }[]): Promise<void> {
    const rows = seen.map(({ userId, listed: { isWanted: _wanted, ...one } }) => ({ ...one, userId }));
    await tx.query(
      `with said as (
         select * from jsonb_to_recordset($2::jsonb)
             as x ("externalId" text, "userId" uuid, email text, name text, "managerEmail" text, team text, "isGone" boolean)),
       replaced as (
         update google_directory_people p set google_id = s."externalId" from said s
          where p.tenant_id = $1 and p.user_id = s."userId" and p.google_id <> s."externalId" returning p.user_id)
       insert into google_directory_people as p (tenant_id, google_id, user_id, email, name, manager_email, team_name, is_suspended)
       select $1, "externalId", "userId", email, name, "managerEmail", team, "isGone" from said
        where "userId" not in (select user_id from replaced)
       on conflict on constraint google_directory_people_pkey do update
          set email = excluded.email, name = excluded.name, manager_email = excluded.manager_email, team_name = excluded.team_name,
              is_suspended = excluded.is_suspended, seen_at = app_now()`,
      [tx.tenantId, JSON.stringify(rows)],
    );
  }
}
