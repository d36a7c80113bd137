import { harbor } from './harbor/harbor.js';
import { supportTenants } from './support-tenants.js';
import type { DemoWorld } from './types.js';
import { whenFrom } from './when.js';

/**
 * The demo world of api.md: tenant harbor with its people and 240 customers, and the three tenants of supporters. The same ids,
 * names and figures at every fresh start; every date counts from `startedOn`. Nobody is away yet and nothing is escalated: that
 * is for whoever tries it. What has happened is before `startedOn`.
 */
export const demoWorld = ({ startedOn }: { readonly startedOn: Temporal.PlainDate }): DemoWorld => ({
  startedOn,
  tenants: [harbor(whenFrom(startedOn)), ...supportTenants()],
});
