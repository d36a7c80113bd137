import { Injectable } from '@nestjs/common';
import type { World } from '@understudy/contracts';
import { asId, type TenantId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';

type Tenant = z.output<typeof World>['tenants'][number];

/** list_tenants() answers in any tenant; see migration 0010. */
const NO_TENANT = asId<TenantId>('00000000-0000-0000-0000-000000000000');

const USERS = `
  select u.id, u.email, u.name, u.roles, u.time_zone, t.name as team, u.place
    from users u left join teams t on (t.tenant_id, t.id) = (u.tenant_id, u.team_id)
   where u.tenant_id = $1 and u.active order by u.name`;
const CUSTOMERS = `
  select c.id, c.name, array(select d.domain from customer_domains d where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id) order by d.domain) as domains,
         u.email as csm_email,
         (select coalesce(jsonb_agg(jsonb_build_object('system', i.system, 'record_id', i.record_id) order by i.system), '[]')
            from customer_crm_ids i where (i.tenant_id, i.customer_id) = (c.tenant_id, c.id)) as crm_ids
    from customers c left join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id)
   where c.tenant_id = $1 order by lower(c.name), c.id`;
const CONVERSATIONS =
  'select id, customer_id, requester_email, status from conversations where tenant_id = $1 order by created_at, id';

/** The demo tenants as they are now, for whoever tries the sandbox. */
@Injectable()
export class WorldRepository {
  constructor(private readonly tenancy: Tenancy) {}

  async listTenants(): Promise<{ id: TenantId; slug: string; name: string }[]> {
    const { rows } = await this.tenancy.read(NO_TENANT, ['select tenant_id as id, slug, name from list_tenants()', []]);
    return (rows[0] ?? []) as { id: TenantId; slug: string; name: string }[];
  }

  async get(): Promise<z.output<typeof World>> {
    const tenants = await this.listTenants();
    return {
      tenants: await Promise.all(
        tenants.map(async (tenant): Promise<Tenant> => {
          const { rows } = await this.tenancy.read(
            tenant.id,
            [USERS, [tenant.id]],
            [CUSTOMERS, [tenant.id]],
            [CONVERSATIONS, [tenant.id]],
          );
          const [users, customers, conversations] = rows as [
            Tenant['users'],
            Tenant['customers'],
            Tenant['conversations'],
          ];
          return { ...tenant, users, customers, conversations };
        }),
      ),
    };
  }
}
