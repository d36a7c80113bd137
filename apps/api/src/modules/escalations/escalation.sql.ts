import { person } from '../customers/index.js';

/** A whole {@link EscalationRecord}; `e`, `c` (customer) and `k` (category) are the names conditions may use. */
export const SELECT_ESCALATION = `
  select e.id, case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name,
         'isConfidential', c.is_confidential, 'codeName', c.code_name) end as customer, c.csm_id as "csmId",
         e.conversation_id as "conversationId", e.for_supporters as "isForSupporters", k.name as category, e.category_id as "categoryId", e.severity, e.title, e.description, e.status,
         ${person('p')} as "primaryOwner", ${person('s')} as "secondaryOwner", ${person('m')} as "createdBy", e.owner_because as "ownerBecause",
         e.expected_resolution as "expectedResolution", e.exit_criteria as "exitCriteria", e.target_resolution_date as "targetResolutionAt",
         e.customer_impact as "customerImpact", e.customer_context as "customerContext", e.arr_at_risk::float8 as "arrAtRisk",
         e.slack_channel_id as "slackChannel", e.source, e.metadata, e.custom_message as "customMessage",
         e.resolution_summary as "resolutionSummary", e.root_cause as "rootCause", e.outcome, e.voided_reason as "voidedReason",
         e.sla_due_at as "dueAt", e.sla_response_due_at as "responseDueAt", e.sla_warn_at as "warnAt", e.sla_policy as "slaPolicy", e.routing,
         e.sla_calendars as "slaCalendars",
         e.sla_consumed_minutes as "consumedMinutes", e.sla_counted_at as "countedAt", e.sla_warned_percent as "warnedPercent",
         e.sla_paused_since as "pausedSince", e.sla_breached_at as "breachedAt", e.sla_response_breached_at as "responseBreachedAt",
         e.snoozed_until as "snoozedUntil", e.climb_level as "climbLevel", e.assigned_at as "assignedAt", e.acknowledged_at as "acknowledgedAt",
         e.actual_resolution_date as "resolvedAt", e.closed_at as "closedAt", e.created_at as "createdAt", e.updated_at as "updatedAt", e.version,
         (select coalesce(jsonb_agg(jsonb_build_object('user', ${person('w')}, 'role', h.role) order by h.added_at, h.user_id), '[]')
            from escalation_stakeholders h join users w on (w.tenant_id, w.id) = (h.tenant_id, h.user_id)
           where (h.tenant_id, h.escalation_id) = (e.tenant_id, e.id)) as stakeholders,
         case when r.escalation_id is null then null
              else jsonb_build_object('state', r.state, 'name', r.name, 'url', r.url, 'note', r.note) end as "warRoom"
    from escalations e
    left join escalation_war_rooms r on (r.tenant_id, r.escalation_id) = (e.tenant_id, e.id)
    left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    left join escalation_categories k on (k.tenant_id, k.id) = (e.tenant_id, e.category_id)
    join users m on (m.tenant_id, m.id) = (e.tenant_id, e.created_by_user_id)
    left join users p on (p.tenant_id, p.id) = (e.tenant_id, e.primary_owner_id)
    left join users s on (s.tenant_id, s.id) = (e.tenant_id, e.secondary_owner_id)`;

/**
 * Who may see which rows (api.md, the role table), with $1 tenant, $2 person, $3 the people they manage (null: everybody's), $4 whether
 * customers of their own and those they cover count: created, owned, stakeholder, asked for in a conversation; for managers those of their
 * people's customers, those their people own, and what waits in nobody's team; for CSMs their customers' and, while the interval runs,
 * those of customers they cover.
 */
export const VISIBLE = `(
  ($3::uuid[] is null) or e.created_by_user_id = $2 or e.primary_owner_id = $2 or e.secondary_owner_id = $2
  or exists (select 1 from escalation_stakeholders h where (h.tenant_id, h.escalation_id) = (e.tenant_id, e.id) and h.user_id = $2)
  or c.csm_id = any($3) or e.primary_owner_id = any($3) or e.secondary_owner_id = any($3)
  or (cardinality($3) > 0 and e.customer_id is null and e.primary_owner_id is null)
  or ($4 and c.csm_id = $2)
  or ($4 and exists (select 1 from covered_customers v join coverage_assignments a on (a.tenant_id, a.id) = (v.tenant_id, v.assignment_id)
       where v.tenant_id = e.tenant_id and v.customer_id = e.customer_id and v.accepted and a.backup_user_id = $2 and v.during @> app_now()))
  or (e.conversation_id is not null and exists (select 1 from conversations v
       where (v.tenant_id, v.id) = (e.tenant_id, e.conversation_id) and v.requester_user_id = $2)))`;

export const IS_OVER = `(e.status not in ('open', 'investigating', 'action_required'))`;

/** One statement: the row, the people on it, its first move. */
export const INSERT_ESCALATION = `
  with made as (
    insert into escalations (tenant_id, id, customer_id, conversation_id, created_by_user_id, category_id, severity, title, description,
      primary_owner_id, secondary_owner_id, owner_because, expected_resolution, exit_criteria, target_resolution_date, customer_impact,
      customer_context, arr_at_risk, source, metadata, custom_message, sla_due_at, sla_response_due_at, sla_warn_at, sla_policy, routing,
      assigned_at, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, $16, $17::jsonb, $18, $19::jsonb, $20::jsonb, $21, $22, $23, $24,
      $25::jsonb, $26::jsonb, case when $10::uuid is null then null else $27::timestamptz end, $27, $27)
  ), moved as (
    insert into escalation_moves (tenant_id, escalation_id, to_status, by_user_id, moved_at) select $1, $2, 'open', $5, $27
  )
  insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role, added_at)
  select distinct on (x.user_id) $1, $2, x.user_id, x.role, $27::timestamptz
    from (values ($10::uuid, 'owner', 1), ($11::uuid, 'owner', 2), ($5::uuid, 'watcher', 3)
          union all select i.id, 'informed', 4 from unnest($28::uuid[]) i (id)) x (user_id, role, rank)
   where x.user_id is not null order by x.user_id, x.rank`;

/** The row is locked. $3-$10 are what moved, $11 by whom (null: the product), $12 when, $13 from where. */
export const MOVE_ESCALATION = `
  with moved as (
    insert into escalation_moves (tenant_id, escalation_id, from_status, to_status, by_user_id, moved_at) values ($1, $2, $13, $3, $11, $12)
  )
  update escalations set status = $3, acknowledged_at = $4, actual_resolution_date = $5, closed_at = $6, resolution_summary = $7, root_cause = $8,
         outcome = $9, voided_reason = $10, version = version + 1, updated_at = $12
   where tenant_id = $1 and id = $2`;

/** The row is locked. Owners are on it as stakeholders, and nobody else in that role; a creator who gave it away watches on. */
export const ASSIGN_ESCALATION = `
  with changed as (
    update escalations set primary_owner_id = $3, secondary_owner_id = $4, owner_because = $5::jsonb, assigned_at = $6, version = version + 1, updated_at = $7
     where tenant_id = $1 and id = $2
  ), watching as (
    update escalation_stakeholders h set role = 'watcher' from escalations e
     where h.tenant_id = $1 and h.escalation_id = $2 and h.role = 'owner' and (e.tenant_id, e.id) = (h.tenant_id, h.escalation_id)
       and h.user_id = e.created_by_user_id and h.user_id <> all(array_remove(array[$3, $4]::uuid[], null))
  ), gone as (
    delete from escalation_stakeholders h using escalations e
     where h.tenant_id = $1 and h.escalation_id = $2 and h.role = 'owner' and (e.tenant_id, e.id) = (h.tenant_id, h.escalation_id)
       and h.user_id <> e.created_by_user_id and h.user_id <> all(array_remove(array[$3, $4]::uuid[], null))
  )
  insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role, added_at)
  select $1, $2, x.user_id, 'owner', $7 from unnest(array_remove(array[$3, $4]::uuid[], null)) x (user_id)
      on conflict on constraint escalation_stakeholders_pkey do update set role = 'owner'`;

/** The row is locked; all of what may be edited, as it is to stand. */
export const EDIT_ESCALATION = `
  update escalations set title = $3, description = $4, category_id = $5, severity = $6, expected_resolution = $7, exit_criteria = $8,
         target_resolution_date = $9, customer_impact = $10, arr_at_risk = $11, metadata = $12::jsonb, resolution_summary = $13, root_cause = $14,
         outcome = $15, version = version + 1, updated_at = $16
   where tenant_id = $1 and id = $2`;
