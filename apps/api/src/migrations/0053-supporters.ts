import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

const UNRESOLVED = `in ('open', 'investigating', 'action_required')`;

/**
 * Supporters and what was said in conversations. Triggers keep what must hold whatever writes: a supporter's load equals a recount of
 * their unresolved escalations, nobody is handed a conversation above their cap, a conversation ends with its escalation, and
 * whenever a slot frees up or somebody begins to wait there is a message about it.
 */
export class Supporters0053 implements MigrationInterface {
  name = 'Supporters0000000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conversations
        add column external_id text,
        add column participants jsonb not null default '[]',
        add column requester_user_id uuid,
        add column escalated_at timestamptz,
        add column completed_at timestamptz,
        add constraint conversations_external_id_key unique (tenant_id, channel, external_id),
        add constraint conversations_requester_fkey foreign key (tenant_id, requester_user_id) references users (tenant_id, id);
      create index conversations_requester_idx on conversations (tenant_id, requester_user_id, created_at);
      create index conversations_created_idx on conversations (tenant_id, created_at, id);
      create index escalations_conversation_idx on escalations (tenant_id, conversation_id, created_at) where conversation_id is not null;

      create table conversation_messages (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        conversation_id uuid not null,
        author_user_id uuid,
        author_email text,
        from_requester boolean not null,
        body text not null,
        sent_at timestamptz not null default app_now(),
        constraint conversation_messages_pkey primary key (tenant_id, id),
        constraint conversation_messages_author_check check ((author_user_id is null) <> (author_email is null)),
        constraint conversation_messages_conversation_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
        constraint conversation_messages_author_fkey foreign key (tenant_id, author_user_id) references users (tenant_id, id)
      );
      create index conversation_messages_order_idx on conversation_messages (tenant_id, conversation_id, sent_at, id);
      create index conversation_messages_asked_idx on conversation_messages (tenant_id, sent_at) where from_requester;
      -- append-only: what somebody said stays as it was said
      ${protect('conversation_messages', 'select, insert')}

      create table supporters (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        user_id uuid not null,
        serves boolean not null default true,
        is_available boolean not null default true,
        switched_by_user_id uuid,
        max_active_escalations int not null default 5,
        active_escalations int not null default 0,
        last_assigned_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint supporters_pkey primary key (tenant_id, id),
        constraint supporters_user_key unique (tenant_id, user_id),
        constraint supporters_max_check check (max_active_escalations between 0 and 1000),
        constraint supporters_active_check check (active_escalations >= 0),
        constraint supporters_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint supporters_switched_by_fkey foreign key (tenant_id, switched_by_user_id) references users (tenant_id, id)
      );
      -- the order of picking: least busy, longest without one, id
      create index supporters_free_idx on supporters (tenant_id, active_escalations, last_assigned_at nulls first, id)
        where serves and is_available and active_escalations < max_active_escalations;
      ${protect('supporters')}

      alter table escalations
        add column notes text,
        -- handed to a human from a conversation, past rules and categories; what rules routed is not for the supporters' queue
        add column for_supporters boolean not null default false;
      create index escalations_waiting_idx on escalations (tenant_id, severity, created_at, id)
        where for_supporters and primary_owner_id is null and status ${UNRESOLVED};
      create index escalations_created_idx on escalations (tenant_id, created_at, id);

      -- the owner of the tables is under row-level security as well
      alter table users no force row level security;
      alter table escalations no force row level security;
      alter table conversations no force row level security;
      alter table supporters no force row level security;
      insert into supporters (tenant_id, user_id, serves, active_escalations, last_assigned_at)
        select u.tenant_id, u.id, u.active, count(e.id), max(e.assigned_at)
          from users u left join escalations e on (e.tenant_id, e.primary_owner_id) = (u.tenant_id, u.id) and e.status ${UNRESOLVED}
         where 'supporter' = any (u.roles) group by u.tenant_id, u.id;
      update conversations c set requester_user_id = u.id from users u where u.tenant_id = c.tenant_id and u.email = lower(c.requester_email);
      alter table users force row level security;
      alter table escalations force row level security;
      alter table conversations force row level security;
      alter table supporters force row level security;

      -- whoever asked, when they are one of ours: addresses of colleagues never change
      create function know_requester() returns trigger language plpgsql as $$
        begin
          new.requester_user_id := coalesce(new.requester_user_id,
            (select u.id from users u where u.tenant_id = new.tenant_id and u.email = lower(new.requester_email)));
          return new;
        end $$;
      create trigger conversations_requester before insert on conversations for each row execute function know_requester();

      create function keep_supporter() returns trigger language plpgsql as $$
        begin
          if not (new.active and 'supporter' = any (new.roles)) then
            update supporters set serves = false, updated_at = app_now() where tenant_id = new.tenant_id and user_id = new.id and serves;
            -- who was no supporter any more and now is gone altogether: what they kept goes on to others
            if not found and tg_op = 'UPDATE' and old.active and not new.active
               and exists (select from supporters where tenant_id = new.tenant_id and user_id = new.id) then
              insert into outbox (tenant_id, type, payload)
                values (new.tenant_id, 'supporter.unavailable', jsonb_build_object('user_id', new.id));
            end if;
            return null;
          end if;
          update supporters set serves = true, updated_at = app_now() where tenant_id = new.tenant_id and user_id = new.id and not serves;
          if not exists (select from supporters where tenant_id = new.tenant_id and user_id = new.id) then
            -- whoever changes an escalation of theirs meanwhile holds this row: what is counted next stays true
            perform 1 from users where tenant_id = new.tenant_id and id = new.id for update;
            insert into supporters (tenant_id, user_id, active_escalations, last_assigned_at)
              select new.tenant_id, new.id, count(*), max(e.assigned_at) from escalations e
               where e.tenant_id = new.tenant_id and e.primary_owner_id = new.id and e.status ${UNRESOLVED}
              on conflict on constraint supporters_user_key do nothing;
          end if;
          return null;
        end $$;
      create trigger users_supporter after insert or update of roles, active on users for each row execute function keep_supporter();

      create function tell_of_supporter() returns trigger language plpgsql as $$
        declare
          was_on boolean := tg_op = 'UPDATE' and old.serves and old.is_available;
          is_on boolean := new.serves and new.is_available;
        begin
          if is_on and new.active_escalations < new.max_active_escalations
             and not (was_on and old.active_escalations < old.max_active_escalations) then
            insert into outbox (tenant_id, type, payload) values (new.tenant_id, 'supporter.slot-free', jsonb_build_object('user_id', new.user_id));
          end if;
          if tg_op = 'UPDATE' and was_on <> is_on then
            insert into outbox (tenant_id, type, payload)
              values (new.tenant_id, case when is_on then 'supporter.available' else 'supporter.unavailable' end, jsonb_build_object('user_id', new.user_id));
          end if;
          return null;
        end $$;
      create trigger supporters_told after insert or update of serves, is_available, max_active_escalations, active_escalations on supporters
        for each row execute function tell_of_supporter();

      create function mark_for_supporters() returns trigger language plpgsql as $$
        begin
          new.for_supporters := new.conversation_id is not null and new.category_id is null;
          return new;
        end $$;
      create trigger escalations_for_supporters before insert on escalations for each row execute function mark_for_supporters();

      create function count_supporter_work() returns trigger language plpgsql as $$
        declare
          owned_by uuid := case when tg_op = 'UPDATE' and old.status ${UNRESOLVED} then old.primary_owner_id end;
          owner_is uuid := case when new.status ${UNRESOLVED} then new.primary_owner_id end;
          is_handed_over boolean := tg_op = 'INSERT' or old.primary_owner_id is distinct from new.primary_owner_id;
          one record;
          is_over boolean;
        begin
          if owned_by is not distinct from owner_is then return null; end if;
          -- always in one order, so that two who swap do not wait for each other
          for one in select * from (values (owned_by, -1), (owner_is, 1)) as w (user_id, change) where w.user_id is not null order by w.user_id loop
            perform 1 from users where tenant_id = new.tenant_id and id = one.user_id for key share;
            update supporters
               set active_escalations = active_escalations + one.change,
                   last_assigned_at = case when one.change = 1 and is_handed_over then coalesce(new.assigned_at, app_now()) else last_assigned_at end
             where tenant_id = new.tenant_id and user_id = one.user_id
             returning active_escalations > max_active_escalations into is_over;
            if one.change = 1 and is_handed_over and is_over and new.for_supporters then
              raise exception 'this supporter carries as many as they may' using errcode = 'check_violation', constraint = 'supporters_cap';
            end if;
          end loop;
          return null;
        end $$;
      create trigger escalations_counted after insert or update of status, primary_owner_id on escalations
        for each row execute function count_supporter_work();

      create function follow_conversation() returns trigger language plpgsql as $$
        begin
          if new.for_supporters and new.status ${UNRESOLVED} and new.primary_owner_id is null
             and (tg_op = 'INSERT' or old.primary_owner_id is not null or not old.status ${UNRESOLVED}) then
            insert into outbox (tenant_id, type, payload)
              values (new.tenant_id, 'escalation.waiting', jsonb_build_object('escalation_id', new.id, 'customer_id', new.customer_id, 'by_user_id', null));
          end if;
          if tg_op = 'INSERT' or old.status <> new.status then
            update conversations c
               set status = case when new.status ${UNRESOLVED} then 'escalated' when new.status = 'void' then 'open' else 'completed' end,
                   escalated_at = case when new.status ${UNRESOLVED} then coalesce(c.escalated_at, app_now()) else c.escalated_at end,
                   completed_at = case when new.status in ('resolved', 'closed') then coalesce(c.completed_at, app_now()) end
             where c.tenant_id = new.tenant_id and c.id = new.conversation_id
               -- an old one that is closed says nothing about the one that runs
               and (new.status ${UNRESOLVED} or not exists (select from escalations e where e.tenant_id = new.tenant_id
                     and e.conversation_id = new.conversation_id and e.id <> new.id and e.status ${UNRESOLVED}));
          end if;
          return null;
        end $$;
      create trigger escalations_conversation after insert or update of status, primary_owner_id on escalations
        for each row when (new.conversation_id is not null) execute function follow_conversation();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger escalations_conversation on escalations;
      drop trigger escalations_counted on escalations;
      drop trigger escalations_for_supporters on escalations;
      drop function mark_for_supporters();
      drop trigger users_supporter on users;
      drop function follow_conversation();
      drop function count_supporter_work();
      drop function keep_supporter();
      drop trigger conversations_requester on conversations;
      drop function know_requester();
      drop index escalations_created_idx;
      drop index escalations_conversation_idx;
      drop index escalations_waiting_idx;
      alter table escalations drop column notes, drop column for_supporters;
      ${dropTables('conversation_messages', 'supporters')}
      drop function tell_of_supporter();
      alter table conversations
        drop constraint conversations_external_id_key,
        drop constraint conversations_requester_fkey,
        drop column external_id, drop column participants, drop column requester_user_id, drop column escalated_at, drop column completed_at;
      drop index conversations_created_idx;
    `);
  }
}
