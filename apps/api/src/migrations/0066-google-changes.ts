import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** What an organisation wants changed in Google, and what we put there: e-mails sent as a person, and documents. */
export class GoogleChanges0066 implements MigrationInterface {
  name = 'GoogleChanges0000000000066';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table google_change_settings (
        tenant_id uuid not null,
        reply boolean not null,
        forward boolean not null,
        delegate boolean not null,
        meetings boolean not null,
        notices boolean not null,
        documents boolean not null,
        updated_at timestamptz not null default app_now(),
        constraint google_change_settings_pkey primary key (tenant_id),
        constraint google_change_settings_tenant_fkey foreign key (tenant_id) references tenants (tenant_id)
      );
      ${protect('google_change_settings')}

      -- written before an e-mail is handed to Gmail: a try whose answer was lost is known by it
      create table google_mails (
        tenant_id uuid not null,
        key text not null,
        user_id uuid not null,
        state text not null,
        subject text not null,
        google_id text,
        thread_id text,
        -- as Gmail made it, where we may read it
        message_id text,
        -- machine time
        tried_at timestamptz not null default clock_timestamp(),
        sent_at timestamptz,
        constraint google_mails_pkey primary key (tenant_id, key),
        constraint google_mails_state_check check (state in ('open', 'sending', 'sent')),
        constraint google_mails_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('google_mails')}

      create table google_documents (
        tenant_id uuid not null,
        assignment_id uuid not null,
        kind text not null,
        -- in whose Drive it is, and who may read it while it is open
        owner_user_id uuid not null,
        reader_user_id uuid not null,
        document_id text,
        -- what it says, as a hash: the same is not written again
        words_hash text,
        open boolean not null default true,
        problem text,
        -- who writes it now; machine time
        lease_until timestamptz,
        updated_at timestamptz not null default app_now(),
        constraint google_documents_pkey primary key (tenant_id, assignment_id, kind),
        constraint google_documents_kind_check check (kind in ('brief', 'return')),
        constraint google_documents_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint google_documents_owner_fkey foreign key (tenant_id, owner_user_id) references users (tenant_id, id),
        constraint google_documents_reader_fkey foreign key (tenant_id, reader_user_id) references users (tenant_id, id)
      );
      ${protect('google_documents')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('google_change_settings', 'google_mails', 'google_documents'));
  }
}
