import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Mine to fill for rows that are there: the owner of the tables is under row-level security as well. */
const FILLED = [
  'escalations',
  'escalation_categories',
  'escalation_clock_events',
  'customers',
  'users',
  'timers',
] as const;
const everywhere = (force: 'force' | 'no force') =>
  FILLED.map((table) => `alter table ${table} ${force} row level security;`).join('\n');

/** What counted for escalations that were made before there was a policy: product.md 16 and 17, as libs/domain has them. */
const POLICY_BEFORE = `
  jsonb_build_object(
    'multiplier', 1, 'warnPercents', jsonb_build_array(50, 75, 90), 'autoCloseDays', 7, 'pausesInActionRequired', true,
    'severities', jsonb_build_object(
      'P0', jsonb_build_object('resolutionMinutes', h.p0 * 60, 'responseMinutes', 15, 'calendar', null, 'staleMinutes', 60, 'climbMinutes', 15),
      'P1', jsonb_build_object('resolutionMinutes', h.p1 * 60, 'responseMinutes', 60, 'calendar', null, 'staleMinutes', 240, 'climbMinutes', 30),
      'P2', jsonb_build_object('resolutionMinutes', h.p2 * 60, 'responseMinutes', 480, 'calendar', 'office', 'staleMinutes', 480, 'climbMinutes', null),
      'P3', jsonb_build_object('resolutionMinutes', h.p3 * 60, 'responseMinutes', 1440, 'calendar', 'office', 'staleMinutes', 1440, 'climbMinutes', null)),
    'calendars', jsonb_build_object('office', jsonb_build_object(
      'name', 'Office hours', 'version', 0, 'timeZone', h.zone, 'holidays', '[]'::jsonb,
      'windows', '[{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00"}]'::jsonb)))`;

/** The same for a row that says nothing: the defaults of PRD-243 and office hours in UTC. */
const POLICY_OF_NOBODY = {
  multiplier: 1,
  warnPercents: [50, 75, 90],
  autoCloseDays: 7,
  pausesInActionRequired: true,
  severities: {
    P0: { resolutionMinutes: 240, responseMinutes: 15, calendar: null, staleMinutes: 60, climbMinutes: 15 },
    P1: { resolutionMinutes: 1440, responseMinutes: 60, calendar: null, staleMinutes: 240, climbMinutes: 30 },
    P2: { resolutionMinutes: 4320, responseMinutes: 480, calendar: 'office', staleMinutes: 480, climbMinutes: null },
    P3: { resolutionMinutes: 10080, responseMinutes: 1440, calendar: 'office', staleMinutes: 1440, climbMinutes: null },
  },
  calendars: {
    office: {
      name: 'Office hours',
      version: 0,
      timeZone: 'UTC',
      windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      holidays: [],
    },
  },
};

/**
 * The clocks of escalations (PRD-243 FR-3.3, FR-3.4): calendars, thresholds per category and severity, the events a clock is worked
 * out from, and who was climbed to.
 */
export class Sla0051 implements MigrationInterface {
  name = 'Sla0000000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table business_calendars (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        time_zone text not null,
        windows jsonb not null,
        holidays jsonb not null default '[]',
        active boolean not null default true,
        version int not null default 1,
        updated_at timestamptz not null default app_now(),
        constraint business_calendars_pkey primary key (tenant_id, id),
        constraint business_calendars_windows_check check (jsonb_array_length(windows) > 0)
      );
      create unique index business_calendars_name_key on business_calendars (tenant_id, lower(name)) where active;
      ${protect('business_calendars')}

      create table sla_policies (
        tenant_id uuid not null,
        warn_percents int[] not null,
        auto_close_days int,
        pause_in_action_required boolean not null,
        version int not null default 1,
        updated_at timestamptz not null default app_now(),
        constraint sla_policies_pkey primary key (tenant_id),
        constraint sla_policies_auto_close_check check (auto_close_days > 0)
      );
      ${protect('sla_policies')}

      create table sla_severities (
        tenant_id uuid not null,
        severity text not null,
        resolution_hours int not null,
        response_minutes int not null,
        round_the_clock boolean not null,
        calendar_id uuid,
        stale_minutes int not null,
        climb_minutes int,
        constraint sla_severities_pkey primary key (tenant_id, severity),
        constraint sla_severities_severity_check check (severity in ('P0', 'P1', 'P2', 'P3')),
        constraint sla_severities_minutes_check check (resolution_hours > 0 and response_minutes > 0 and stale_minutes > 0 and climb_minutes > 0),
        constraint sla_severities_clock_check check (not round_the_clock or calendar_id is null),
        constraint sla_severities_policy_fkey foreign key (tenant_id) references sla_policies (tenant_id),
        constraint sla_severities_calendar_fkey foreign key (tenant_id, calendar_id) references business_calendars (tenant_id, id)
      );
      create index sla_severities_calendar_idx on sla_severities (tenant_id, calendar_id);
      ${protect('sla_severities')}

      alter table escalation_categories
        add column response_minutes_p0 int,
        add column response_minutes_p1 int,
        add column response_minutes_p2 int,
        add column response_minutes_p3 int,
        add constraint escalation_categories_response_check check (
          (response_minutes_p0 is null) = (response_minutes_p1 is null) and (response_minutes_p1 is null) = (response_minutes_p2 is null)
          and (response_minutes_p2 is null) = (response_minutes_p3 is null)
          and response_minutes_p0 > 0 and response_minutes_p1 > 0 and response_minutes_p2 > 0 and response_minutes_p3 > 0);

      alter table escalations
        add column sla_consumed_minutes float8 not null default 0,
        add column sla_counted_at timestamptz,
        add column sla_warned_percent int not null default 0,
        add column sla_calendars jsonb,
        alter column sla_policy set default '${JSON.stringify(POLICY_OF_NOBODY)}';

      create table escalation_clock_events (
        tenant_id uuid not null,
        escalation_id uuid not null,
        seq int not null,
        kind text not null,
        at timestamptz not null,
        severity text,
        calendars jsonb,
        constraint escalation_clock_events_pkey primary key (tenant_id, escalation_id, seq),
        constraint escalation_clock_events_kind_check check (kind in ('opened', 'acknowledged', 'severity', 'calendar', 'paused', 'resumed', 'resolved', 'reopened', 'voided')),
        constraint escalation_clock_events_severity_check check (severity in ('P0', 'P1', 'P2', 'P3') and (kind in ('opened', 'severity')) = (severity is not null)),
        constraint escalation_clock_events_calendars_check check ((kind = 'calendar') = (calendars is not null)),
        constraint escalation_clock_events_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id)
      );
      ${protect('escalation_clock_events', 'select, insert')}
      -- no escalation without a clock, whoever writes it
      create function begin_escalation_clock() returns trigger language plpgsql as $$
      begin
        insert into escalation_clock_events (tenant_id, escalation_id, seq, kind, at, severity)
        values (new.tenant_id, new.id, 1, 'opened', new.created_at, new.severity);
        return null;
      end $$;
      create trigger escalations_clock after insert on escalations for each row execute function begin_escalation_clock();

      create table escalation_climbs (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        level int not null,
        from_user_id uuid,
        meant_user_id uuid not null,
        user_id uuid not null,
        by_user_id uuid,
        reason text,
        climbed_at timestamptz not null default app_now(),
        constraint escalation_climbs_pkey primary key (tenant_id, id),
        constraint escalation_climbs_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_climbs_from_fkey foreign key (tenant_id, from_user_id) references users (tenant_id, id),
        constraint escalation_climbs_meant_fkey foreign key (tenant_id, meant_user_id) references users (tenant_id, id),
        constraint escalation_climbs_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint escalation_climbs_by_fkey foreign key (tenant_id, by_user_id) references users (tenant_id, id)
      );
      create index escalation_climbs_escalation_idx on escalation_climbs (tenant_id, escalation_id, climbed_at);
      ${protect('escalation_climbs', 'select, insert')}

      ${everywhere('no force')}
      update escalations e set sla_policy = ${POLICY_BEFORE}
        from (select x.tenant_id, x.id, coalesce(k.sla_hours_p0, 4) as p0, coalesce(k.sla_hours_p1, 24) as p1, coalesce(k.sla_hours_p2, 72) as p2,
                     coalesce(k.sla_hours_p3, 168) as p3, coalesce(u.time_zone, 'UTC') as zone
                from escalations x
                left join escalation_categories k on (k.tenant_id, k.id) = (x.tenant_id, x.category_id)
                left join customers c on (c.tenant_id, c.id) = (x.tenant_id, x.customer_id)
                left join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id)) h
       where (h.tenant_id, h.id) = (e.tenant_id, e.id) and e.sla_policy = '{}';
      insert into escalation_clock_events (tenant_id, escalation_id, seq, kind, at, severity)
        select tenant_id, id, 1, 'opened', created_at, severity from escalations;
      insert into escalation_clock_events (tenant_id, escalation_id, seq, kind, at)
        select tenant_id, id, 2, 'acknowledged', acknowledged_at from escalations where acknowledged_at is not null;
      insert into escalation_clock_events (tenant_id, escalation_id, seq, kind, at)
        select tenant_id, id, 3, 'resolved', actual_resolution_date from escalations where status in ('resolved', 'closed') and actual_resolution_date is not null;
      update escalations e set sla_counted_at = e.actual_resolution_date, sla_consumed_minutes =
               case when e.severity in ('P0', 'P1') then extract(epoch from e.actual_resolution_date - e.created_at) / 60
                    else (select coalesce(sum(extract(epoch from least(w.closes, e.actual_resolution_date) - greatest(w.opens, e.created_at)) / 60), 0)
                            from (select (d + time '09:00') at time zone h.zone as opens, (d + time '17:00') at time zone h.zone as closes
                                    from generate_series((e.created_at at time zone h.zone)::date, (e.actual_resolution_date at time zone h.zone)::date, interval '1 day') d
                                   where extract(isodow from d) < 6) w
                           where w.closes > e.created_at and w.opens < e.actual_resolution_date) end
        from (select x.tenant_id, x.id, x.sla_policy #>> '{calendars,office,timeZone}' as zone from escalations x) h
       where (h.tenant_id, h.id) = (e.tenant_id, e.id) and e.status in ('resolved', 'closed') and e.actual_resolution_date is not null;
      -- what was over time already was told by the release before; the handlers look at the row before they say anything
      update escalations set sla_breached_at = sla_due_at where status in ('open', 'investigating', 'action_required') and sla_due_at <= app_now();
      update escalations set sla_response_breached_at = sla_response_due_at
       where acknowledged_at is null and status = 'open' and sla_response_due_at <= app_now();
      update escalations set sla_warned_percent = 75 where status in ('open', 'investigating', 'action_required') and sla_warn_at <= app_now();
      insert into timers (tenant_id, key, kind, due_at, payload)
        select e.tenant_id, 'escalation:' || e.id || ':' || m.moment, 'escalation.' || m.moment, m.at, jsonb_build_object('escalation_id', e.id)
          from escalations e
         cross join lateral (values
           ('stale', app_now() + interval '1 hour', e.status in ('open', 'investigating', 'action_required')),
           ('response', e.sla_response_due_at, e.status = 'open' and e.sla_response_breached_at is null),
           ('climb', app_now() + interval '15 minutes', e.status = 'open' and e.severity in ('P0', 'P1')),
           ('owner', app_now() + interval '5 minutes', e.status in ('open', 'investigating', 'action_required') and e.primary_owner_id is null),
           ('close', e.actual_resolution_date + interval '7 days', e.status = 'resolved')) m (moment, at, is_wanted)
         where m.is_wanted and m.at is not null
        on conflict on constraint timers_pkey do nothing;
      ${everywhere('force')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table timers no force row level security;
      -- the release before knows the first warning and the deadline only
      delete from timers where kind in ('escalation.stale', 'escalation.response', 'escalation.climb', 'escalation.owner', 'escalation.close');
      alter table timers force row level security;
      drop trigger escalations_clock on escalations;
      drop function begin_escalation_clock();
      ${dropTables('escalation_clock_events', 'escalation_climbs')}
      alter table escalations
        alter column sla_policy set default '{}',
        drop column sla_consumed_minutes, drop column sla_counted_at, drop column sla_warned_percent, drop column sla_calendars;
      alter table escalation_categories
        drop constraint escalation_categories_response_check,
        drop column response_minutes_p0, drop column response_minutes_p1, drop column response_minutes_p2, drop column response_minutes_p3;
      ${dropTables('business_calendars', 'sla_policies', 'sla_severities')}
    `);
  }
}
