import type pg from 'pg';

/*
 * Two organisations for set-ups and midnights, with ids that the other organisations of the bench do not have. In the first, CSMs whose
 * portfolios have the sizes that are asked for, and backups with room for all of it. In the second, people who are all away from the
 * same instant on, each covered for five customers by one of the backups, who stay.
 */

export const SETUP = { tenant: 1, domain: 'setup.bench.example' } as const;
export const MIDNIGHT = { tenant: 2, people: 500, customersEach: 5, backups: 25 } as const;
const BACKUPS = 12;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
/** Kinds: 1 tenant, 2 team, 3 user, 4 customer, 6 absence, 7 assignment. */
export const idOf = (tenant: number, kind: number, number: number): string =>
  `c0ffee${hex(tenant, 2)}-${hex(kind, 4)}-7000-8000-${hex(number, 12)}`;

const HELPER = `create or replace function pg_temp.cid(t int, kind int, n bigint) returns uuid language sql immutable as
  $$ select ('c0ffee' || lpad(to_hex(t), 2, '0') || '-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`;
const HOURS = '{"days":[1,2,3,4,5],"from":"09:00","to":"17:00"}';

const organisation = (t: number, name: string): string[] => [
  `insert into tenants (tenant_id, slug, name) values (pg_temp.cid(${t}, 1, 1), '${name}', '${name}')`,
  `insert into tenant_domains (tenant_id, domain) values (pg_temp.cid(${t}, 1, 1), '${name}.bench.example')`,
  `insert into teams (tenant_id, id, name) values (pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 2, 1), 'Team')`,
  `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours, place, team_id)
   values (pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 3, 1), 'head@${name}.bench.example', 'Head', array['manager'], 'UTC', '${HOURS}', 'Lisbon', pg_temp.cid(${t}, 2, 1))`,
];
const people = (t: number, name: string, from: number, to: number, capacity: number): string =>
  `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours, place, team_id, manager_id, capacity_points)
   select pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 3, n), 'u' || n || '@${name}.bench.example', 'Person ' || n, array['csm'], 'Europe/Lisbon', '${HOURS}', 'Lisbon',
          pg_temp.cid(${t}, 2, 1), pg_temp.cid(${t}, 3, 1), ${capacity} from generate_series(${from}, ${to}) n`;

/** What a brief is made of, for each customer of the organisation. */
const facts = (t: number): string[] => {
  const each = `from customers c where c.tenant_id = pg_temp.cid(${t}, 1, 1)`;
  const some = (n: number) =>
    `from customers c, generate_series(1, ${n}) k where c.tenant_id = pg_temp.cid(${t}, 1, 1)`;
  return [
    `insert into stakeholders (tenant_id, customer_id, name, email, title, role, is_primary)
     select c.tenant_id, c.id, 'Contact ' || k, 'contact' || k || '@' || left(c.id::text, 8) || '.example', 'Lead', 'decides', k = 1 ${some(3)}`,
    `insert into tasks (tenant_id, customer_id, title, due_at, assignee_id) select c.tenant_id, c.id, 'Task ' || k, app_now() + k * interval '3 days', c.csm_id ${some(4)}`,
    `insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at)
     select c.tenant_id, c.id, c.csm_id, 'call', 'Talked about the rollout, part ' || k, app_now() - k * interval '2 days' ${some(8)}`,
    `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id)
     select c.tenant_id, c.id, 'Review', app_now() + interval '6 days', app_now() + interval '6 days 1 hour', c.csm_id ${each}`,
    `insert into risks (tenant_id, customer_id, kind, description, severity) select c.tenant_id, c.id, 'adoption', 'Fewer people sign in', 'medium' ${each} and right(c.id::text, 1) in ('0', '5')`,
  ];
};

/** `sizes[i]` customers for the CSM u{101 + i}. */
export async function plantSetups(client: pg.Client, sizes: readonly number[]): Promise<void> {
  const t = SETUP.tenant;
  // a person's capacity is 10,000 points at most
  const room = Math.min(
    10_000,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  await run(client, [
    ...organisation(t, 'setup'),
    people(t, 'setup', 2, 1 + BACKUPS, room),
    people(t, 'setup', 101, 100 + sizes.length, 50),
    ...sizes.map(
      (size, index) =>
        `insert into customers (tenant_id, id, name, csm_id, arr, health_score, stage, segment, industry, renewal_on)
         select pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 4, ${index} * 100000 + n), 'Customer ' || n, pg_temp.cid(${t}, 3, ${101 + index}), 1000 * (1 + n % 400), 20 + n % 80,
                'adoption', (array['enterprise', 'mid_market', 'smb'])[1 + n % 3], 'Finance', current_date + (n % 365)::int from generate_series(1, ${size}) n`,
    ),
    ...facts(t),
  ]);
}

/** Everybody away from `startsAt` on for a week, accepted coverage, and the timers that will say so. */
export async function plantMidnight(client: pg.Client): Promise<void> {
  const { tenant: t, people: count, customersEach, backups } = MIDNIGHT;
  await run(client, [
    ...organisation(t, 'midnight'),
    people(t, 'midnight', 2, 1 + backups, 1_000),
    people(t, 'midnight', 101, 100 + count, 50),
    `insert into customers (tenant_id, id, name, csm_id, arr, health_score, stage, segment, industry)
     select pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 4, p * 100 + n), 'Customer ' || p || '-' || n, pg_temp.cid(${t}, 3, 100 + p), 1000, 70, 'adoption', 'smb', 'Finance'
       from generate_series(1, ${count}) p, generate_series(1, ${customersEach}) n`,
    ...facts(t),
    `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, end_date, during)
     select pg_temp.cid(${t}, 1, 1), pg_temp.cid(${t}, 6, p), pg_temp.cid(${t}, 3, 100 + p), 'vacation', 'planned', 'manual', 'UTC', current_date, current_date + 7,
            tstzrange(app_now(), app_now() + interval '7 days') from generate_series(1, ${count}) p`,
    `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, coverage_type, tier, covers_all, in_force, status, during, asked_at, accepted_at)
     select a.tenant_id, pg_temp.cid(${t}, 7, p), a.id, pg_temp.cid(${t}, 3, 2 + p % ${backups}), 'full', 1, true, true, 'accepted', a.during, app_now(), app_now()
       from generate_series(1, ${count}) p join csm_absences a on a.id = pg_temp.cid(${t}, 6, p)`,
    `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted)
     select s.tenant_id, s.id, c.id, 1, s.during, true from coverage_assignments s
       join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id) join customers c on (c.tenant_id, c.csm_id) = (a.tenant_id, a.user_id)
      where s.tenant_id = pg_temp.cid(${t}, 1, 1)`,
  ]);
}

/** Midnight strikes: all timers are due with this COMMIT. */
export async function strike(client: pg.Client): Promise<void> {
  await client.query(
    `insert into timers (tenant_id, key, kind, due_at, payload)
     select a.tenant_id, 'absence:' || a.id || ':starts', 'absence.starts', app_now(), jsonb_build_object('absence_id', a.id)
       from csm_absences a where a.tenant_id = $1`,
    [idOf(MIDNIGHT.tenant, 1, 1)],
  );
}

async function run(client: pg.Client, steps: readonly string[]): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(HELPER);
  for (const step of steps)
    await client.query(step).catch((cause: unknown) => {
      throw new Error(
        `planting failed: ${cause instanceof Error ? cause.message : String(cause)}, at: ${step.slice(0, 120)}`,
        { cause },
      );
    });
  await client.query('reset session_replication_role');
  await client.query('analyze');
}
