import { Injectable } from '@nestjs/common';
import {
  type BusinessCalendarId,
  type CategoryId,
  DEFAULT_SLA_POLICY,
  DomainError,
  type SeveritySla,
  type SlaCalendar,
  type SlaHours,
  type SlaPolicy,
} from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import { toCalendars } from './sla-snapshot.js';

/** What counts for escalations that are opened now. */
export interface SlaSettings {
  readonly policy: SlaPolicy;
  /** Those that severities count by. */
  readonly calendars: ReadonlyMap<BusinessCalendarId, SlaCalendar>;
  /** Of categories that have minutes of their own. */
  readonly responseMinutes: ReadonlyMap<CategoryId, SlaHours>;
  /** 0 while nothing is stored. */
  readonly version: number;
  readonly updatedAt: Temporal.Instant | null;
}

export interface CategorySlaRecord {
  readonly id: CategoryId;
  readonly name: string;
  readonly slaHours: SlaHours;
  readonly responseMinutes: SlaHours | null;
  readonly version: number;
}

const SEVERITY_MAP = `(select jsonb_object_agg(s.severity, jsonb_build_object('resolutionHours', s.resolution_hours, 'responseMinutes', s.response_minutes,
      'roundTheClock', s.round_the_clock, 'calendarId', s.calendar_id, 'staleMinutes', s.stale_minutes, 'climbMinutes', s.climb_minutes))
   from sla_severities s where s.tenant_id = $1)`;

const RESPONSES = `jsonb_build_object('P0', k.response_minutes_p0, 'P1', k.response_minutes_p1, 'P2', k.response_minutes_p2, 'P3', k.response_minutes_p3)`;

/** A row with nothing in it where nothing is stored, so that it is always one. */
const LOAD = `
  select p.version, p.updated_at as "updatedAt", p.warn_percents as "warnPercents", p.auto_close_days as "autoCloseDays",
         p.pause_in_action_required as "pausesInActionRequired", ${SEVERITY_MAP} as severities,
         (select coalesce(jsonb_object_agg(c.id, jsonb_build_object('name', c.name, 'version', c.version, 'timeZone', c.time_zone, 'windows', c.windows,
                   'holidays', (select coalesce(jsonb_agg(h ->> 'on'), '[]') from jsonb_array_elements(c.holidays) h))), '{}')
            from business_calendars c where c.tenant_id = $1 and c.id in (select s.calendar_id from sla_severities s where s.tenant_id = $1)) as calendars,
         (select coalesce(jsonb_object_agg(k.id, ${RESPONSES}), '{}')
            from escalation_categories k where k.tenant_id = $1 and k.response_minutes_p0 is not null) as "responseMinutes"
    from (values (1)) one left join sla_policies p on p.tenant_id = $1`;

interface Loaded extends Omit<SlaPolicy, 'severities'> {
  readonly version: number | null;
  readonly updatedAt: Temporal.Instant | null;
  readonly severities: SlaPolicy['severities'] | null;
  readonly calendars: unknown;
  readonly responseMinutes: Readonly<Record<CategoryId, SlaHours>>;
}

const CATEGORIES = `
  select k.id, k.name, k.version,
         jsonb_build_object('P0', k.sla_hours_p0, 'P1', k.sla_hours_p1, 'P2', k.sla_hours_p2, 'P3', k.sla_hours_p3) as "slaHours",
         case when k.response_minutes_p0 is not null then ${RESPONSES} end as "responseMinutes"
    from escalation_categories k where k.tenant_id = $1`;

const keysOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] =>
  Object.entries(record) as [Key, Value][];

@Injectable()
export class SlaRepository {
  /** One round trip. */
  async load(tx: Tx): Promise<SlaSettings> {
    const [row] = await tx.query<Loaded>(LOAD, [tx.tenantId]);
    if (!row) throw new Error('the policy statement answers exactly one row');
    const { version, updatedAt, severities, calendars, responseMinutes, ...rest } = row;
    return {
      policy: version === null || severities === null ? DEFAULT_SLA_POLICY : { ...rest, severities },
      calendars: new Map(keysOf<BusinessCalendarId, SlaCalendar>(toCalendars(calendars))),
      responseMinutes: new Map(keysOf(responseMinutes)),
      version: version ?? 0,
      updatedAt,
    };
  }

  /** All categories, by name. */
  listCategories(tx: Tx): Promise<CategorySlaRecord[]> {
    return tx.query(`${CATEGORIES} order by k.name, k.id`, [tx.tenantId]);
  }

  /** Locked. Throws sla.category-not-found. */
  async lockCategory(tx: Tx, id: CategoryId): Promise<CategorySlaRecord> {
    const [row] = await tx.query<CategorySlaRecord>(`${CATEGORIES} and k.id = $2 for no key update`, [tx.tenantId, id]);
    if (!row) throw new DomainError('sla.category-not-found');
    return row;
  }

  /** The row is locked. */
  async saveResponse(tx: Tx, id: CategoryId, minutes: SlaHours | null): Promise<void> {
    await tx.query(
      `update escalation_categories set response_minutes_p0 = $3, response_minutes_p1 = $4, response_minutes_p2 = $5, response_minutes_p3 = $6,
              version = version + 1, updated_at = $7 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, minutes?.P0 ?? null, minutes?.P1 ?? null, minutes?.P2 ?? null, minutes?.P3 ?? null, tx.now],
    );
  }

  /** False when there is another version by now; `version` 0 makes the first one. Throws calendars.not-found. */
  async save(tx: Tx, policy: SlaPolicy, version: number): Promise<boolean> {
    const values = [tx.tenantId, [...policy.warnPercents], policy.autoCloseDays, policy.pausesInActionRequired, tx.now];
    const saved = await tx.query(
      version === 0
        ? `insert into sla_policies (tenant_id, warn_percents, auto_close_days, pause_in_action_required, updated_at) values ($1, $2, $3, $4, $5)
           on conflict on constraint sla_policies_pkey do nothing returning 1`
        : `update sla_policies set warn_percents = $2, auto_close_days = $3, pause_in_action_required = $4, updated_at = $5, version = version + 1
            where tenant_id = $1 and version = $6 returning 1`,
      version === 0 ? values : [...values, version],
    );
    if (saved.length === 0) return false;
    const rows = keysOf(policy.severities).map(([severity, own]) => toRow(severity, own));
    await tx
      .query(
        `insert into sla_severities (tenant_id, severity, resolution_hours, response_minutes, round_the_clock, calendar_id, stale_minutes, climb_minutes)
         select $1, x.* from jsonb_to_recordset($2::jsonb) x (severity text, resolution_hours int, response_minutes int, round_the_clock boolean,
                calendar_id uuid, stale_minutes int, climb_minutes int)
         on conflict on constraint sla_severities_pkey do update set resolution_hours = excluded.resolution_hours, response_minutes = excluded.response_minutes,
                round_the_clock = excluded.round_the_clock, calendar_id = excluded.calendar_id, stale_minutes = excluded.stale_minutes,
                climb_minutes = excluded.climb_minutes`,
        [tx.tenantId, JSON.stringify(rows)],
      )
      .catch(constraintErrors({ sla_severities_calendar_fkey: 'calendars.not-found' }));
    return true;
  }
}

const toRow = (severity: string, own: SeveritySla) => ({
  severity,
  resolution_hours: own.resolutionHours,
  response_minutes: own.responseMinutes,
  round_the_clock: own.roundTheClock,
  calendar_id: own.calendarId,
  stale_minutes: own.staleMinutes,
  climb_minutes: own.climbMinutes,
});
