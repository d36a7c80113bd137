import { randomUUID } from 'node:crypto';
import { CreateEscalation } from '@understudy/contracts';
import { compete, outcome } from '../contest.js';
import type { RawPlan, SentStatement } from '../load/job.js';
import { POOL, type Stage } from '../stage.js';
import { spreadOf } from '../statistics.js';
import { CATEGORY, csmOf, emailOf, idOf, tenantMark } from '../world.js';

const AIM = 0.5;
const AIM_P99_MS = 50;
const TARGETS = 1_000;
const RECORDED = { tenant: 1, customer: 3 };
const TITLE = 'Exports fail since the update';

const bodyOf = (tenant: number, customer: number): string =>
  JSON.stringify({
    customer_id: idOf(tenant, 'customer', customer),
    category: CATEGORY,
    severity: 'P2',
    title: TITLE,
    description: 'Every export of more than 1,000 rows ends with an error. '.repeat(4),
  });

/** Creating an escalation, all of it: owner, context, clocks, history, outbox, idempotency; against the same statements raw. */
export async function measureEscalation(stage: Stage): Promise<void> {
  stage.print(`\nCreate an escalation   POST ${CreateEscalation.path}`);
  let key = '';
  let id = '';
  const trips = await stage.record(async (app) => {
    key = randomUUID();
    const token = await app.tokenOf(emailOf(RECORDED.tenant, csmOf(RECORDED.customer)));
    const answer = await fetch(app.baseUrl + CreateEscalation.path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: bodyOf(RECORDED.tenant, RECORDED.customer),
    });
    const made: unknown = await answer.clone().json();
    id = String(typeof made === 'object' && made !== null ? Reflect.get(made, 'id') : '');
    return answer;
  });
  ensureWhole(trips, id);
  stage.print(`  ${trips.flat().length} statements in ${trips.length} round trips`);

  const { tenants, customersPerTenant } = stage.options;
  const targets = Array.from({ length: TARGETS }, (_, index) => ({
    tenant: 1 + (index % tenants),
    customer: 1 + ((index * 7) % customersPerTenant),
  }));
  const request = {
    method: 'POST',
    withKey: true,
    targets: await Promise.all(
      targets.map(async ({ tenant, customer }) => ({
        path: CreateEscalation.path,
        token: await stage.tokenOf(emailOf(tenant, csmOf(customer))),
        body: bodyOf(tenant, customer),
      })),
    ),
  } as const;
  const plan: Omit<RawPlan, 'seconds'> = {
    kind: 'raw',
    url: stage.product.appUrl,
    trips,
    connections: POOL,
    variants: targets.map(({ tenant, customer }) => [
      [id, null],
      [key, null],
      [idOf(RECORDED.tenant, 'customer', RECORDED.customer), idOf(tenant, 'customer', customer)],
      [tenantMark(RECORDED.tenant), tenantMark(tenant)],
    ]),
  };
  const rates = await compete(
    [
      { name: 'HTTP, one API process', rate: (seconds) => stage.fastest(request, seconds) },
      {
        name: 'raw pg, same round trips',
        rate: async (seconds) => (await stage.loader.run({ ...plan, seconds })).rate,
      },
    ],
    stage.options.rounds,
    stage.options.seconds,
  );
  for (const line of outcome(rates, AIM)) stage.print(line);
  stage.print(stage.cpuLine());
  const fastest = spreadOf(rates.get('HTTP, one API process') ?? []).median;
  stage.print(await stage.steady(request, fastest / 2, AIM_P99_MS));
  await stage.profile('escalation', request);
}

/** A recording that misses what makes an escalation would flatter the ratio. */
function ensureWhole(trips: readonly (readonly SentStatement[])[], id: string): void {
  const said = trips.flat().map(({ text }) => text);
  const missing = [
    'into escalations',
    'into escalation_moves',
    'into escalation_actions',
    'into timers',
    'history_append',
    'into outbox',
    'into idempotency_keys',
    'COMMIT',
  ].filter((part) => !said.some((text) => text.includes(part)));
  if (missing.length > 0 || id === '') throw new Error(`the recorded transaction has no ${missing.join(', ') || 'id'}`);
}
