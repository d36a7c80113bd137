import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** What somebody wants to become of a meeting with a customer that falls into their absence, by the event in their calendar. */
export class MeetingDecisions0071 implements MigrationInterface {
  name = 'MeetingDecisions0000000000071';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table meeting_decisions (
        tenant_id uuid not null,
        user_id uuid not null,
        event_id text not null,
        customer_id uuid not null,
        decision text not null,
        title text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        decided_at timestamptz not null default app_now(),
        constraint meeting_decisions_pkey primary key (tenant_id, user_id, event_id),
        constraint meeting_decisions_decision_check check (decision in ('hand_over', 'attend', 'move')),
        constraint meeting_decisions_order_check check (starts_at < ends_at),
        constraint meeting_decisions_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint meeting_decisions_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      ${protect('meeting_decisions')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('meeting_decisions'));
  }
}
