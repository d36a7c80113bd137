import { EscalateConversation, SetSupportStatus } from '@understudy/contracts';
import pg from 'pg';
import type { SentStatement } from '../load/job.js';
import type { Stage } from '../stage.js';
import { busySince, readCpu } from '../machine.js';
import { percentile } from '../statistics.js';
import { headOf, idOf } from '../world.js';

const SUPPORTERS = 10_000;
/** Beside the synthetic organisations: one with very many supporters, and all the escalations again. */
const CROWD = 0xfffe;
const PICKS = 2_000;
const SEED_QUERIES = 5;
const AIM_PICK_P99_MS = 5;
/** One process that waits for another leaves a core to others; above this, others measured too. */
const SATURATED = 0.9;

/** The aim's rate, and one that a small machine carries: above what it can do, only the queue is measured. */
const STATUS_PER_SECOND = [100, 300];
/** Each may be moved once. */
const TARGETS_OF_STATUS = [1_000, 3_000];
const AIM_STATUS_P99_MS = 25;
const ESCALATE_PER_SECOND = 100;
/** The supporter document's Definition of Done. */
const AIM_ESCALATE_P99_MS = 100;
/** More than one measurement sends, because each may be used once. */
const TARGETS = 4_000;

const BID = `create or replace function pg_temp.bid(t bigint, kind int, n bigint) returns uuid language sql immutable as
  $$ select ('be4c' || lpad(to_hex(t), 4, '0') || '-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`;
const HOURS = '{"days":[1,2,3,4,5],"from":"09:00","to":"17:00"}';

/** Planted past the triggers, so the loads are counted below. One supporter in fifty is away, one escalation in forty is open. */
const crowd = (escalations: number): string[] => [
  `insert into tenants (tenant_id, slug, name) select pg_temp.bid(${CROWD}, 1, 1), 'bench-crowd', 'Bench crowd'`,
  `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours)
     select pg_temp.bid(${CROWD}, 1, 1), pg_temp.bid(${CROWD}, 3, n), 'u' || n || '@crowd.bench.example', 'Supporter ' || n, '{supporter}', 'UTC', '${HOURS}'
       from generate_series(1, ${SUPPORTERS}) n`,
  `insert into csm_absences (tenant_id, user_id, absence_type, status, source, time_zone, start_date, during)
     select pg_temp.bid(${CROWD}, 1, 1), pg_temp.bid(${CROWD}, 3, n), 'vacation', 'active', 'manual', 'UTC', current_date,
            tstzrange(app_now() - interval '1 day', app_now() + interval '30 days') from generate_series(1, ${SUPPORTERS}, 50) n`,
  `insert into escalations (tenant_id, conversation_id, created_by_user_id, severity, title, description, status, primary_owner_id, owner_because, customer_context,
                            arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at, created_at, assigned_at)
     select pg_temp.bid(${CROWD}, 1, 1), pg_temp.bid(${CROWD}, 7, n), pg_temp.bid(${CROWD}, 3, 1), 'P2', 'Question ' || n, 'x',
            case when n % 40 = 0 then 'investigating' else 'closed' end, pg_temp.bid(${CROWD}, 3, 1 + n::bigint * 7919 % ${SUPPORTERS}), '{}', '{}',
            0, '{}', app_now(), app_now(), app_now(), app_now() - n % 365 * interval '1 day', app_now() - n % 365 * interval '1 day'
       from generate_series(1, ${escalations}) n`,
];

/** For everybody who was planted past the triggers; room for all that is asked here. */
const SUPPORTER_ROWS = `
  insert into supporters (tenant_id, user_id, max_active_escalations, active_escalations, last_assigned_at)
    select u.tenant_id, u.id, 1000, count(e.id), max(e.assigned_at) from users u
      left join escalations e on e.tenant_id = u.tenant_id and e.primary_owner_id = u.id and e.status in ('open', 'investigating', 'action_required')
     where u.tenant_id::text like 'be4c%' and 'supporter' = any (u.roles) group by u.tenant_id, u.id
  on conflict on constraint supporters_user_key do nothing`;

/** What belongs to one escalation, as the API wrote it for the recorded one: copied for each whose status is to be moved. */
const COPIES = [
  [
    'escalations',
    `'id', pg_temp.bid(t, 8, n), 'conversation_id', pg_temp.bid(t, 7, n), 'customer_context', '{}'::jsonb, 'created_by_user_id', pg_temp.bid(t, 3, 1), 'primary_owner_id', pg_temp.bid(t, 3, 14 + n % 5)`,
  ],
  [
    'escalation_moves',
    `'id', gen_random_uuid(), 'escalation_id', pg_temp.bid(t, 8, n), 'by_user_id', pg_temp.bid(t, 3, 1)`,
  ],
  ['escalation_clock_events', `'id', gen_random_uuid(), 'escalation_id', pg_temp.bid(t, 8, n)`],
] as const;
const copy = ([table, changed]: (typeof COPIES)[number]): string => `
  insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(r) || jsonb_build_object('tenant_id', pg_temp.bid(t, 1, 1), ${changed}))).*
    from ${table} r, generate_series(1, $1::int) t, generate_series(1, $2::int) n
   where r.tenant_id = $3 and ${table === 'escalations' ? 'r.id' : 'r.escalation_id'} = $4`;
const CONVERSATIONS = `
  insert into conversations (tenant_id, id, channel, subject, requester_email, requester_user_id)
    select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 7, n), 'chat', 'Question ' || n, 'u1@t' || t || '.bench.example', pg_temp.bid(t, 3, 1) from generate_series(1, $1::int) t, generate_series(1, 2 * $2::int) n`;

/** As in the supporter document: every supporter with the count of what they have in progress, the smallest first. */
const SEED_QUERY = `
  select s.id from supporters s join users u on (u.tenant_id, u.id) = (s.tenant_id, s.user_id)
    left join escalations e on e.tenant_id = s.tenant_id and e.primary_owner_id = s.user_id and e.status = 'investigating'
   where s.tenant_id = $1 and s.is_available group by s.id order by count(e.id) limit 1`;

/** Picking a supporter among very many, handing a conversation over, and moving a status, over HTTP. */
export async function measureSupporters(stage: Stage): Promise<void> {
  const each = Math.ceil(TARGETS / stage.options.tenants);
  await plant(stage, each);
  const trips = await recordEscalation(stage, each);
  await measurePick(stage, trips);

  const targetsOf = (make: (tenant: number, n: number) => { path: string; body: unknown }) =>
    Promise.all(
      Array.from({ length: each * stage.options.tenants }, async (_, index) => {
        const tenant = 1 + (index % stage.options.tenants);
        const { path, body } = make(tenant, 1 + Math.floor(index / stage.options.tenants));
        return { path, body: JSON.stringify(body), token: await stage.tokenOf(headOf(tenant)) };
      }),
    );
  stage.print(`\nHand a conversation to a human   POST ${EscalateConversation.path}`);
  stage.print(`  ${trips.flat().length} statements in ${trips.length} round trips`);
  const escalate = await targetsOf((tenant, n) => ({
    path: EscalateConversation.path.replace('{tenant_id}', idOf(tenant, 'tenant', 1)),
    body: { session_id: conversationOf(tenant, each + n), reason: 'Unable to resolve debt query' },
  }));
  const asking = { method: 'POST', withKey: true, targets: escalate } as const;
  stage.print(await stage.steady(asking, ESCALATE_PER_SECOND, AIM_ESCALATE_P99_MS));

  stage.print(`\nChange a status   PATCH ${SetSupportStatus.path}`);
  const move = await targetsOf((tenant, n) => ({
    path: SetSupportStatus.path
      .replace('{tenant_id}', idOf(tenant, 'tenant', 1))
      .replace('{escalation_id}', bid(tenant, 8, n)),
    body: { status: 'in_progress' },
  }));
  let taken = 0;
  for (const [index, rate] of STATUS_PER_SECOND.entries()) {
    const targets = move.slice(taken, (taken += TARGETS_OF_STATUS[index] ?? 0));
    stage.print(await stage.steady({ method: 'PATCH', withKey: false, targets }, rate, AIM_STATUS_P99_MS));
  }
}

const bid = (tenant: number, kind: number, n: number): string =>
  `be4c${tenant.toString(16).padStart(4, '0')}-${kind.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;
const conversationOf = (tenant: number, n: number): string => bid(tenant, 7, n);

/** Past policies, triggers and foreign keys, with the ids' function. */
async function asSuperuser<R>({ product }: Stage, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: product.superuserUrl });
  client.on('error', () => undefined); // interrupted: the running statement fails, with its reason
  await client.connect();
  try {
    await client.query(BID);
    await client.query('set session_replication_role = replica');
    return await work(client);
  } finally {
    await client.end();
  }
}

async function plant(stage: Stage, each: number): Promise<void> {
  const { tenants, escalations } = stage.options;
  await asSuperuser(stage, async (client) => {
    for (const step of crowd(escalations)) await client.query(step);
    await client.query(CONVERSATIONS, [tenants, each]);
    await client.query(SUPPORTER_ROWS);
  });
}

/** What the API says to the database for one conversation, a new one each time; the last is copied. */
async function recordEscalation(stage: Stage, each: number): Promise<readonly (readonly SentStatement[])[]> {
  const tenant = idOf(1, 'tenant', 1);
  return asSuperuser(stage, async (client) => {
    let next = 2 * each;
    const trips = await stage.record(async (app) => {
      next += 1;
      await client.query(
        `insert into conversations (tenant_id, id, channel, subject, requester_email, requester_user_id) values ($1, $2, 'chat', 'Question', $3, $4)`,
        [tenant, conversationOf(1, next), headOf(1), idOf(1, 'user', 1)],
      );
      return fetch(app.baseUrl + EscalateConversation.path.replace('{tenant_id}', tenant), {
        method: 'POST',
        headers: { authorization: `Bearer ${await app.tokenOf(headOf(1))}`, 'content-type': 'application/json' },
        body: JSON.stringify({ session_id: conversationOf(1, next), reason: 'Unable to resolve debt query' }),
      });
    });
    const { rows } = await client.query<{ id: string }>(
      'select id from escalations where tenant_id = $1 and conversation_id = $2',
      [tenant, conversationOf(1, next)],
    );
    for (const part of COPIES) await client.query(copy(part), [stage.options.tenants, each, tenant, rows[0]?.id]);
    await client.query('vacuum analyze');
    await client.query('checkpoint');
    return trips;
  });
}

/** The very statement of the product, among ten thousand; each in a transaction of its own that is taken back. */
async function measurePick(stage: Stage, trips: readonly (readonly SentStatement[])[]): Promise<void> {
  const pick = trips.flat().find(({ text }) => text.includes('for no key update of s'));
  if (!pick) throw new Error('the recorded transaction picks nobody');
  stage.print(`\nPick a supporter   of ${SUPPORTERS}, with ${stage.options.escalations} escalations of theirs`);
  const tenant = idOf(CROWD, 'tenant', 1);
  const client = new pg.Client({ connectionString: stage.product.appUrl });
  client.on('error', () => undefined); // interrupted: the running statement fails, with its reason
  await client.connect();
  try {
    const { rows } = await client.query<{ now: string }>('select app_now()::text as now');
    const timed = async (query: pg.QueryConfig): Promise<number> => {
      await client.query('begin');
      await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
      const began = performance.now();
      const { rowCount } = await client.query(query);
      const took = performance.now() - began;
      await client.query('rollback');
      if (rowCount !== 1) throw new Error('nobody was picked');
      return took;
    };
    const took = async (times: number, query: pg.QueryConfig): Promise<number[]> => {
      const all: number[] = [];
      for (let time = 0; time < times; time++) all.push(await timed(query));
      return all.toSorted((a, b) => a - b);
    };
    const ours = { name: 'pick', text: pick.text, values: [tenant, rows[0]?.now, null] };
    await took(50, ours);
    const before = readCpu();
    const picks = await took(PICKS, ours);
    const busy = busySince(before);
    const seeds = await took(SEED_QUERIES, { name: 'seed', text: SEED_QUERY, values: [tenant] });
    const [p50, p99] = [percentile(picks, 0.5), percentile(picks, 0.99)];
    const verdict =
      p99 < AIM_PICK_P99_MS
        ? 'reached'
        : busy !== null && busy > SATURATED
          ? 'no verdict, the machine was saturated'
          : 'missed';
    stage.print(
      `  ${PICKS} picks: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, worst ${picks.at(-1)?.toFixed(1)} ms   aim p99 < ${AIM_PICK_P99_MS} ms: ${verdict}`,
    );
    const seed = percentile(seeds, 0.5);
    stage.print(
      `  the document's own query (count each): ${seed.toFixed(1)} ms, ${(seed / p50).toFixed(0)} times as long`,
    );
  } finally {
    await client.end();
  }
}
