import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What reports compare escalations with: the resolution times a tenant had before, as its admin entered them, and how long the service
 * itself was up. Uptime is the product's, not a tenant's: one row for each stretch without a gap, by machine time.
 */
export class EscalationReports0056 implements MigrationInterface {
  name = 'EscalationReports0000000000056';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table escalation_baselines (
        tenant_id uuid not null,
        minutes_p0 double precision,
        minutes_p1 double precision,
        minutes_p2 double precision,
        minutes_p3 double precision,
        entered_by_user_id uuid not null,
        entered_at timestamptz not null default app_now(),
        constraint escalation_baselines_pkey primary key (tenant_id),
        constraint escalation_baselines_minutes_check check (minutes_p0 > 0 and minutes_p1 > 0 and minutes_p2 > 0 and minutes_p3 > 0),
        constraint escalation_baselines_user_fkey foreign key (tenant_id, entered_by_user_id) references users (tenant_id, id)
      );
      ${protect('escalation_baselines')}

      create table service_uptime (
        id uuid not null default uuidv7(),
        up_since timestamptz not null,
        up_until timestamptz not null,
        constraint service_uptime_pkey primary key (id),
        constraint service_uptime_span_check check (up_since <= up_until)
      );
      create index service_uptime_until_idx on service_uptime (up_until);
      grant select on service_uptime to understudy_app, understudy_worker;

      -- goes on with the stretch whose last beat is a minute ago at most, else begins a new one; several processes may beat at once
      create function service_beat() returns void language sql security definer set search_path = public, pg_temp as $$
        with going_on as (
          update service_uptime set up_until = greatest(up_until, clock_timestamp())
           where id = (select id from service_uptime where up_until >= clock_timestamp() - interval '60 seconds' order by up_until desc limit 1)
          returning id
        )
        insert into service_uptime (up_since, up_until) select clock_timestamp(), clock_timestamp() where not exists (select from going_on)
      $$;
      revoke execute on function service_beat() from public;
      grant execute on function service_beat() to understudy_app;

      -- reports read what was open in a period: the unresolved ones have their index, this one finds those that ended in it
      create index escalations_over_idx on escalations (tenant_id, (coalesce(actual_resolution_date, closed_at)))
        where status in ('resolved', 'closed', 'void');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index escalations_over_idx;
      drop function service_beat();
      ${dropTables('escalation_baselines', 'service_uptime')}
    `);
  }
}
