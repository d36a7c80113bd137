import { setTimeout as pause } from 'node:timers/promises';
import { SetUpCoverage } from '@understudy/contracts';
import pg from 'pg';
import { idOf, MIDNIGHT, plantMidnight, plantSetups, SETUP, strike } from '../coverage-world.js';
import { signIn } from '../sign-in.js';
import type { Product } from '../product.js';
import type { Stage } from '../stage.js';
import { spreadOf } from '../statistics.js';

const AIM_SETUP_S = 5;
const AIM_LARGE_S = 60;
const AIM_MIDNIGHT_S = 60;
const SIZE = 500;
const LARGE = 5_000;
const LARGE_FULL = 10_000;
const EVERY_MS = 20;
const GIVE_UP_MS = 300_000;

/**
 * What a person waits for when they go away, and what the worker has to do when everybody does: with a worker process as built, on the
 * product's own database. Before the other paths, whose messages would pile up in front of it.
 */
export async function measureSetup(stage: Stage): Promise<void> {
  const { product, options, print } = stage;
  const client = new pg.Client({ connectionString: product.superuserUrl });
  client.on('error', () => undefined); // interrupted: the running statement fails, with its reason
  await client.connect();
  const sizes = [
    SIZE,
    ...Array.from({ length: options.rounds }, () => SIZE),
    options.tenants >= 200 ? LARGE_FULL : LARGE,
  ];
  await plantSetups(client, sizes);
  await plantMidnight(client);
  const stopWorker = await product.startWorker();
  try {
    await until(
      client,
      "select count(*)::int as n from pg_stat_activity where application_name = 'understudy-worker-wake'",
      [],
      1,
    );
    print(
      `\nSetting up an absence, split over twelve   POST ${SetUpCoverage.path}, then the worker until every brief is there`,
    );
    const seconds: { size: number; answered: number; briefed: number }[] = [];
    for (const [index, size] of sizes.entries())
      seconds.push({ size, ...(await setUp(product, client, 101 + index, size)) });
    // the first one warms up
    const small = seconds.slice(1).filter(({ size }) => size === SIZE);
    print(line(`${SIZE} customers`, small, AIM_SETUP_S));
    print(line(`${sizes.at(-1)} customers`, seconds.slice(-1), AIM_LARGE_S));
    print(await midnight(client));
  } finally {
    await stopWorker();
    await client.end();
  }
}

function line(name: string, rows: readonly { answered: number; briefed: number }[], aim: number): string {
  const [answered, briefed] = [spreadOf(rows.map((row) => row.answered)), spreadOf(rows.map((row) => row.briefed))];
  const verdict = briefed.median < aim ? 'reached' : 'missed';
  return `  ${name.padEnd(20)} assignments after ${answered.median.toFixed(2)} s (${answered.low.toFixed(2)} to ${answered.high.toFixed(2)}), all briefs after ${briefed.median.toFixed(2)} s (${briefed.low.toFixed(2)} to ${briefed.high.toFixed(2)})   aim < ${aim} s: ${verdict}`;
}

async function setUp(product: Product, client: pg.Client, person: number, size: number) {
  const token = await signIn(product.port, `u${person}@${SETUP.domain}`);
  const day = (n: number) => Temporal.Now.plainDateISO('UTC').add({ days: n }).toString();
  const began = performance.now();
  const answer = await fetch(`http://127.0.0.1:${product.port}${SetUpCoverage.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      start_date: day(5),
      end_date: day(12),
      absence_type: 'vacation',
      notify_customers: 'none',
      split: true,
    }),
  });
  const said: unknown = await answer.json();
  if (answer.status !== 201)
    throw new Error(`setting up was answered ${answer.status} ${JSON.stringify(said).slice(0, 300)}`);
  const answered = (performance.now() - began) / 1_000;
  const absence = Reflect.get(Object(Reflect.get(Object(said), 'absence')), 'id');
  await until(
    client,
    `select count(*)::int as n from coverage_briefs b join coverage_assignments s on (s.tenant_id, s.id) = (b.tenant_id, b.coverage_assignment_id)
      where s.tenant_id = $1 and s.absence_id = $2`,
    [idOf(SETUP.tenant, 1, 1), absence],
    size,
  );
  return { answered, briefed: (performance.now() - began) / 1_000 };
}

async function midnight(client: pg.Client): Promise<string> {
  const tenant = idOf(MIDNIGHT.tenant, 1, 1);
  const began = performance.now();
  await strike(client);
  await until(
    client,
    `select count(*)::int as n from csm_absences a join coverage_assignments s on (s.tenant_id, s.absence_id) = (a.tenant_id, a.id)
      where a.tenant_id = $1 and a.status = 'active' and s.status = 'active'`,
    [tenant],
    MIDNIGHT.people,
  );
  const active = (performance.now() - began) / 1_000;
  await until(
    client,
    'select count(*)::int as n from coverage_briefs where tenant_id = $1 and frozen',
    [tenant],
    MIDNIGHT.people * MIDNIGHT.customersEach,
  );
  const frozen = (performance.now() - began) / 1_000;
  const verdict = active < AIM_MIDNIGHT_S ? 'reached' : 'missed';
  return `\n${MIDNIGHT.people} absences at one midnight, one organisation\n  all active after ${active.toFixed(1)} s, their ${MIDNIGHT.people * MIDNIGHT.customersEach} briefs frozen after ${frozen.toFixed(1)} s   aim < ${AIM_MIDNIGHT_S} s: ${verdict}`;
}

async function until(client: pg.Client, sql: string, values: readonly unknown[], wanted: number): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { rows } = await client.query<{ n: number }>(sql, [...values]);
    const n = rows[0]?.n ?? 0;
    if (n >= wanted) return;
    if (performance.now() > deadline)
      throw new Error(`only ${n} of ${wanted} after ${GIVE_UP_MS / 1_000} s: ${sql.slice(0, 80)}`);
    await pause(EVERY_MS);
  }
}
