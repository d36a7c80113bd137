import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What an integration lost (a consent that was withdrawn, a token that ended), and webhooks: where events are sent, and each sending.
 * Times a person would notice are product time.
 */
export class Webhooks0065 implements MigrationInterface {
  name = 'Webhooks0000000000065';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table integration_losses (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        integration text not null,
        -- null: for everybody
        user_id uuid,
        what text not null,
        lost_at timestamptz not null default app_now(),
        restored_at timestamptz,
        -- the message that said so last: messages may arrive in another order than they were sent
        message_id uuid not null,
        constraint integration_losses_pkey primary key (tenant_id, id),
        constraint integration_losses_whose_key unique nulls not distinct (tenant_id, integration, user_id),
        constraint integration_losses_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('integration_losses')}

      create table webhooks (
        tenant_id uuid not null,
        id uuid not null,
        url text not null,
        description text not null,
        event_types text[] not null,
        state text not null default 'active',
        problem text,
        secret_sealed text not null,
        previous_secret_sealed text,
        -- machine time, as every expiry of a secret
        previous_secret_until timestamptz,
        failures_in_a_row int not null default 0,
        -- while it does not answer: nobody else tries before
        hold_until timestamptz,
        last_delivered_at timestamptz,
        created_by_user_id uuid not null,
        created_at timestamptz not null default app_now(),
        version int not null default 1,
        constraint webhooks_pkey primary key (tenant_id, id),
        constraint webhooks_state_check check (state in ('active', 'paused', 'disabled', 'ended')),
        constraint webhooks_event_types_check check (cardinality(event_types) > 0),
        constraint webhooks_previous_secret_check check ((previous_secret_sealed is null) = (previous_secret_until is null)),
        constraint webhooks_created_by_fkey foreign key (tenant_id, created_by_user_id) references users (tenant_id, id)
      );
      ${protect('webhooks')}

      create table webhook_deliveries (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        webhook_id uuid not null,
        message_id uuid not null,
        event_type text not null,
        -- to the byte as it is sent: the signature is over it
        body text not null,
        state text not null default 'waiting',
        tries int not null default 0,
        began_at timestamptz not null default app_now(),
        next_try_at timestamptz,
        delivered_at timestamptz,
        last_status int,
        attempts jsonb not null default '[]',
        created_at timestamptz not null default app_now(),
        constraint webhook_deliveries_pkey primary key (tenant_id, id),
        constraint webhook_deliveries_once_key unique (tenant_id, webhook_id, message_id),
        constraint webhook_deliveries_state_check check (state in ('waiting', 'delivered', 'failed')),
        constraint webhook_deliveries_delivered_check check (state <> 'delivered' or delivered_at is not null),
        constraint webhook_deliveries_webhook_fkey foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id)
      );
      create index webhook_deliveries_log_idx on webhook_deliveries (tenant_id, webhook_id, created_at desc, id desc);
      create index webhook_deliveries_waiting_idx on webhook_deliveries (tenant_id, webhook_id) where state = 'waiting';
      create index webhook_deliveries_old_idx on webhook_deliveries (tenant_id, created_at);
      ${protect('webhook_deliveries', 'select, insert, update, delete')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('integration_losses', 'webhooks', 'webhook_deliveries'));
  }
}
