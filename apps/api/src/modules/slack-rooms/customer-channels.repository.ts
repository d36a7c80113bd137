import { Injectable } from '@nestjs/common';
import type { CustomerId, Discreet, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface CustomerChannel {
  readonly channelId: string;
  readonly name: string;
}

/** Which channels of the workspace are about which customers. */
@Injectable()
export class CustomerChannelsRepository {
  /** By name; a channel that is about several of them is there once for each. */
  listOf(tx: Tx, ids: readonly CustomerId[]): Promise<CustomerChannel[]> {
    return tx.query(
      `select channel_id as "channelId", name from customer_slack_channels
        where tenant_id = $1 and customer_id = any($2::uuid[]) order by name, channel_id`,
      [tx.tenantId, ids],
    );
  }

  /** All customers for whom nobody chose any. */
  listWithout(tx: Tx): Promise<({ readonly id: CustomerId } & Discreet)[]> {
    return tx.query(
      `select c.id, c.name, c.is_confidential as "isConfidential", c.code_name as "codeName" from customers c
        where c.tenant_id = $1
          and not exists (select from customer_slack_channels k where k.tenant_id = $1 and k.customer_id = c.id)
        order by lower(c.name), c.id`,
      [tx.tenantId],
    );
  }

  /** Whoever may decide for the organisation, where nobody in particular did. */
  async anAdmin(tx: Tx): Promise<UserId | null> {
    const [row] = await tx.query<{ id: UserId }>(
      `select id from users where tenant_id = $1 and active and 'admin' = any(roles) order by created_at, id limit 1`,
      [tx.tenantId],
    );
    return row?.id ?? null;
  }

  async isDemo(tx: Tx): Promise<boolean> {
    const rows = await tx.query(`select 1 from tenants where tenant_id = $1 and slug = 'harbor'`, [tx.tenantId]);
    return rows.length > 0;
  }

  /** Whose channels are replaced one after the other. */
  async lockCustomer(tx: Tx, id: CustomerId): Promise<void> {
    await tx.query('select 1 from customers where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]);
  }

  /** The customer's row is locked. */
  async replace(tx: Tx, id: CustomerId, channels: readonly CustomerChannel[], byUserId: UserId): Promise<void> {
    await tx.query('delete from customer_slack_channels where tenant_id = $1 and customer_id = $2', [tx.tenantId, id]);
    await tx.query(
      `insert into customer_slack_channels (tenant_id, customer_id, channel_id, name, added_by_user_id, added_at)
       select $1, $2, x.channel_id, x.name, $5, $6 from unnest($3::text[], $4::text[]) x (channel_id, name)`,
      [tx.tenantId, id, channels.map(({ channelId }) => channelId), channels.map(({ name }) => name), byUserId, tx.now],
    );
  }
}
