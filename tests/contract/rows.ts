import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exampleOfType, makeOpaqueToken, type TestTenant } from '@understudy/api/testing';
import { CoverageBrief, CustomerContext, Escalation } from '@understudy/contracts';
import { asId, type TenantId } from '@understudy/domain';
import pg from 'pg';

/** One row of every kind that an address can name, by the name of the path parameter. */
export type Rows = Readonly<Record<string, string>>;

/**
 * Adds a row of each kind to a tenant, under its own row-level security. Every text in them holds the tenant's slug, so that a
 * leak can be seen in any answer. A new kind of path parameter needs a line here; the contract test says which.
 */
export async function addRows(appUrl: string, tenant: TestTenant): Promise<Rows> {
  const id = Object.fromEntries(
    [
      'customer',
      'stakeholder',
      'risk',
      'event',
      'task',
      'absence',
      'assignment',
      'brief',
      'category',
      'escalation',
      'conversation',
      'supporter',
      'notification',
      'routing_update',
      'api_key',
      'survey',
      'coverage_rule',
      'draft',
      'calendar',
      'routing_book',
      'routing_rule',
      'attachment',
      'template',
      'playbook',
      'action',
      'webhook',
      'delivery',
      'feed',
      'site',
    ].map((kind) => [kind, randomUUID()]),
  );
  const { admin, manager, csm } = tenant.people;
  const words = `words of ${tenant.slug}`;
  const { owner_because, source } = Escalation.pick({ owner_because: true, source: true }).parse(
    exampleOfType(Escalation),
  );
  const statements: (readonly [sql: string, values: readonly unknown[]])[] = [
    [
      `insert into customers (tenant_id, id, name, csm_id, stage, segment, industry, arr) values ($1, $2, $3, $4, 'live', 'Enterprise', 'Software', 1000)`,
      [id['customer'], `Customer of ${tenant.slug}`, csm.userId],
    ],
    [
      `insert into customer_domains (tenant_id, domain, customer_id) values ($1, $2, $3)`,
      [`customer-${tenant.slug}.example`, id['customer']],
    ],
    [
      `insert into tasks (tenant_id, id, customer_id, title) values ($1, $2, $3, $4)`,
      [id['task'], id['customer'], words],
    ],
    [
      `insert into stakeholders (tenant_id, id, customer_id, name) values ($1, $2, $3, $4)`,
      [id['stakeholder'], id['customer'], words],
    ],
    [
      `insert into risks (tenant_id, id, customer_id, kind, description, severity) values ($1, $2, $3, 'usage', $4, 'low')`,
      [id['risk'], id['customer'], words],
    ],
    [
      `insert into meetings (tenant_id, id, customer_id, title, starts_at, ends_at, organizer_id)
       values ($1, $2, $3, $4, clock_timestamp() + interval '1 day', clock_timestamp() + interval '25 hours', $5)`,
      [id['event'], id['customer'], words, csm.userId],
    ],
    [
      `insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, time_zone, start_date, end_date, during, special_instructions)
       values ($1, $2, $3, 'vacation', 'active', 'manual', 'Europe/Lisbon', current_date - 1, current_date + 10,
               tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() + interval '10 days'), $4)`,
      [id['absence'], csm.userId, words],
    ],
    [
      `insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, status, in_force, accepted_at, during)
       values ($1, $2, $3, $4, 'active', true, clock_timestamp(), tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() + interval '10 days'))`,
      [id['assignment'], id['absence'], manager.userId],
    ],
    [
      `insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted)
       values ($1, $2, $3, 1, tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() + interval '10 days'), true)`,
      [id['assignment'], id['customer']],
    ],
    [
      `insert into coverage_briefs (tenant_id, id, coverage_assignment_id, customer_id, brief_content) values ($1, $2, $3, $4, $5::jsonb)`,
      [id['brief'], id['assignment'], id['customer'], JSON.stringify(exampleOfType(CoverageBrief))],
    ],
    [
      `insert into coverage_rules (tenant_id, id, position, name, conditions, skill) values ($1, $2, 1, $3, '[]', $3)`,
      [id['coverage_rule'], words],
    ],
    [
      `insert into business_calendars (tenant_id, id, name, time_zone, windows) values ($1, $2, $3, 'Europe/Lisbon', '[{"days": [1], "from": "09:00", "to": "17:00"}]')`,
      [id['calendar'], words],
    ],
    [
      `insert into routing_books (tenant_id, id, version, change, rules)
       select $1, $2, 2, $4, jsonb_build_array(rule || jsonb_build_object('id', $3::text, 'name', $4::text, 'severity', array['P0']), rule)
         from (select rules -> 0 as rule from routing_books where tenant_id = $1 and version = 1) begun`,
      [id['routing_book'], id['routing_rule'], words],
    ],
    [
      `insert into escalation_categories (tenant_id, id, name) values ($1, $2, $3)`,
      [id['category'], `Category of ${tenant.slug}`],
    ],
    [
      `insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description, owner_because,
                                customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at)
       values ($1, $2, $3, $4, $5, 'P2', $6, $6, $7::jsonb, $8::jsonb, 1000, $9::jsonb, clock_timestamp(), clock_timestamp(), clock_timestamp())`,
      [
        id['escalation'],
        id['customer'],
        csm.userId,
        id['category'],
        words,
        JSON.stringify(owner_because),
        JSON.stringify(exampleOfType(CustomerContext)),
        JSON.stringify(source),
      ],
    ],
    [
      `insert into escalation_customer_drafts (tenant_id, id, escalation_id, author_id, edited_by_user_id, recipients, subject, body)
       values ($1, $2, $3, $4, $4, '[]', $5, $5)`,
      [id['draft'], id['escalation'], csm.userId, words],
    ],
    [
      `insert into escalation_updates (tenant_id, escalation_id, user_id, update_type, comment) values ($1, $2, $3, 'comment', $4)`,
      [id['escalation'], csm.userId, words],
    ],
    [
      `insert into api_keys (tenant_id, id, name, prefix, secret_hash, user_id, roles) values ($1, $2, $3, 'usk_test', 'none', $4, '{member}')`,
      [id['api_key'], words, admin.userId],
    ],
    [
      `insert into notifications (tenant_id, id, user_id, kind, urgency, title, link, because, bundle_key, first_at, last_at)
       values ($1, $2, $3, 'customer.task-added', 'normal', $4, '/', 'owner', 'normal:x', clock_timestamp(), clock_timestamp())`,
      [id['notification'], csm.userId, words],
    ],
    [
      `insert into routing_updates (tenant_id, id, assignment_id, absence_id, user_id, backup_user_id, type, state, wish, intended, prior, ours, found, problem)
       values ($1, $2, $3, $4, $5, $6, 'email', 'conflict', 'applied', '{}', '{"value": null}', '[]', '{"value": null}', $7)`,
      [id['routing_update'], id['assignment'], id['absence'], csm.userId, manager.userId, words],
    ],
    [
      `insert into surveys (tenant_id, id, absence_id, user_id, asked_as) values ($1, $2, $3, $4, 'csm')`,
      [id['survey'], id['absence'], csm.userId],
    ],
  ];
  statements.push(
    [
      `insert into conversations (tenant_id, id, customer_id, channel, subject, requester_email) values ($1, $2, $3, 'chat', $4, $5)`,
      [id['conversation'], id['customer'], words, tenant.people.member.email],
    ],
    [
      `insert into conversation_messages (tenant_id, conversation_id, author_email, from_requester, body) values ($1, $2, 'jo@acme.example', true, $3)`,
      [id['conversation'], words],
    ],
    // the database made the row when the supporter came
    [
      `update supporters set id = $2 where tenant_id = $1 and user_id = $3`,
      [id['supporter'], tenant.people.supporter.userId],
    ],
  );
  statements.push(
    [
      `insert into escalation_attachments (tenant_id, id, escalation_id, name, content_type, size_bytes, sha256, uploaded_by_user_id)
       values ($1, $2, $3, $4, 'text/plain; charset=utf-8', $5, 'none', $6)`,
      [id['attachment'], id['escalation'], `${words}.txt`, BYTES.length, csm.userId],
    ],
    [
      `insert into escalation_templates (tenant_id, id, name, title, description) values ($1, $2, $3, $3, $3)`,
      [id['template'], words],
    ],
    [
      `insert into playbooks (tenant_id, id, name, steps) values ($1, $2, $3, $4::jsonb)`,
      [id['playbook'], words, JSON.stringify([{ title: words, details: null, role: 'owner', dueMinutes: null }])],
    ],
    [
      `insert into escalation_actions (tenant_id, id, escalation_id, position, playbook_id, playbook_name, playbook_version, title, role)
       values ($1, $2, $3, 1, $4, $5, 1, $5, 'owner')`,
      [id['action'], id['escalation'], id['playbook'], words],
    ],
  );
  statements.push(
    [
      `insert into webhooks (tenant_id, id, url, description, event_types, secret_sealed, created_by_user_id)
       values ($1, $2, 'https://hooks.example/', $3, '{absence.planned}', 'none', $4)`,
      [id['webhook'], words, admin.userId],
    ],
    [
      `insert into webhook_deliveries (tenant_id, id, webhook_id, message_id, event_type, body) values ($1, $2, $3, $2, 'absence.planned', $4)`,
      [id['delivery'], id['webhook'], words],
    ],
  );
  statements.push([
    `insert into pto_feeds (tenant_id, id, kind, name, host, access_sealed, created_by_user_id) values ($1, $2, 'ical', $3, $3, '', $4)`,
    [id['feed'], words, admin.userId],
  ]);
  statements.push([
    `insert into pto_entries (tenant_id, feed_id, key, title, names, emails, kind, certainty, is_away, state)
     values ($1, $2, $3, $3, array[$3], '{}', 'vacation', 'fact', true, 'unmatched')`,
    [id['feed'], words],
  ]);
  statements.push([
    `insert into crm_sites (tenant_id, id, site) values ($1, $2::text, jsonb_build_object('id', $2::text, 'name', $3::text, 'system', 'partner-portal',
       'matches', '["https://crm.example/*"]'::jsonb, 'records', '[{"path": "^/(?<id>.+)$"}]'::jsonb, 'ids', 'as-is', 'anchors', '[]'::jsonb, 'names', '[]'::jsonb))`,
    [id['site'], words],
  ]);
  const feed = makeOpaqueToken('usf', asId<TenantId>(tenant.tenantId));
  statements.push([
    'insert into calendar_feeds (tenant_id, id, user_id, secret_hash) values ($1, $2, $3, $4)',
    [feed.id, csm.userId, feed.secretHash],
  ]);
  await inTenant(appUrl, tenant, statements);
  return {
    tenant_id: tenant.tenantId,
    user_id: csm.userId,
    team_id: tenant.teamId,
    csm_id: csm.userId,
    secret: feed.text,
    kind: 'webhooks',
    place: 'team',
    // PRD-131's word for a coverage assignment (product.md 4)
    coverage_id: id['assignment'] ?? '',
    ...Object.fromEntries(Object.entries(id).map(([kind, value]) => [`${kind}_id`, value])),
  };
}

const BYTES = 'attached';

/** The bytes of the tenant's attachment, where the API keeps them. */
export function addFile(dataDir: string, rows: Rows): void {
  const folder = path.join(dataDir, 'files', rows['tenant_id'] ?? '', rows['escalation_id'] ?? '');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, rows['attachment_id'] ?? ''), BYTES);
}

async function inTenant(
  appUrl: string,
  { tenantId }: TestTenant,
  statements: readonly (readonly [sql: string, values: readonly unknown[]])[],
): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    for (const [sql, values] of statements) await client.query(sql, [tenantId, ...values]);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
