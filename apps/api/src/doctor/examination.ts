import type { INestApplicationContext } from '@nestjs/common';
import { asId, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import type { Env } from '../config/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationKind,
  IntegrationProbes,
  IntegrationsService,
  passed,
  skipped,
} from '../modules/integrations/index.js';
import { NO_TENANT, Tenancy } from '../platform/database/index.js';
import { countOutdated, Secrets } from '../platform/secrets/index.js';
import { SEALED_COLUMNS } from '../sealed-columns.js';
import { checkInstallation } from './installation-checks.js';

export interface Examination {
  readonly passed: boolean;
  readonly installation: readonly CheckStep[];
  readonly organisations: readonly {
    readonly slug: string;
    readonly integrations: readonly { readonly kind: IntegrationKind; readonly steps: readonly CheckStep[] }[];
  }[];
}

export interface Wish {
  /** One organisation only, by its slug. */
  readonly organisation: string | null;
  /** These integrations only. */
  readonly kinds: readonly IntegrationKind[];
}

/** The product put together, as far as it is asked here. */
export type Product = Pick<INestApplicationContext, 'get' | 'close'>;

const Tenants = z.array(z.object({ id: z.string(), slug: z.string() }));
const isFailed = ({ state }: CheckStep): boolean => state === 'failed';

/**
 * Everything that can be wrong from outside, step by step. The product is put together only where its database answers; `open` does that.
 * Throws RangeError for an organisation that is not there.
 */
export async function examine(env: Env, wish: Wish, open: () => Promise<Product>): Promise<Examination> {
  const installation = await checkInstallation(env);
  if (installation.some((step) => step.name === 'database' && isFailed(step)))
    return { passed: false, installation, organisations: [] };
  const app = await open();
  try {
    installation.push(await checkSecrets(app));
    const organisations = [];
    for (const tenant of await tenantsOf(app, wish.organisation))
      organisations.push({ slug: tenant.slug, integrations: await checkTenant(app, tenant.id, wish.kinds) });
    const steps = organisations.flatMap(({ integrations }) => integrations.flatMap((one) => one.steps));
    return { passed: ![...installation, ...steps].some(isFailed), installation, organisations };
  } finally {
    await app.close();
  }
}

async function tenantsOf(app: Product, slug: string | null): Promise<{ id: TenantId; slug: string }[]> {
  const { rows } = await app
    .get(Tenancy)
    .read(NO_TENANT, ['select tenant_id as id, slug from list_tenants() order by slug', []]);
  const all = Tenants.parse(rows[0]).map((tenant) => ({ id: asId<TenantId>(tenant.id), slug: tenant.slug }));
  const wanted = all.filter((tenant) => slug === null || tenant.slug === slug);
  if (slug !== null && wanted.length === 0)
    throw new RangeError(
      `there is no organisation "${slug}"; there are: ${all.map((tenant) => tenant.slug).join(', ')}`,
    );
  return wanted;
}

async function checkTenant(app: Product, tenantId: TenantId, wanted: readonly IntegrationKind[]) {
  const integrations = app.get(IntegrationsService);
  const found = [];
  for (const probe of app.get(IntegrationProbes).list()) {
    const { kind } = probe;
    if (wanted.length > 0 && !wanted.includes(kind)) continue;
    const { state, detail } = await app.get(Tenancy).run(tenantId, (tx) => probe.status(tx));
    // nobody has to use everything; whoever asks for it by name is told what is missing
    const isLeftOut = state === 'not_connected' && wanted.length === 0;
    const steps = isLeftOut ? [skipped(kind, detail)] : (await integrations.check({ tenantId }, kind)).steps;
    found.push({ kind, steps });
  }
  return found;
}

async function checkSecrets(app: Product): Promise<CheckStep> {
  const { outdated, unreadable } = await countOutdated(app.get(Tenancy), app.get(Secrets), SEALED_COLUMNS);
  if (unreadable > 0)
    return failed(
      'secrets',
      `${unreadable} stored secrets cannot be opened with SECRETS_KEY.`,
      'Put the key they were sealed with into SECRETS_KEYS_OLD, then run npm run rotate-secrets.',
    );
  return passed(
    'secrets',
    outdated === 0
      ? 'All stored secrets are sealed with SECRETS_KEY.'
      : `${outdated} stored secrets are still sealed with an old key; npm run rotate-secrets seals them again.`,
  );
}
