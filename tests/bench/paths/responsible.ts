import path from 'node:path';
import { GetResponsible } from '@understudy/contracts';
import { compete, type Contender, outcome } from '../contest.js';
import type { RawPlan } from '../load/job.js';
import { Pgbench } from '../pgbench.js';
import { POOL, type Stage } from '../stage.js';
import { spreadOf } from '../statistics.js';
import { csmOf, emailOf, idOf, isAway, tenantMark } from '../world.js';

const AIM = 0.25;
const AIM_P99_MS = 10;
/** Targets asked about in turn, over all tenants. */
const TARGETS = 1_000;
/** The one whose statements are recorded; the others' ids are made from its. */
const RECORDED = { tenant: 1, customer: 1 };

/** Who is responsible for a customer: over HTTP, by the same statements of nothing but `pg`, and by pgbench. */
export async function measureResponsible(stage: Stage, withPgbench: boolean): Promise<void> {
  const trips = await stage.record(async (app) => {
    const token = await app.tokenOf(emailOf(RECORDED.tenant, csmOf(RECORDED.customer)));
    return fetch(app.baseUrl + pathOf(RECORDED.tenant, RECORDED.customer), {
      headers: { authorization: `Bearer ${token}` },
    });
  });
  for (const away of [false, true]) {
    stage.print(`\nWho is responsible, owner ${away ? 'away' : 'there'}   GET ${GetResponsible.path}`);
    const targets = targetsOf(stage, away);
    const request = {
      method: 'GET',
      withKey: false,
      targets: await Promise.all(
        targets.map(async ({ tenant, customer }) => ({
          path: pathOf(tenant, customer),
          token: await stage.tokenOf(emailOf(tenant, csmOf(customer))),
        })),
      ),
    } as const;
    const plan: Omit<RawPlan, 'seconds'> = {
      kind: 'raw',
      url: stage.product.appUrl,
      trips,
      connections: POOL,
      variants: targets.map(({ tenant, customer }) => variantOf(tenant, customer)),
    };
    const contenders: Contender[] = [
      { name: 'HTTP, one API process', rate: (seconds) => stage.fastest(request, seconds) },
      {
        name: 'raw pg, prepared and pipelined',
        rate: async (seconds) => (await stage.loader.run({ ...plan, seconds })).rate,
      },
    ];
    if (withPgbench) {
      const pgbench = new Pgbench(path.join(stage.product.dir, `pgbench-${away}`), plan);
      contenders.push({ name: 'pgbench, prepared and pipelined', rate: (seconds) => pgbench.rate(seconds) });
    }
    const rates = await compete(contenders, stage.options.rounds, stage.options.seconds);
    for (const line of outcome(rates, AIM)) stage.print(line);
    stage.print(stage.cpuLine());
    const fastest = spreadOf(rates.get('HTTP, one API process') ?? []).median;
    stage.print(await stage.steady(request, fastest / 2, AIM_P99_MS));
    await stage.profile(`responsible-${away ? 'away' : 'there'}`, request);
  }
}

const pathOf = (tenant: number, customer: number): string =>
  GetResponsible.path.replace('{customer_id}', idOf(tenant, 'customer', customer));

const variantOf = (tenant: number, customer: number): RawPlan['variants'][number] => [
  [idOf(RECORDED.tenant, 'customer', RECORDED.customer), idOf(tenant, 'customer', customer)],
  [tenantMark(RECORDED.tenant), tenantMark(tenant)],
];

function targetsOf({ options: { tenants, customersPerTenant } }: Stage, away: boolean) {
  const customers = Array.from({ length: customersPerTenant }, (_, index) => index + 1).filter(
    (customer) => isAway(customer) === away,
  );
  return Array.from({ length: TARGETS }, (_, index) => ({
    tenant: 1 + (index % tenants),
    customer: customers[(index * 7) % customers.length] ?? 1,
  }));
}
