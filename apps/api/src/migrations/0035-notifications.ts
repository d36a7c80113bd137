import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Who of our people was told what. `notification_causes_pkey` is the promise "duplicates 0": one message tells a person once, however
 * often it is handled. A notification bundles causes; what somebody received by a coverage is counted on its assignment in the same
 * transaction, so that a recount says the same.
 */
export class Notifications0035 implements MigrationInterface {
  name = 'Notifications0000000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification_preferences (
        tenant_id uuid not null,
        user_id uuid not null,
        email text not null,
        quiet_hours jsonb not null,
        version int not null default 1,
        updated_at timestamptz not null default app_now(),
        constraint notification_preferences_pkey primary key (tenant_id, user_id),
        constraint notification_preferences_email_check check (email in ('all', 'urgent', 'none')),
        constraint notification_preferences_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('notification_preferences')}

      create table notification_mails (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        user_id uuid not null,
        state text not null default 'waiting',
        created_at timestamptz not null default app_now(),
        sent_at timestamptz,
        constraint notification_mails_pkey primary key (tenant_id, id),
        constraint notification_mails_state_check check (state in ('waiting', 'sent', 'not_connected', 'suppressed', 'failed')),
        constraint notification_mails_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      create index notification_mails_user_idx on notification_mails (tenant_id, user_id, created_at);
      ${protect('notification_mails')}

      create table notifications (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        user_id uuid not null,
        kind text not null,
        urgency text not null,
        title text not null,
        link text not null,
        because text not null,
        for_user_id uuid,
        -- the coverage by which somebody hears of a customer: what notifications_received counts
        assignment_id uuid,
        customer_id uuid,
        absence_id uuid,
        escalation_id uuid,
        bundle_key text not null,
        happened int not null default 1,
        first_at timestamptz not null,
        last_at timestamptz not null,
        mail_at timestamptz,
        mail_id uuid,
        read_at timestamptz,
        constraint notifications_pkey primary key (tenant_id, id),
        constraint notifications_urgency_check check (urgency in ('normal', 'urgent')),
        constraint notifications_happened_check check (happened > 0),
        constraint notifications_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint notifications_for_user_fkey foreign key (tenant_id, for_user_id) references users (tenant_id, id),
        constraint notifications_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint notifications_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint notifications_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint notifications_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint notifications_mail_fkey foreign key (tenant_id, mail_id) references notification_mails (tenant_id, id)
      );
      create index notifications_user_idx on notifications (tenant_id, user_id, last_at desc, id desc);
      create index notifications_unread_idx on notifications (tenant_id, user_id) where read_at is null;
      create index notifications_assignment_idx on notifications (tenant_id, assignment_id) where assignment_id is not null;
      create index notifications_mail_idx on notifications (tenant_id, mail_id) where mail_id is not null;
      ${protect('notifications')}

      create table notification_causes (
        tenant_id uuid not null,
        user_id uuid not null,
        cause_key text not null,
        notification_id uuid not null,
        kind text not null,
        title text not null,
        happened_at timestamptz not null,
        constraint notification_causes_pkey primary key (tenant_id, user_id, cause_key),
        constraint notification_causes_notification_fkey foreign key (tenant_id, notification_id) references notifications (tenant_id, id)
      );
      create index notification_causes_notification_idx on notification_causes (tenant_id, notification_id);
      create index notification_causes_key_idx on notification_causes (tenant_id, cause_key);
      ${protect('notification_causes')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      dropTables('notification_preferences', 'notification_mails', 'notifications', 'notification_causes'),
    );
  }
}
