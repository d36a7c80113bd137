import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { RawPlan, SentStatement, SentValue } from './job.js';

/** As many transactions per connection and second as no machine does: their parameters are made before the clock runs. */
const MOST_PER_SECOND = 1_500;

type Trips = readonly (readonly SentStatement[])[];

/** Kept from round to round, as the API keeps its pool: new ones would plan every statement five times before they reuse a plan. */
const pools = new Map<string, Promise<pg.Client[]>>();

/** The same statements by nothing but `pg`: one pipelined, prepared connection per worker. Answers as `runHttp` does. */
export async function runRaw(plan: RawPlan): Promise<{ latencies: number[]; seconds: number }> {
  const pool = JSON.stringify(plan.trips);
  const opened = pools.get(pool) ?? Promise.all(Array.from({ length: plan.connections }, () => open(plan.url)));
  pools.set(pool, opened);
  const clients = await opened;
  const fixed = plan.variants.every((variant) => variant.every(([, by]) => by !== null));
  const ready: Trips[] = [];
  const build = (turn: number) => fill(plan.trips, plan.variants[turn % plan.variants.length] ?? []);
  const amount = fixed ? plan.variants.length : Math.ceil(plan.seconds * MOST_PER_SECOND);
  for (let turn = 0; turn < amount; turn++) ready.push(build(turn));
  let turn = fixed ? Math.floor(Math.random() * amount) : 0;
  const next = () => (fixed ? ready[turn++ % amount] : ready[turn++]) ?? build(turn);

  const latencies: number[] = [];
  const began = performance.now();
  const until = began + plan.seconds * 1_000;
  await Promise.all(
    clients.map(async (client) => {
      for (let sent = performance.now(); sent < until; sent = performance.now()) {
        await transact(client, next());
        latencies.push(performance.now() - sent);
      }
    }),
  );
  return { latencies, seconds: (performance.now() - began) / 1_000 };
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, pipeline: true, application_name: 'bench-raw' });
  await client.connect();
  return client;
}

async function transact(client: pg.Client, trips: Trips): Promise<void> {
  let last: pg.QueryResult | undefined;
  for (const trip of trips) {
    // one packet per round trip, as the API sends it
    client.connection.stream.cork();
    process.nextTick(() => client.connection.stream.uncork());
    last = (
      await Promise.all(
        trip.map(({ text, name, values }) =>
          client.query({ text, ...(name && { name }), ...(values && { values: [...values] }) }),
        ),
      )
    ).at(-1);
  }
  if (last?.command !== 'COMMIT') throw new Error('a raw transaction was not committed');
}

function fill(trips: Trips, variant: RawPlan['variants'][number]): Trips {
  const parts = variant.map(([part, by]) => [part, by ?? randomUUID()] as const);
  const text = (value: string): string => parts.reduce((filled, [part, by]) => filled.replaceAll(part, by), value);
  const value = (given: SentValue): SentValue =>
    given === null ? null : typeof given === 'string' ? text(given) : given.map((item) => item && text(item));
  return trips.map((trip) =>
    trip.map((statement) => (statement.values ? { ...statement, values: statement.values.map(value) } : statement)),
  );
}
