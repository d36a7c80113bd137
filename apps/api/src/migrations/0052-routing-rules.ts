import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** What every tenant begins with: one rule that matches everything and gives it to the managers above the customer's CSM. */
const DEFAULT_BOOK = `jsonb_build_array(jsonb_build_object(
  'id', uuidv7(), 'name', 'Everything else', 'category', '*', 'severity', '[]'::jsonb, 'conditions', '[]'::jsonb,
  'actions', jsonb_build_object('assignTo', 'manager_of:{{csm_id}}', 'notify', '[]'::jsonb, 'createSlackChannel', false)))`;

const OPEN_ALL = (...tables: string[]) => tables.map((table) => `alter table ${table} no force row level security;`);
const CLOSE_ALL = (...tables: string[]) => tables.map((table) => `alter table ${table} force row level security;`);

/**
 * The routing rules of PRD-243 as a book: every change is a new version, the highest one counts, earlier ones stay. Categories get a
 * second owner, expertise tags and a version; their names are one whatever their case.
 */
export class RoutingRules0052 implements MigrationInterface {
  name = 'RoutingRules0000000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table routing_books (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        version int not null,
        rules jsonb not null,
        change text not null,
        by_user_id uuid,
        reason text,
        accepted_dead_ends jsonb not null default '[]',
        created_at timestamptz not null default app_now(),
        constraint routing_books_pkey primary key (tenant_id, id),
        constraint routing_books_version_key unique (tenant_id, version),
        constraint routing_books_version_check check (version > 0),
        constraint routing_books_rules_check check (jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) > 0),
        constraint routing_books_tenant_fkey foreign key (tenant_id) references tenants (tenant_id),
        constraint routing_books_user_fkey foreign key (tenant_id, by_user_id) references users (tenant_id, id)
      );
      ${protect('routing_books', 'select, insert')}

      -- no tenant is ever without its catch-all, however it came to be
      create function begin_routing_book() returns trigger language plpgsql as $$
        begin
          insert into routing_books (tenant_id, version, rules, change) values (new.tenant_id, 1, ${DEFAULT_BOOK}, 'begun');
          return new;
        end $$;
      create trigger tenants_routing_book after insert on tenants for each row execute function begin_routing_book();

      -- whom the rules for a category and severity name, by id: their presence decides who owns an escalation
      create function routing_targets(of_tenant uuid, of_category text, of_severity text) returns table (id uuid) language sql stable as $$
        select distinct x.id::uuid
          from (select b.rules from routing_books b where b.tenant_id = of_tenant order by b.version desc limit 1) book
         cross join lateral jsonb_array_elements(book.rules) r
         cross join lateral (
           select r -> 'actions' ->> 'assignTo' as id
           union all select r -> 'actions' ->> 'assignSecondaryTo'
           union all select jsonb_array_elements_text(r -> 'actions' -> 'notify')
         ) x
         where (r ->> 'category' = '*' or lower(r ->> 'category') = lower(of_category))
           and (jsonb_array_length(r -> 'severity') = 0 or r -> 'severity' ? of_severity)
           and x.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      $$;

      alter table escalation_categories
        add column default_secondary_owner_id uuid,
        add column expertise text[] not null default '{}',
        add column version int not null default 1,
        add column updated_at timestamptz not null default app_now(),
        add constraint escalation_categories_secondary_fkey foreign key (tenant_id, default_secondary_owner_id) references users (tenant_id, id);

      -- the owner of the tables is under row-level security as well
      ${OPEN_ALL('tenants', 'routing_books', 'escalation_categories').join('\n')}
      insert into routing_books (tenant_id, version, rules, change) select tenant_id, 1, ${DEFAULT_BOOK}, 'begun' from tenants;
      update escalation_categories c set name = left(c.name, 80) || ' (' || left(c.id::text, 8) || ')'
       where exists (select 1 from escalation_categories o where o.tenant_id = c.tenant_id and lower(o.name) = lower(c.name) and o.id < c.id);
      ${CLOSE_ALL('tenants', 'routing_books', 'escalation_categories').join('\n')}
      create unique index escalation_categories_lower_name_key on escalation_categories (tenant_id, lower(name));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index escalation_categories_lower_name_key;
      alter table escalation_categories
        drop column default_secondary_owner_id, drop column expertise, drop column version, drop column updated_at;
      drop function routing_targets(uuid, text, text);
      drop trigger tenants_routing_book on tenants;
      drop function begin_routing_book();
      ${dropTables('routing_books')}
    `);
  }
}
