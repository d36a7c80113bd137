import { Injectable } from '@nestjs/common';
import type { CrmSite } from '@understudy/contracts';
import { DomainError, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** What an organisation says about one site. */
export interface CrmSiteRow {
  readonly id: string;
  readonly site: CrmSite | null;
  readonly enabled: boolean;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
  readonly updatedBy: { readonly userId: UserId; readonly name: string; readonly place: string | null } | null;
}
export type WrittenCrmSite = Pick<CrmSiteRow, 'id' | 'site' | 'enabled'>;

const SELECT = `
  select s.id, s.site, s.enabled, s.version, s.updated_at as "updatedAt",
         case when u.id is null then null else jsonb_build_object('userId', u.id, 'name', u.name, 'place', u.place) end as "updatedBy"
    from crm_sites s left join users u on (u.tenant_id, u.id) = (s.tenant_id, s.updated_by_user_id)
   where s.tenant_id = $1`;

/** Somebody else made the first row of this site meanwhile. */
const refused = constraintErrors({ crm_sites_pkey: 'version.stale' });

@Injectable()
export class CrmSitesRepository {
  list(tx: Tx): Promise<CrmSiteRow[]> {
    return tx.query(`${SELECT} order by s.id`, [tx.tenantId]);
  }

  async find(tx: Tx, id: string): Promise<CrmSiteRow | null> {
    const [row] = await tx.query<CrmSiteRow>(`${SELECT} and s.id = $2`, [tx.tenantId, id]);
    return row ?? null;
  }

  /** Throws crm-sites.not-found. */
  async get(tx: Tx, id: string): Promise<CrmSiteRow> {
    const row = await this.find(tx, id);
    if (!row) throw new DomainError('crm-sites.not-found');
    return row;
  }

  /** As {@link find}, locked for a change; also counts what is there, one writer of a tenant after the other. */
  async lock(tx: Tx, id: string): Promise<{ row: CrmSiteRow | null; count: number }> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('crm_sites:' || $1::text, 0))`, [tx.tenantId]);
    const [row, counted] = await Promise.all([
      this.find(tx, id),
      tx.query<{ count: number }>('select count(*)::int as count from crm_sites where tenant_id = $1', [tx.tenantId]),
    ]);
    return { row, count: counted[0]?.count ?? 0 };
  }

  /** Throws version.stale when the id is there by now. */
  async add(tx: Tx, { id, site, enabled }: WrittenCrmSite, by: UserId): Promise<void> {
    await tx
      .query(
        `insert into crm_sites (tenant_id, id, site, enabled, updated_at, updated_by_user_id) values ($1, $2, $3::jsonb, $4, $5, $6)`,
        [tx.tenantId, id, site && JSON.stringify(site), enabled, tx.now, by],
      )
      .catch(refused);
  }

  async save(tx: Tx, { id, site, enabled }: WrittenCrmSite, by: UserId): Promise<void> {
    await tx.query(
      `update crm_sites set site = $3::jsonb, enabled = $4, updated_at = $5, updated_by_user_id = $6, version = version + 1
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, site && JSON.stringify(site), enabled, tx.now, by],
    );
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query('delete from crm_sites where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  }
}
