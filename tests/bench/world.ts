import type pg from 'pg';
import type { Sizes } from './options.js';

/*
 * Synthetic organisations, all alike, whose ids say what they are: be4c<tenant>-<kind>-7000-8000-<number>, so a contender can
 * make the ids of any tenant from those of another. Per tenant: 1 head, 2 managers, 10 CSMs (one in five is away, accepted
 * coverage for all their customers), 5 supporters; customers spread evenly over the CSMs.
 */

const KIND = { tenant: 1, team: 2, user: 3, customer: 4, category: 5 } as const;
const HEAD = 1;
const CSMS = 10;
const FIRST_CSM = 4;
const AWAY = 2;

export const CATEGORY = 'Technical';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
export const idOf = (tenant: number, kind: keyof typeof KIND, number: number): string =>
  `${tenantMark(tenant)}-${hex(KIND[kind], 4)}-7000-8000-${hex(number, 12)}`;
/** The part of every id of a tenant that only it has. */
export const tenantMark = (tenant: number): string => `be4c${hex(tenant, 4)}`;

export const emailOf = (tenant: number, user: number): string => `u${user}@t${tenant}.bench.example`;
export const headOf = (tenant: number): string => emailOf(tenant, HEAD);
/** The CSM who owns a customer. */
export const csmOf = (customer: number): number => FIRST_CSM + ((customer - 1) % CSMS);
/** Who stands in for an absent CSM. */
export const backupOf = (csm: number): number => csm + AWAY;
export const isAway = (customer: number): boolean => csmOf(customer) < FIRST_CSM + AWAY;
export const domainOf = (tenant: number, customer: number): string => `c${customer}.t${tenant}.customers.example`;

const HELPERS = `
  create function pg_temp.bid(t bigint, kind int, n bigint) returns uuid language sql immutable as
    $$ select ('be4c' || lpad(to_hex(t), 4, '0') || '-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  create function pg_temp.csm(n bigint) returns bigint language sql immutable as $$ select ${FIRST_CSM} + (n - 1) % ${CSMS} $$;`;

const HOURS = `{"days":[1,2,3,4,5],"from":"09:00","to":"17:00"}`;

/** `$T` is the number of tenants, `$C` customers of each, `$E` escalations of each. */
const STEPS = [
  `insert into tenants (tenant_id, slug, name) select pg_temp.bid(t, 1, 1), 'bench-' || t, 'Bench ' || t from generate_series(1, $T) t`,
  `insert into tenant_domains (tenant_id, domain) select pg_temp.bid(t, 1, 1), 't' || t || '.bench.example' from generate_series(1, $T) t`,
  `insert into teams (tenant_id, id, name, fallback_user_id)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 2, n), 'Team ' || n, case when n < 3 then pg_temp.bid(t, 3, 1 + n) end
       from generate_series(1, $T) t, generate_series(1, 3) n`,
  `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours, place, team_id, manager_id)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 3, n), 'u' || n || '@t' || t || '.bench.example', 'Person ' || n || ' of ' || t,
            case when n = 1 then array['admin', 'manager'] when n < ${FIRST_CSM} then array['manager'] when n < ${FIRST_CSM + CSMS} then array['csm'] else array['supporter'] end,
            (array['Europe/Lisbon', 'America/New_York', 'Asia/Tokyo'])[1 + n % 3], '${HOURS}', 'Lisbon',
            pg_temp.bid(t, 2, case when n >= ${FIRST_CSM + CSMS} then 3 else 1 + n % 2 end),
            case when n = 1 then null when n < ${FIRST_CSM} then pg_temp.bid(t, 3, 1) else pg_temp.bid(t, 3, 2 + n % 2) end
       from generate_series(1, $T) t, generate_series(1, ${FIRST_CSM + CSMS + 4}) n`,
  `insert into customers (tenant_id, id, name, csm_id, arr, health_score, stage, segment, industry, renewal_on)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), 'Customer ' || n || ' of ' || t, pg_temp.bid(t, 3, pg_temp.csm(n)), 1000 * (1 + n % 400), 20 + n % 80,
            'adoption', (array['enterprise', 'mid_market', 'smb'])[1 + n % 3], 'Finance', current_date + (n % 365)::int
       from generate_series(1, $T) t, generate_series(1, $C) n`,
  `insert into customer_domains (tenant_id, domain, customer_id)
     select pg_temp.bid(t, 1, 1), 'c' || n || '.t' || t || '.customers.example', pg_temp.bid(t, 4, n) from generate_series(1, $T) t, generate_series(1, $C) n`,
  `insert into customer_crm_ids (tenant_id, system, record_id, customer_id)
     select pg_temp.bid(t, 1, 1), 'hubspot', 'r' || n, pg_temp.bid(t, 4, n) from generate_series(1, $T) t, generate_series(1, $C) n`,
  `insert into stakeholders (tenant_id, customer_id, name, email, title, role, is_primary)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), 'Contact ' || k, 'contact' || k || '@c' || n || '.t' || t || '.customers.example', 'Lead', 'champion', k = 1
       from generate_series(1, $T) t, generate_series(1, $C) n, generate_series(1, 2) k`,
  `insert into tasks (tenant_id, customer_id, title, due_at, status, assignee_id)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), 'Task ' || k, app_now() + k * interval '2 days', case when k < 3 then 'open' else 'done' end, pg_temp.bid(t, 3, pg_temp.csm(n))
       from generate_series(1, $T) t, generate_series(1, $C) n, generate_series(1, 3) k`,
  `insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), pg_temp.bid(t, 3, pg_temp.csm(n)), 'call', 'Talked about the rollout, part ' || k, app_now() - k * interval '9 days'
       from generate_series(1, $T) t, generate_series(1, $C) n, generate_series(1, 8) k`,
  `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), 'Review', app_now() + k * interval '5 days', app_now() + k * interval '5 days' + interval '1 hour', pg_temp.bid(t, 3, pg_temp.csm(n))
       from generate_series(1, $T) t, generate_series(1, $C) n, generate_series(-1, 1) k`,
  `insert into risks (tenant_id, customer_id, kind, description, severity)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 4, n), 'adoption', 'Fewer people sign in', 'medium' from generate_series(1, $T) t, generate_series(1, $C, 4) n`,
  // absences: four that are over per CSM, and one that runs for one in five
  `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, end_date, during)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 6, n * 10 + k), pg_temp.bid(t, 3, n), 'vacation', case when k = 0 then 'active' else 'completed' end, 'manual', 'UTC',
            d.first, d.first + 6, tstzrange(d.first::timestamp at time zone 'UTC', (d.first + 7)::timestamp at time zone 'UTC')
       from generate_series(1, $T) t, generate_series(${FIRST_CSM}, ${FIRST_CSM + CSMS - 1}) n, generate_series(0, 4) k,
            lateral (select (current_date at time zone 'UTC')::date - 2 - k * 60 as first) d
      where k > 0 or n < ${FIRST_CSM + AWAY}`,
  `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, coverage_type, tier, covers_all, in_force, status, during, accepted_at)
     select a.tenant_id, overlay(a.id::text placing '0007' from 10 for 4)::uuid, a.id,
            overlay(a.user_id::text placing lpad(to_hex(('x' || right(a.user_id::text, 2))::bit(8)::int + ${AWAY}), 2, '0') from 35 for 2)::uuid,
            'full', 1, true, true, case when a.status = 'active' then 'active' else 'completed' end, a.during, lower(a.during) - interval '3 days'
       from csm_absences a where a.id::text like 'be4c%'`,
  `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted)
     select s.tenant_id, s.id, c.id, 1, s.during, true
       from coverage_assignments s join csm_absences a on a.tenant_id = s.tenant_id and a.id = s.absence_id join customers c on c.tenant_id = a.tenant_id and c.csm_id = a.user_id
      where s.id::text like 'be4c%' and s.status = 'active'`,
  `insert into escalation_categories (tenant_id, id, name, default_team_id) select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 5, 1), '${CATEGORY}', pg_temp.bid(t, 2, 3) from generate_series(1, $T) t`,
  // triggers do not run here: the rules of an organisation that has just begun, as a demo one got them
  `insert into routing_books (tenant_id, version, rules, change)
     select pg_temp.bid(t, 1, 1), 1, b.rules, 'begun' from generate_series(1, $T) t, (select rules from routing_books limit 1) b`,
  `insert into playbooks (tenant_id, id, name, category_id, steps)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 15, n), 'Playbook ' || n, case when n > 1 then pg_temp.bid(t, 5, 1) end,
            (select jsonb_agg(jsonb_build_object('title', 'Step ' || k, 'details', 'What to do and whom to tell', 'role', 'owner', 'dueMinutes', k * 30)) from generate_series(1, 5) k)
       from generate_series(1, $T) t, generate_series(1, 3) n`,
  `insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description, status, primary_owner_id, owner_because, customer_context, arr_at_risk, source,
                            sla_due_at, sla_response_due_at, sla_warn_at, created_at)
     select pg_temp.bid(t, 1, 1), pg_temp.bid(t, 9, n), pg_temp.bid(t, 4, 1 + n % $C), pg_temp.bid(t, 3, pg_temp.csm(1 + n % $C)), pg_temp.bid(t, 5, 1), 'P' || n % 4, 'Escalation ' || n, repeat('What happened and to whom. ', 8),
            case when n % 25 = 0 then 'open' else 'closed' end, pg_temp.bid(t, 3, ${FIRST_CSM + CSMS} + n % 5), '{"rule":"category-team","explanation":"least loaded","skipped":[]}',
            jsonb_build_object('name', 'Customer', 'arr', n, 'recent_activity', jsonb_build_array(repeat('as it was then ', 20))), 1000, '{"surface":"web","url":null}',
            app_now() + n % 100 * interval '1 hour', app_now(), app_now(), app_now() - n % 365 * interval '1 day'
       from generate_series(1, $T) t, generate_series(1, $E) n`,
  `insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role) select tenant_id, id, primary_owner_id, 'owner' from escalations where id::text like 'be4c%'`,
] as const;

/** Plants the synthetic organisations as superuser: past the policies, and without checking foreign keys row by row. */
export async function plant(client: pg.Client, { tenants, customersPerTenant, escalations }: Sizes): Promise<void> {
  const numbers = { $T: tenants, $C: customersPerTenant, $E: Math.round(escalations / tenants) };
  await client.query('set session_replication_role = replica');
  await client.query(HELPERS);
  for (const step of STEPS) {
    const sql = step.replace(/\$[TCE]\b/g, (name) => String(Reflect.get(numbers, name)));
    await client.query(sql).catch((cause: unknown) => {
      throw new Error(
        `planting the bench's world failed: ${cause instanceof Error ? cause.message : String(cause)}, at: ${sql.slice(0, 120)}`,
        { cause },
      );
    });
  }
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

const BRIEFS = `insert into coverage_briefs (tenant_id, coverage_assignment_id, customer_id, brief_content, frozen)
  select tenant_id, assignment_id, customer_id, $1::jsonb, true from covered_customers where assignment_id::text like 'be4c%'`;

/** The briefs of what is covered, all with the words of one that the API wrote: what counts is their size. */
export async function plantBriefs(client: pg.Client, content: string): Promise<void> {
  await client.query(BRIEFS, [content]);
  await client.query('vacuum analyze coverage_briefs');
}

/** A column that a planted row breaks would make every figure meaningless: the keys that were not checked, checked once. */
export async function ensureSound(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ broken: number; away: number }>(
    `select (select count(*)::int from coverage_assignments s left join users u on u.tenant_id = s.tenant_id and u.id = s.backup_user_id where u.id is null)
          + (select count(*)::int from customers c left join users u on u.tenant_id = c.tenant_id and u.id = c.csm_id where u.id is null and c.csm_id is not null)
          + (select count(*)::int from escalations e left join users u on u.tenant_id = e.tenant_id and u.id = e.primary_owner_id where u.id is null and e.primary_owner_id is not null) as broken,
            (select count(*)::int from coverage_briefs b join covered_customers v using (tenant_id, customer_id) where v.during @> app_now() and v.tenant_id::text like 'be4c%') as away`,
  );
  const found = rows[0];
  if (!found || found.broken > 0 || found.away === 0)
    throw new Error(`the bench's world is not sound: ${JSON.stringify(found)}`);
}
