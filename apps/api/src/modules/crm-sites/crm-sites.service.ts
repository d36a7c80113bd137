import { Injectable } from '@nestjs/common';
import {
  AdminCrmSite,
  type InputOf,
  MOST_CRM_SITES,
  type OutputOf,
  type PutCrmSite,
  type RemoveCrmSite,
  type CrmSites,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { toPersonRef } from '../customers/index.js';
import { type CrmSiteRow, CrmSitesRepository } from './crm-sites.repository.js';

type View = OutputOf<typeof PutCrmSite>;

/** Where the extension's bar may appear, as admins set it (surfaces.md, "Browser extension"). */
@Injectable()
export class CrmSitesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly sites: CrmSitesRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** What every extension of the organisation goes by. */
  async forEverybody(caller: CallerContext): Promise<z.output<typeof CrmSites>> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.sites.list(tx));
    return {
      sites: rows.flatMap(({ site, enabled }) => (site && enabled ? [site] : [])),
      off: rows.filter(({ enabled }) => !enabled).map(({ id }) => id),
    };
  }

  async list(caller: CallerContext): Promise<{ items: View[] }> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.sites.list(tx));
    return { items: rows.map(toView) };
  }

  /** Throws crm-sites.too-many, version.stale with the row, and 400 when the site has another id than the address. */
  put(caller: CallerContext, { site_id: id, site, enabled }: InputOf<typeof PutCrmSite>): Promise<View> {
    if (site && site.id !== id)
      throw new MalformedInput([{ path: 'site.id', message: `is not the id of the address, "${id}"` }]);
    return this.tenancy.run(caller, async (tx) => {
      const { row: before, count } = await this.sites.lock(tx, id);
      requireFresh(caller, before);
      if (!before && count >= MOST_CRM_SITES) throw new DomainError('crm-sites.too-many');

      if (before) await this.sites.save(tx, { id, site, enabled }, caller.userId);
      else await this.sites.add(tx, { id, site, enabled }, caller.userId);
      const after = await this.sites.get(tx, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'crm-site.set',
        subject: { kind: 'crm-site', id },
        data: {
          version: after.version,
          enabled,
          site,
          before: before && { enabled: before.enabled, site: before.site },
        },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'crm-sites' });
      return toView(after);
    });
  }

  /** Throws crm-sites.not-found, version.stale with the row. */
  remove(caller: CallerContext, { site_id: id, reason }: InputOf<typeof RemoveCrmSite>): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      const { row: before } = await this.sites.lock(tx, id);
      if (!before) throw new DomainError('crm-sites.not-found');
      requireFresh(caller, before);

      await this.sites.remove(tx, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'crm-site.removed',
        subject: { kind: 'crm-site', id },
        data: { reason: reason ?? null, enabled: before.enabled, site: before.site },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'crm-sites' });
      return toView(before);
    });
  }
}

/** If-Match names a version of something that is there: where nothing is, it is stale too. */
function requireFresh({ ifMatch }: CallerContext, row: CrmSiteRow | null): void {
  if (ifMatch !== undefined && ifMatch !== row?.version)
    throw new DomainError('version.stale', { current: row && z.encode(AdminCrmSite, toView(row)) });
}

const toView = ({ id, site, enabled, version, updatedAt, updatedBy }: CrmSiteRow): View => ({
  id,
  site,
  enabled,
  version,
  updated_at: updatedAt,
  updated_by: updatedBy && toPersonRef(updatedBy),
});
