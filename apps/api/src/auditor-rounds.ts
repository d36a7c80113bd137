import type { TenantId } from '@understudy/domain';
import type pg from 'pg';
import type { RecentChain } from './platform/audit/index.js';
import type { Statement, Tenancy } from './platform/database/index.js';
import { stuckWork } from './platform/jobs/index.js';

// every escalation has a timer that somebody is reminded by until it is resolved, past its deadline as well
const ESCALATIONS = `select format('escalation %s is %s and has neither a timer nor a message to come', e.id, e.status) as problem
   from escalations e
  where e.tenant_id = $1 and e.status in ('open', 'investigating', 'action_required')
    and not exists (select from timers t where t.tenant_id = e.tenant_id and t.key = 'escalation:' || e.id || ':stale')
    and not exists (select from outbox o where o.tenant_id = e.tenant_id and o.payload ->> 'escalation_id' = e.id::text)
  limit 20`;
// one that nobody acknowledged goes on climbing, one that nobody has goes on looking, whatever else is waited for; those of
// conversations wait for a supporter instead (WAITING), also when somebody gives them a category later
const CLIMBS = `select format('escalation %s is open (%s) and does not climb', e.id, e.severity) as problem
   from escalations e
  where e.tenant_id = $1 and e.status = 'open' and e.category_id is not null and not e.for_supporters and e.sla_policy #>> array['severities', e.severity, 'climbMinutes'] is not null
    and not exists (select from timers t where t.tenant_id = e.tenant_id and t.key = 'escalation:' || e.id || ':climb')
  limit 20`;
const OWNERLESS = `select format('escalation %s has no owner and nobody looks for one', e.id) as problem
   from escalations e
  where e.tenant_id = $1 and e.status in ('open', 'investigating', 'action_required') and e.primary_owner_id is null and e.category_id is not null
    and not e.for_supporters
    and not exists (select from timers t where t.tenant_id = e.tenant_id and t.key = 'escalation:' || e.id || ':owner')
  limit 20`;
const ABSENCES = `select format('absence %s is %s and no timer will change that', a.id, a.status) as problem
   from csm_absences a
  where a.tenant_id = $1
    and (a.status in ('planned', 'coverage_assigned') or (a.status = 'active' and upper(a.during) is not null))
    and not exists (select from timers t where t.tenant_id = a.tenant_id and starts_with(t.key, 'absence:' || a.id || ':'))
    and not exists (select from outbox o where o.tenant_id = a.tenant_id and o.payload ->> 'absence_id' = a.id::text)
  limit 20`;

// a conflict is somebody else's edit that was left alone and told; everything else must be back when the coverage is over
const ROUTING = `select format('%s of coverage %s is still redirected (%s), though the coverage is over', r.type, r.assignment_id, r.state) as problem
   from routing_updates r
   join csm_absences a on (a.tenant_id, a.id) = (r.tenant_id, r.absence_id)
   join coverage_assignments s on (s.tenant_id, s.id) = (r.tenant_id, r.assignment_id)
  where r.tenant_id = $1 and r.state not in ('reverted', 'unsupported', 'conflict')
    and (a.status in ('completed', 'cancelled') or upper(a.during) <= app_now() or s.status in ('completed', 'declined'))
  limit 20`;

// nobody waits for a supporter while one is there who may take one more
const WAITING = `select format('escalation %s waits for a supporter while somebody is free', e.id) as problem
   from escalations e
  where e.tenant_id = $1 and e.for_supporters and e.primary_owner_id is null and e.status in ('open', 'investigating', 'action_required')
    and exists (select from supporters s
         where s.tenant_id = $1 and s.serves and s.is_available and s.active_escalations < s.max_active_escalations
           and not exists (select from csm_absences a where a.tenant_id = $1 and a.user_id = s.user_id and a.status not in ('suggested', 'cancelled') and a.during @> app_now()))
  limit 20`;
const LOADS = `select format('supporter %s is counted with %s escalations and owns %s', s.id, s.active_escalations, n.count) as problem
   from supporters s
  cross join lateral (select count(*) from escalations e where e.tenant_id = s.tenant_id and e.primary_owner_id = s.user_id
       and e.status in ('open', 'investigating', 'action_required')) n
  where s.tenant_id = $1 and s.active_escalations <> n.count
  limit 20`;

const problemsIn = (rows: readonly unknown[]): string[] =>
  rows.flatMap((row) => (typeof row === 'object' && row !== null ? [String(Reflect.get(row, 'problem'))] : []));

/**
 * Looks at everything, with the worker's login. What is seen once may be work in progress (a jump of the clock); seen twice in a
 * row it is a problem.
 */
export class Auditor {
  private suspects = new Set<string>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly tenancy: Tenancy,
    private readonly chains: RecentChain,
  ) {}

  /** One sentence for each problem; empty when all is well. Throws when the database cannot be read. */
  async round(): Promise<string[]> {
    const { rows } = await this.pool.query<{ tenant_id: TenantId }>('select tenant_id from list_tenants()');
    const passing = await stuckWork(this.pool);
    const lasting: string[] = [];
    for (const { tenant_id: tenantId } of rows) {
      const checks: Statement[] = [ESCALATIONS, CLIMBS, OWNERLESS, ABSENCES, ROUTING, WAITING, LOADS].map((check) => [
        check,
        [tenantId],
      ]);
      passing.push(...(await this.tenancy.read(tenantId, ...checks)).rows.flatMap(problemsIn));
      const broken = await this.chains.problem(tenantId);
      if (broken !== null) lasting.push(broken);
    }
    const again = passing.filter((problem) => this.suspects.has(problem));
    this.suspects = new Set(passing);
    return [...lasting, ...again];
  }
}
