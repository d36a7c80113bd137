import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** One table per thing that "who is responsible" reads as it is now: here is what it was, kept by the database itself. */
const KEPT = [
  { of: 'customers', as: 'customer_owners', key: 'customer_id', columns: { csm_id: 'uuid' } },
  { of: 'users', as: 'user_places', key: 'user_id', columns: { team_id: 'uuid', manager_id: 'uuid' } },
  { of: 'teams', as: 'team_fallbacks', key: 'team_id', columns: { fallback_user_id: 'uuid' } },
] as const;

/**
 * Who owned a customer, who was in which team under whom, and who its fallback was, since when: answers about the past stay as they
 * were when a customer changes hands or a team is set up anew (product.md 5, PRD-258 NFR-3). A trigger writes it, so that no way of
 * changing a row can forget to.
 */
export class Placements0033 implements MigrationInterface {
  name = 'Placements0000000000033';

  async up(runner: QueryRunner): Promise<void> {
    for (const { of, as, key, columns } of KEPT) {
      const names = Object.keys(columns);
      await runner.query(`
        create table ${as} (
          tenant_id uuid not null,
          ${key} uuid not null,
          since timestamptz not null,
          ${Object.entries(columns)
            .map(([name, type]) => `${name} ${type},`)
            .join('\n          ')}
          constraint ${as}_pkey primary key (tenant_id, ${key}, since),
          constraint ${as}_of_fkey foreign key (tenant_id, ${key}) references ${of} (tenant_id, id)
        );
        ${protect(as)}
        create index ${as}_since_idx on ${as} (tenant_id, since);
        create function keep_${as}() returns trigger language plpgsql as $$
          begin
            if tg_op = 'INSERT' or (${names.map((name) => `old.${name}`).join(', ')}) is distinct from (${names.map((name) => `new.${name}`).join(', ')}) then
              insert into ${as} (tenant_id, ${key}, since, ${names.join(', ')})
              values (new.tenant_id, new.id, app_now(), ${names.map((name) => `new.${name}`).join(', ')})
              on conflict (tenant_id, ${key}, since) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')};
            end if;
            return null;
          end $$;
        create trigger ${of}_${as} after insert or update of ${names.join(', ')} on ${of}
          for each row execute function keep_${as}();
        -- nothing is known of before: what holds now counts as always so
        alter table ${of} no force row level security;
        alter table ${as} no force row level security;
        insert into ${as} (tenant_id, ${key}, since, ${names.join(', ')})
        select tenant_id, id, created_at, ${names.join(', ')} from ${of};
        alter table ${of} force row level security;
        alter table ${as} force row level security;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { of, as } of KEPT)
      await runner.query(`drop trigger ${of}_${as} on ${of}; drop function keep_${as}(); ${dropTables(as)}`);
  }
}
