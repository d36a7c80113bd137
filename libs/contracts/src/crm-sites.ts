import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { text } from './core/text.js';
import { instant } from './core/time.js';
import { CrmSite, crmSiteId } from './crm-site.js';

/** As many sites as an organisation may have an opinion on. */
export const MOST_CRM_SITES = 100;

/** What the organisation says about sites beside those that come with the extension. */
export const CrmSites = z
  .object({
    /** Each stands in for the built-in site of the same id. */
    sites: z.array(CrmSite),
    /** Ids of sites, built-in ones too, on which no bar may appear. */
    off: z.array(z.string()),
  })
  .meta({ id: 'CrmSites' });

export const ListCrmSites = endpoint({
  method: 'GET',
  path: '/api/crm-sites',
  summary: "The organisation's CRM sites, for the browser extension; If-None-Match with the last ETag is answered 304",
  allow: 'customers:read',
  response: CrmSites,
});

export const AdminCrmSite = z
  .object({
    id: z.string(),
    /** null: the one that comes with the extension under this id. */
    site: CrmSite.nullable(),
    /** False: no bar on this site, for anybody. */
    enabled: z.boolean(),
    version: z.int(),
    updated_at: instant,
    updated_by: PersonRef.nullable(),
  })
  .meta({ id: 'AdminCrmSite' });

const id = { site_id: crmSiteId };

export const ListAdminCrmSites = endpoint({
  method: 'GET',
  path: '/api/admin/crm-sites',
  summary:
    'What the organisation says about CRM sites, by id; built-in sites that nothing is said about are not listed',
  allow: 'admin',
  response: z.object({ items: z.array(AdminCrmSite) }).meta({ id: 'AdminCrmSiteList' }),
});
export const PutCrmSite = endpoint({
  method: 'PUT',
  path: '/api/admin/crm-sites/{site_id}',
  summary: 'Set a CRM site, or switch one off for everybody, built-in ones too (If-Match with its version)',
  allow: 'admin',
  params: id,
  body: {
    /** Its id is the one of the address; null leaves the one that comes with the extension. */
    site: CrmSite.nullable(),
    enabled: z.boolean().default(true),
  },
  response: AdminCrmSite,
  errors: ['crm-sites.too-many', 'version.stale'],
});
export const RemoveCrmSite = endpoint({
  method: 'DELETE',
  path: '/api/admin/crm-sites/{site_id}',
  summary: 'Forget what was said about a site: a built-in one is as the extension brings it, any other is gone',
  allow: 'admin',
  params: id,
  query: { reason: text(1000).optional() },
  response: AdminCrmSite,
  errors: ['crm-sites.not-found', 'version.stale'],
});
