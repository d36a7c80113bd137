import { Injectable } from '@nestjs/common';
import { Tenancy } from '../../platform/database/index.js';
import { WorkState } from '../../platform/jobs/index.js';

export interface Ahead {
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly what: string;
}

const KINDS = [
  'absence.starts',
  'absence.ends',
  'escalation.sla-warn',
  'escalation.sla-due',
  'escalation.response',
  'escalation.climb',
  'escalation.close',
];
const AHEAD = `
  select t.due_at as at, t.kind,
         case t.kind
           when 'absence.starts' then u.name || ' is away'
           when 'absence.ends' then u.name || ' is back'
           else e.severity || ' "' || left(e.title, 60) || '" ' || case t.kind
             when 'escalation.sla-warn' then 'has a warning'
             when 'escalation.sla-due' then 'is due'
             when 'escalation.response' then 'is to be answered'
             when 'escalation.climb' then 'goes to the next level unless somebody takes it on'
             when 'escalation.close' then 'closes by itself'
           end
         end as what
    from timers t
    left join csm_absences a on a.tenant_id = t.tenant_id and a.id::text = t.payload ->> 'absence_id'
    left join users u on (u.tenant_id, u.id) = (a.tenant_id, a.user_id)
    left join escalations e on e.tenant_id = t.tenant_id and e.id::text = t.payload ->> 'escalation_id'
   where t.tenant_id = $1 and t.due_at <= $2 and t.kind = any($3) order by t.due_at, t.key limit 50`;

/** What the clock will meet on its way, in words; timers of the machinery are left out. */
@Injectable()
export class TimersAhead {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly work: WorkState,
  ) {}

  /** Of all tenants, up to `until`. */
  async list(until: Temporal.Instant): Promise<Ahead[]> {
    const tenants = await this.work.tenantsAhead(until, KINDS);
    const found = await Promise.all(
      tenants.map(async (id) => {
        const { rows } = await this.tenancy.read(id, [AHEAD, [id, until, KINDS]]);
        return (rows[0] ?? []) as (Omit<Ahead, 'what'> & { what: string | null })[];
      }),
    );
    return found
      .flat()
      .flatMap(({ at, kind, what }) => (what === null ? [] : [{ at, kind, what }]))
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  }
}
