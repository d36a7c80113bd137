import { setTimeout as pause } from 'node:timers/promises';
import { GmailMessage } from '@understudy/contracts';
import pg from 'pg';
import type { Stage } from '../stage.js';
import { backupOf, csmOf, domainOf, emailOf, isAway } from '../world.js';

const RATE = 50;
const AIM_P99_MS = 50;
const TARGETS = 500;
/** Tables smaller than this are read whole faster than by any index. */
const SMALL_ROWS = 500;
/** PostgreSQL's processes report what they did with a delay of up to a second after their last transaction, idle ones after ten. */
const REPORT_DELAY_MS = 2_500;

/** The card beside a message: half of the readers cover the customer for somebody who is away, half own it. */
export async function measureCard(stage: Stage): Promise<void> {
  stage.print(`\nAdd-on message card   POST ${GmailMessage.path}`);
  const { tenants, customersPerTenant } = stage.options;
  const targets = await Promise.all(
    Array.from({ length: TARGETS }, async (_, index) => {
      const tenant = 1 + (index % tenants);
      const customer = wanted(index, customersPerTenant);
      const reader = isAway(customer) ? backupOf(csmOf(customer)) : csmOf(customer);
      const body = JSON.stringify({
        message_id: `m${index}`,
        thread_id: `t${index}`,
        from: `Contact One <contact1@${domainOf(tenant, customer)}>`,
        to: emailOf(tenant, reader),
        subject: 'Question about the rollout',
        locale: 'en-GB',
        time_zone: 'Europe/Lisbon',
      });
      return { path: GmailMessage.path, token: await stage.tokenOf(emailOf(tenant, reader)), body };
    }),
  );
  const request = { method: 'POST', withKey: false, targets } as const;
  await stage.fastest(request, 3);
  stage.cpuLine(); // that was the warm-up
  const fastest = await stage.fastest(request, 3);
  stage.print(`  at its best ${fastest.toFixed(0)}/s`);
  stage.print(stage.cpuLine());

  const client = new pg.Client({ connectionString: stage.product.superuserUrl });
  client.on('error', () => undefined); // interrupted: the running statement fails, with its reason
  await client.connect();
  try {
    await pause(REPORT_DELAY_MS);
    const before = await scans(client);
    stage.print(await stage.steady(request, RATE, AIM_P99_MS));
    await pause(REPORT_DELAY_MS);
    const after = await scans(client);
    for (const line of indexLines(before, after)) stage.print(line);
  } finally {
    await client.end();
  }
  await stage.profile('card', request);
}

/** In turns one whose owner is away, and one whose owner is there. */
function wanted(index: number, customers: number): number {
  const from = 1 + ((index * 7) % customers);
  for (let step = 0; step < customers; step++) {
    const customer = 1 + ((from + step) % customers);
    if (isAway(customer) === (index % 2 === 0)) return customer;
  }
  return from;
}

interface Scans {
  readonly table: string;
  readonly rows: number;
  readonly whole: number;
  readonly byIndex: number;
}

async function scans(client: pg.Client): Promise<Scans[]> {
  const { rows } = await client.query<Scans>(
    `select relname as "table", (select reltuples from pg_class where oid = relid)::float8 as rows, seq_scan::float8 as whole, coalesce(idx_scan, 0)::float8 as "byIndex"
       from pg_stat_user_tables where schemaname = 'public' order by relname`,
  );
  return rows;
}

/** What the measured requests themselves did, as PostgreSQL counted it. Throws when it counted nothing at all. */
function indexLines(before: readonly Scans[], after: readonly Scans[]): string[] {
  const used = after
    .map((now) => {
      const then = before.find(({ table }) => table === now.table);
      return { ...now, whole: now.whole - (then?.whole ?? 0), byIndex: now.byIndex - (then?.byIndex ?? 0) };
    })
    .filter(({ whole, byIndex }) => whole + byIndex > 0);
  if (used.length === 0) throw new Error('PostgreSQL counted no scans under load: its statistics are off');
  const large = used.filter(({ rows }) => rows >= SMALL_ROWS);
  const guilty = large.filter(({ whole }) => whole > 0);
  return [
    `  indexes: ${large.length} tables of ${SMALL_ROWS} rows and more were read by index only: ${guilty.length === 0 ? 'yes' : `NO, read whole: ${guilty.map(({ table, rows, whole }) => `${table} (${rows} rows, ${whole} times)`).join(', ')}`}`,
    `  (${large.map(({ table, rows }) => `${table} ${rows}`).join(', ')})`,
  ];
}
