import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

/** Every route of the dashboard, who has most to see on it, and for the route of one thing which one: SQL within the tenant ($1). */
export interface WebRoute {
  readonly path: string;
  readonly as: string;
  readonly id?: string;
}

const ANA = 'Ana Duarte';
const BEN = 'Ben Vogel';
const MIA = 'Mia Kruse';
const SUE = 'Sue Lindqvist';
const ADA = 'Ada Winter';
const newest = (table: string): string => `select id from ${table} where tenant_id = $1 order by 1 desc limit 1`;
const ESCALATION = `select escalation_id as id from escalation_updates where tenant_id = $1 group by 1 order by count(*) desc limit 1`;
const OF = (column: string, person: string): string =>
  `${column} = (select id from users where tenant_id = $1 and email = '${person}@harbor.example')`;
/** Ana's last one that is over; else any of hers. */
const ABSENCE = `select id from csm_absences where tenant_id = $1 and ${OF('user_id', 'ana')} and status <> 'cancelled'
  order by (status = 'completed') desc, start_date desc limit 1`;
/** One that Ben stands in for now; else his own. */
const CUSTOMER = `select c.id from customers c where c.tenant_id = $1 order by exists (
    select from covered_customers v join coverage_assignments s on (s.tenant_id, s.id) = (v.tenant_id, v.assignment_id)
     where v.tenant_id = $1 and v.customer_id = c.id and s.status = 'active' and ${OF('s.backup_user_id', 'ben')}) desc,
  coalesce(${OF('c.csm_id', 'ben')}, false) desc, (select count(*) from tasks t where t.tenant_id = $1 and t.customer_id = c.id) desc, c.id limit 1`;
const COVERAGE = `select id from coverage_assignments where tenant_id = $1 and ${OF('backup_user_id', 'ben')} and status in ('active', 'completed')
  order by (status = 'active') desc, id limit 1`;
const ANA_ID = `select id from users where tenant_id = $1 and email like 'ana@%'`;
const SURVEY = `select id from surveys where tenant_id = $1 and ${OF('user_id', 'ana')} limit 1`;
const CONVERSATION = `select c.id from conversations c where tenant_id = $1 and ${OF('requester_user_id', 'ben')} order by created_at desc limit 1`;

export const WEB_ROUTES: readonly WebRoute[] = [
  { path: '/', as: BEN },
  { path: '/team', as: MIA },
  { path: '/resilience', as: MIA },
  { path: '/resilience/:id', as: MIA, id: ANA_ID },
  { path: '/setup', as: ANA },
  { path: '/absences', as: ANA },
  { path: '/absences/:id', as: ANA, id: ABSENCE },
  { path: '/absences/:id/handback', as: ANA, id: ABSENCE },
  { path: '/surveys/:id', as: ANA, id: SURVEY },
  { path: '/customers', as: BEN },
  { path: '/customers/import', as: ADA },
  { path: '/customers/:id', as: BEN, id: CUSTOMER },
  { path: '/customers/:id/crm', as: BEN, id: CUSTOMER },
  { path: '/approvals', as: MIA },
  { path: '/coverage/:id', as: BEN, id: COVERAGE },
  { path: '/escalations', as: MIA },
  { path: '/escalations/table', as: MIA },
  { path: '/escalations/:id', as: SUE, id: ESCALATION },
  { path: '/escalations/dashboard', as: MIA },
  { path: '/escalations/dashboard/list', as: MIA },
  { path: '/inbox', as: SUE },
  { path: '/conversations', as: BEN },
  { path: '/conversations/:id', as: BEN, id: CONVERSATION },
  { path: '/success-metrics', as: MIA },
  { path: '/reports', as: MIA },
  { path: '/reports/coverage', as: MIA },
  { path: '/reports/coverage/absences', as: MIA },
  { path: '/reports/coverage/assignments', as: MIA },
  { path: '/reports/escalations', as: MIA },
  { path: '/reports/escalations/list', as: MIA },
  { path: '/notifications', as: BEN },
  { path: '/profile', as: BEN },
  { path: '/people', as: ADA },
  { path: '/people/:id', as: ADA, id: newest('users') },
  { path: '/people/teams', as: ADA },
  { path: '/people/teams/:id', as: ADA, id: newest('teams') },
  { path: '/coverage-policies', as: ADA },
  { path: '/coverage-policies/:team', as: ADA, id: newest('teams') },
  { path: '/coverage-policies/rules', as: ADA },
  { path: '/coverage-policies/rules/:id', as: ADA, id: newest('coverage_rules') },
  { path: '/coverage-policies/presets', as: ADA },
  { path: '/coverage-policies/conflicts', as: ADA },
  { path: '/calendars', as: ADA },
  { path: '/calendars/:id', as: ADA, id: newest('business_calendars') },
  { path: '/api-keys', as: ADA },
  { path: '/webhooks', as: ADA },
  { path: '/webhooks/:id', as: ADA, id: newest('webhooks') },
  { path: '/routing', as: ADA },
  {
    path: '/routing/:id',
    as: ADA,
    id: `select rule ->> 'id' as id from routing_books, jsonb_array_elements(rules) rule where tenant_id = $1 limit 1`,
  },
  { path: '/routing/categories', as: ADA },
  { path: '/routing/categories/:id', as: ADA, id: newest('escalation_categories') },
  { path: '/routing/clocks', as: ADA },
  { path: '/playbooks', as: ADA },
  { path: '/playbooks/:id', as: ADA, id: newest('playbooks') },
  { path: '/playbooks/templates', as: ADA },
  { path: '/playbooks/templates/:id', as: ADA, id: newest('escalation_templates') },
  { path: '/playbooks/notices', as: ADA },
  { path: '/crm-sites', as: ADA },
  { path: '/crm-sites/:id', as: ADA, id: `select 'salesforce-lightning' as id where $1::uuid is not null` },
  { path: '/integrations', as: ADA },
  { path: '/integrations/:kind', as: ADA, id: `select 'google' as id where $1::uuid is not null` },
  { path: '/audit', as: ADA },
  { path: '/no-such-page', as: BEN },
];

/** Where a route is seen; throws when the world has nothing for it, because then nothing would be looked at. */
export async function addressOf(route: WebRoute, client: pg.Client, tenantId: string): Promise<string> {
  if (!route.id) return route.path;
  const { rows } = await client.query<{ id: string }>(route.id, [tenantId]);
  if (!rows[0]) throw new Error(`nothing to show at ${route.path}`);
  return route.path.replace(/:[a-z]+/, rows[0].id);
}

/** The paths that the dashboard's sources declare, below the shell. */
export function declaredPaths(): string[] {
  const files = ['app.tsx', 'admin/routes.tsx', 'admin/rule-routes.tsx'];
  const sources = files.map((file) =>
    readFileSync(path.resolve(import.meta.dirname, '../../apps/web/src', file), 'utf8'),
  );
  return sources.flatMap((source) => [...source.matchAll(/<Route\s+path="([^"]+)"/g)].map((found) => found[1] ?? ''));
}
