import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * The ledger of reversible changes (product.md 12): what was there before, what was set, what is wanted. A row is written before
 * anything is touched. `redirects` is where tasks and alerts keep theirs: the other system is our own.
 */
export class Routing0037 implements MigrationInterface {
  name = 'Routing0000000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table routing_updates (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        assignment_id uuid not null,
        absence_id uuid not null,
        user_id uuid not null,
        backup_user_id uuid not null,
        type text not null,
        state text not null,
        wish text not null,
        intended jsonb not null,
        -- null until it was read; then {"value": ...}
        prior jsonb,
        ours jsonb not null default '[]',
        confirmed boolean not null default false,
        found jsonb,
        faults int not null default 0,
        problem text,
        applied_at timestamptz,
        reverted_at timestamptz,
        -- who drives it now; machine time, so that moving the product's clock frees nothing
        claim uuid,
        lease_until timestamptz,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint routing_updates_pkey primary key (tenant_id, id),
        constraint routing_updates_once_key unique (tenant_id, assignment_id, type),
        constraint routing_updates_type_check check (type in ('tasks', 'alerts', 'email', 'slack', 'calendar')),
        constraint routing_updates_state_check check (state in ('planned', 'applying', 'applied', 'reverting', 'reverted', 'conflict', 'failed', 'unsupported')),
        constraint routing_updates_wish_check check (wish in ('applied', 'reverted')),
        constraint routing_updates_found_check check (state <> 'conflict' or found is not null),
        constraint routing_updates_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint routing_updates_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint routing_updates_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint routing_updates_backup_fkey foreign key (tenant_id, backup_user_id) references users (tenant_id, id)
      );
      create index routing_updates_absence_idx on routing_updates (tenant_id, absence_id);
      create index routing_updates_open_idx on routing_updates (tenant_id, assignment_id) where state not in ('reverted', 'unsupported');
      ${protect('routing_updates')}

      create table redirects (
        tenant_id uuid not null,
        assignment_id uuid not null,
        kind text not null,
        -- null: not redirected (any more)
        value jsonb,
        updated_at timestamptz not null default app_now(),
        constraint redirects_pkey primary key (tenant_id, assignment_id, kind),
        constraint redirects_kind_check check (kind in ('tasks', 'alerts')),
        constraint redirects_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id)
      );
      ${protect('redirects')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('routing_updates', 'redirects'));
  }
}
