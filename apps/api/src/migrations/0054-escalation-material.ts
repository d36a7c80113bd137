import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What goes into an escalation (PRD-243 FR-1.5 and Notes): attachments, whose bytes are elsewhere and whose rows stay when they are
 * removed; templates; playbooks, and their steps as they were when an escalation was opened.
 */
export class EscalationMaterial0054 implements MigrationInterface {
  name = 'EscalationMaterial0000000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table escalation_attachments (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        name text not null,
        content_type text not null,
        size_bytes int not null,
        sha256 text not null,
        uploaded_by_user_id uuid not null,
        created_at timestamptz not null default app_now(),
        removed_at timestamptz,
        removed_by_user_id uuid,
        removed_reason text,
        constraint escalation_attachments_pkey primary key (tenant_id, id),
        constraint escalation_attachments_size_check check (size_bytes > 0),
        constraint escalation_attachments_removed_check check ((removed_at is null) = (removed_by_user_id is null)),
        constraint escalation_attachments_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_attachments_uploader_fkey foreign key (tenant_id, uploaded_by_user_id) references users (tenant_id, id),
        constraint escalation_attachments_remover_fkey foreign key (tenant_id, removed_by_user_id) references users (tenant_id, id)
      );
      create index escalation_attachments_escalation_idx on escalation_attachments (tenant_id, escalation_id, created_at, id);
      ${protect('escalation_attachments')}

      create table escalation_templates (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        category_id uuid,
        severity text,
        title text not null,
        description text not null,
        expected_resolution text,
        exit_criteria text,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        constraint escalation_templates_pkey primary key (tenant_id, id),
        constraint escalation_templates_severity_check check (severity in ('P0', 'P1', 'P2', 'P3')),
        constraint escalation_templates_category_fkey foreign key (tenant_id, category_id) references escalation_categories (tenant_id, id)
      );
      create unique index escalation_templates_name_key on escalation_templates (tenant_id, lower(name)) where active;
      ${protect('escalation_templates')}

      create table playbooks (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        category_id uuid,
        severities text[] not null default '{}',
        steps jsonb not null,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        constraint playbooks_pkey primary key (tenant_id, id),
        constraint playbooks_severities_check check (severities <@ array['P0', 'P1', 'P2', 'P3']),
        constraint playbooks_steps_check check (jsonb_typeof(steps) = 'array'),
        constraint playbooks_category_fkey foreign key (tenant_id, category_id) references escalation_categories (tenant_id, id)
      );
      create unique index playbooks_name_key on playbooks (tenant_id, lower(name)) where active;
      ${protect('playbooks')}

      create table escalation_actions (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        position int not null,
        playbook_id uuid not null,
        playbook_name text not null,
        playbook_version int not null,
        title text not null,
        details text,
        role text not null,
        due_at timestamptz,
        state text not null default 'open',
        note text,
        settled_by_user_id uuid,
        settled_at timestamptz,
        version int not null default 1,
        constraint escalation_actions_pkey primary key (tenant_id, id),
        constraint escalation_actions_position_key unique (tenant_id, escalation_id, position),
        constraint escalation_actions_role_check check (role in ('owner', 'secondary_owner', 'csm', 'manager', 'creator')),
        constraint escalation_actions_state_check check (state in ('open', 'done', 'skipped')),
        constraint escalation_actions_settled_check check ((state = 'open') = (settled_at is null)),
        constraint escalation_actions_skipped_check check (state <> 'skipped' or note is not null),
        constraint escalation_actions_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_actions_playbook_fkey foreign key (tenant_id, playbook_id) references playbooks (tenant_id, id),
        constraint escalation_actions_user_fkey foreign key (tenant_id, settled_by_user_id) references users (tenant_id, id)
      );
      ${protect('escalation_actions')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('escalation_attachments', 'escalation_templates', 'playbooks', 'escalation_actions'));
  }
}
