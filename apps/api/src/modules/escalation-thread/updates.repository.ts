import { Injectable } from '@nestjs/common';
import type { EscalationId, EscalationUpdateId, UserId } from '@understudy/domain';
import { constraintErrors, type JsonObject, newId, type Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';

export interface UpdateRecord {
  readonly id: EscalationUpdateId;
  readonly escalationId: EscalationId;
  readonly user: PersonName;
  readonly updateType: 'comment' | 'broadcast';
  readonly comment: string;
  readonly isInternal: boolean;
  readonly mentioned: readonly PersonName[];
  readonly editsUpdateId: EscalationUpdateId | null;
  readonly editedByUpdateId: EscalationUpdateId | null;
  readonly previousValue: JsonObject | null;
  readonly newValue: JsonObject | null;
  readonly createdAt: Temporal.Instant;
}

export interface NewUpdate {
  readonly escalationId: EscalationId;
  readonly userId: UserId;
  readonly updateType: UpdateRecord['updateType'];
  readonly comment: string;
  readonly isInternal: boolean;
  readonly mentionedUserIds: readonly UserId[];
  readonly edits: { readonly id: EscalationUpdateId; readonly comment: string } | null;
}

const SELECT = `
  select d.id, d.escalation_id as "escalationId", ${person('u')} as user, d.update_type as "updateType", d.comment, d.is_internal as "isInternal",
         (select coalesce(jsonb_agg(${person('m')} order by m.name, m.id), '[]') from users m
           where m.tenant_id = d.tenant_id and m.id = any(d.mentioned_user_ids)) as mentioned,
         d.edits_update_id as "editsUpdateId", n.id as "editedByUpdateId", d.previous_value as "previousValue", d.new_value as "newValue",
         d.created_at as "createdAt"
    from escalation_updates d
    join users u on (u.tenant_id, u.id) = (d.tenant_id, d.user_id)
    left join escalation_updates n on (n.tenant_id, n.edits_update_id) = (d.tenant_id, d.id)`;

const refused = constraintErrors({ escalation_updates_edit_key: 'escalation-updates.edited-already' });

/** Comments and broadcasts. Rows are only ever added. */
@Injectable()
export class UpdatesRepository {
  /** Throws escalation-updates.edited-already. */
  async add(tx: Tx, row: NewUpdate): Promise<EscalationUpdateId> {
    const id = newId<EscalationUpdateId>();
    await tx
      .query(
        `insert into escalation_updates (tenant_id, id, escalation_id, user_id, update_type, comment, is_internal, mentioned_user_ids,
                                         edits_update_id, previous_value, new_value, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12)`,
        [
          tx.tenantId,
          id,
          row.escalationId,
          row.userId,
          row.updateType,
          row.comment,
          row.isInternal,
          row.mentionedUserIds,
          row.edits?.id ?? null,
          row.edits && JSON.stringify({ comment: row.edits.comment }),
          row.edits && JSON.stringify({ comment: row.comment }),
          tx.now,
        ],
      )
      .catch(refused);
    return id;
  }

  async find(tx: Tx, escalationId: EscalationId, id: EscalationUpdateId): Promise<UpdateRecord | null> {
    const rows = await this.listByIds(tx, [id]);
    return rows.find((row) => row.escalationId === escalationId) ?? null;
  }

  listByIds(tx: Tx, ids: readonly EscalationUpdateId[]): Promise<UpdateRecord[]> {
    return tx.query(`${SELECT} where d.tenant_id = $1 and d.id = any($2::uuid[])`, [tx.tenantId, ids]);
  }

  /** The latest first, `toUserId` null to whomever they went; one more than `limit` says that there is a next page. */
  listBroadcasts(
    tx: Tx,
    escalationId: EscalationId,
    {
      after,
      limit,
      toUserId,
    }: {
      readonly after?: { readonly at: string; readonly id: string } | undefined;
      readonly limit: number;
      readonly toUserId: UserId | null;
    },
  ): Promise<UpdateRecord[]> {
    return tx.query(
      `${SELECT} where d.tenant_id = $1 and d.escalation_id = $2 and d.update_type = 'broadcast'
          and ($3::timestamptz is null or (d.created_at, d.id) < ($3, $4::uuid))
          and ($6::uuid is null or exists (select from escalation_broadcast_recipients r
                where (r.tenant_id, r.update_id) = (d.tenant_id, d.id) and r.user_id = $6))
        order by d.created_at desc, d.id desc limit $5`,
      [tx.tenantId, escalationId, after?.at ?? null, after?.id ?? null, limit + 1, toUserId],
    );
  }

  /** Those of them who are people of this organisation and still with it. */
  listActive(tx: Tx, ids: readonly UserId[]): Promise<PersonName[]> {
    return tx.query(
      `select u.id as "userId", u.name, u.place from users u where u.tenant_id = $1 and u.id = any($2::uuid[]) and u.active`,
      [tx.tenantId, ids],
    );
  }
}
