import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * The tamper-evident history: one hash chain per tenant.
 *
 *   hash(n) = sha256(hash(n-1) || utf8(tenant_id || ':' || n || ':' || canonical)),  hash(0) = 32 zero bytes
 *
 * `canonical` is RFC 8785 JSON, kept as text because jsonb would not give the same bytes back; the other columns are copies
 * of its members for looking things up. The run-time roles may only read and call `history_append`. The triggers are
 * ENABLE ALWAYS, so that neither the owner nor a replica session gets round them by accident; whoever takes them off
 * (a superuser) is found out by the verifier.
 */
export class History0005 implements MigrationInterface {
  name = 'History0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table history (
        tenant_id uuid not null,
        seq bigint not null,
        at timestamptz not null,
        type text not null,
        subject_kind text not null,
        subject_id text not null,
        actor_user_id uuid,
        canonical text not null,
        hash bytea not null,
        constraint history_pkey primary key (tenant_id, seq),
        constraint history_seq_check check (seq > 0),
        constraint history_hash_check check (octet_length(hash) = 32)
      );
      create index history_subject_idx on history (tenant_id, subject_kind, subject_id, seq);
      create index history_actor_idx on history (tenant_id, actor_user_id, seq) where actor_user_id is not null;
      create index history_type_idx on history (tenant_id, type, seq);
      ${protect('history', 'select')}

      create table history_head (
        tenant_id uuid not null,
        seq bigint not null,
        hash bytea not null,
        constraint history_head_pkey primary key (tenant_id),
        constraint history_head_hash_check check (octet_length(hash) = 32)
      );
      ${protect('history_head', 'select')}
      create policy checkpoints on history_head for select to understudy_worker using (true);

      create table history_checkpoint (
        tenant_id uuid not null,
        seq bigint not null,
        hash bytea not null,
        signed_at timestamptz not null,
        signature bytea not null,
        constraint history_checkpoint_pkey primary key (tenant_id, seq)
      );
      ${protect('history_checkpoint', 'select')}
      create policy checkpoints on history_checkpoint to understudy_worker using (true) with check (true);
      grant insert on history_checkpoint to understudy_worker;

      create function history_refuse() returns trigger language plpgsql as $$
        begin
          raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
        end $$;
      create function history_head_forward() returns trigger language plpgsql as $$
        begin
          if new.tenant_id is distinct from old.tenant_id or new.seq <= old.seq then
            raise exception 'the head of a history only moves forward' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$;

      create trigger history_append_only before update or delete or truncate on history
        for each statement execute function history_refuse();
      create trigger history_checkpoint_append_only before update or delete or truncate on history_checkpoint
        for each statement execute function history_refuse();
      create trigger history_head_keep before delete or truncate on history_head
        for each statement execute function history_refuse();
      create trigger history_head_forward before update on history_head
        for each row execute function history_head_forward();
      alter table history enable always trigger history_append_only;
      alter table history_checkpoint enable always trigger history_checkpoint_append_only;
      alter table history_head enable always trigger history_head_keep;
      alter table history_head enable always trigger history_head_forward;

      -- one call per transaction, right before COMMIT; the head's row lock puts the tenant's transactions in order
      create function history_append(events text[]) returns bigint
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
          tenant uuid := current_tenant();
          last_seq bigint;
          last_hash bytea;
          event text;
          body jsonb;
        begin
          if tenant is null then
            raise exception 'history_append needs a tenant' using errcode = 'insufficient_privilege';
          end if;
          insert into history_head (tenant_id, seq, hash) values (tenant, 0, decode(repeat('00', 32), 'hex'))
            on conflict on constraint history_head_pkey do nothing;
          select h.seq, h.hash into last_seq, last_hash from history_head h where h.tenant_id = tenant for update;
          foreach event in array events loop
            body := event::jsonb;
            last_seq := last_seq + 1;
            last_hash := sha256(last_hash || convert_to(tenant::text || ':' || last_seq || ':' || event, 'UTF8'));
            insert into history (tenant_id, seq, at, type, subject_kind, subject_id, actor_user_id, canonical, hash)
              values (tenant, last_seq, (body ->> 'at')::timestamptz, body ->> 'type', body #>> '{subject,kind}',
                      body #>> '{subject,id}', (body #>> '{actor,user_id}')::uuid, event, last_hash);
          end loop;
          if cardinality(events) > 0 then
            update history_head h set seq = last_seq, hash = last_hash where h.tenant_id = tenant;
          end if;
          return last_seq;
        end $$;
      revoke execute on function history_append(text[]) from public;
      grant execute on function history_append(text[]) to understudy_app, understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function history_append(text[]);
      ${dropTables('history', 'history_head', 'history_checkpoint')}
      drop function history_head_forward();
      drop function history_refuse();
    `);
  }
}
