import { CrmSite } from '@understudy/contracts';
import builtIn from '@understudy/contracts/built-in-crm-sites.json' with { type: 'json' };
import * as z from 'zod/mini';

/**
 * A CRM as data; the shape and its rules are the API's own (contracts, crm-site.ts), so that what an admin may store is what the
 * extension takes. Only the worker checks: pages and content scripts get sites that were checked, and import the type alone.
 */
export const Site = CrmSite;
export type Site = CrmSite;

/** The sites every installation knows. Throws at start when the file is wrong, so that a bad one cannot ship. */
export const BUILT_IN_SITES: readonly Site[] = z.parse(z.array(Site), builtIn);
