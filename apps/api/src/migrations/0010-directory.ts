import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Tenants, their domains, teams and people. Signing in has no tenant yet: two narrow functions look across tenants. */
export class Directory0010 implements MigrationInterface {
  name = 'Directory0000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tenants (
        tenant_id uuid not null constraint tenants_pkey primary key,
        slug text not null constraint tenants_slug_key unique,
        name text not null,
        created_at timestamptz not null default app_now()
      );
      ${protect('tenants')}

      create table tenant_domains (
        tenant_id uuid not null,
        domain text not null,
        constraint tenant_domains_pkey primary key (tenant_id, domain),
        constraint tenant_domains_domain_key unique (domain),
        constraint tenant_domains_domain_check check (domain = lower(domain)),
        constraint tenant_domains_tenant_fkey foreign key (tenant_id) references tenants (tenant_id)
      );
      ${protect('tenant_domains')}

      create table teams (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        fallback_user_id uuid,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        constraint teams_pkey primary key (tenant_id, id),
        constraint teams_name_key unique (tenant_id, name),
        constraint teams_tenant_fkey foreign key (tenant_id) references tenants (tenant_id)
      );
      ${protect('teams')}

      create table users (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        email text not null,
        name text not null,
        roles text[] not null,
        time_zone text not null,
        working_hours jsonb not null,
        place text,
        team_id uuid,
        manager_id uuid,
        preferred_backup_user_id uuid,
        skills text[] not null default '{}',
        capacity_points int not null default 50,
        active boolean not null default true,
        left_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        constraint users_pkey primary key (tenant_id, id),
        constraint users_email_key unique (tenant_id, email),
        constraint users_email_check check (email = lower(email)),
        constraint users_roles_check check (roles <@ array['admin', 'manager', 'csm', 'supporter', 'member'] and cardinality(roles) > 0),
        constraint users_capacity_points_check check (capacity_points between 0 and 10000),
        constraint users_manager_self_check check (manager_id <> id),
        constraint users_tenant_fkey foreign key (tenant_id) references tenants (tenant_id),
        constraint users_team_fkey foreign key (tenant_id, team_id) references teams (tenant_id, id),
        constraint users_manager_fkey foreign key (tenant_id, manager_id) references users (tenant_id, id),
        constraint users_preferred_backup_fkey foreign key (tenant_id, preferred_backup_user_id) references users (tenant_id, id)
      );
      create index users_team_idx on users (tenant_id, team_id);
      create index users_manager_idx on users (tenant_id, manager_id);
      -- signing in knows an address and no tenant
      create index users_email_idx on users (email);
      ${protect('users')}
      -- since when somebody is gone: answers about the time before stay as they were
      create function stamp_left_at() returns trigger language plpgsql as $$
        begin
          new.left_at := case when new.active then null else coalesce(old.left_at, app_now()) end;
          return new;
        end $$;
      create trigger users_left_at before update of active on users for each row execute function stamp_left_at();
      alter table teams add constraint teams_fallback_fkey
        foreign key (tenant_id, fallback_user_id) references users (tenant_id, id);

      create table user_subjects (
        tenant_id uuid not null,
        issuer text not null,
        subject text not null,
        user_id uuid not null,
        created_at timestamptz not null default app_now(),
        constraint user_subjects_pkey primary key (tenant_id, issuer, subject),
        constraint user_subjects_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('user_subjects')}

      -- Signing in knows an address and no tenant. A role of its own reads these tables across tenants, only inside the
      -- functions below; it cannot log in and nothing else is granted to it.
      create policy sign_in on tenants for select to understudy_lookup using (true);
      create policy sign_in on tenant_domains for select to understudy_lookup using (true);
      create policy sign_in on users for select to understudy_lookup using (true);
      create policy sign_in on user_subjects for select to understudy_lookup using (true);
      grant select on tenants, tenant_domains, users, user_subjects to understudy_lookup;

      create function find_person_by_email(address text) returns table (tenant_id uuid, user_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select u.tenant_id, u.id from users u where u.email = lower(address) limit 2 $$;
      create function find_person_by_subject(issuer text, subject text) returns table (tenant_id uuid, user_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select s.tenant_id, s.user_id from user_subjects s where s.issuer = $1 and s.subject = $2 limit 1 $$;
      create function find_tenant_by_slug(wanted text) returns uuid
        language sql stable security definer set search_path = public, pg_temp
        as $$ select t.tenant_id from tenants t where t.slug = wanted $$;
      create function list_tenants() returns table (tenant_id uuid, slug text, name text)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select t.tenant_id, t.slug, t.name from tenants t order by t.slug $$;
      alter function find_person_by_email(text) owner to understudy_lookup;
      alter function find_person_by_subject(text, text) owner to understudy_lookup;
      alter function find_tenant_by_slug(text) owner to understudy_lookup;
      alter function list_tenants() owner to understudy_lookup;
      revoke execute on function find_person_by_email(text), find_person_by_subject(text, text), find_tenant_by_slug(text), list_tenants() from public;
      grant execute on function find_person_by_email(text), find_person_by_subject(text, text), find_tenant_by_slug(text) to understudy_app;
      grant execute on function list_tenants() to understudy_app, understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function list_tenants();
      drop function find_tenant_by_slug(text);
      drop function find_person_by_subject(text, text);
      drop function find_person_by_email(text);
      alter table teams drop constraint teams_fallback_fkey;
      ${dropTables('tenants', 'tenant_domains', 'teams', 'users', 'user_subjects')}
      drop function stamp_left_at();
    `);
  }
}
