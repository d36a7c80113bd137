import { Injectable } from '@nestjs/common';
import type {
  ClockEvent,
  EscalationClock,
  EscalationId,
  Severity,
  SlaCalendars,
  SlaSnapshot,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { fromCalendar, fromSnapshot, toCalendars } from '../sla/index.js';

interface StoredEvent {
  readonly kind: ClockEvent['kind'];
  readonly at: Temporal.Instant;
  readonly severity: Severity | null;
  readonly calendars: unknown;
}

const LIST = `select seq, kind, at, severity, calendars from escalation_clock_events where tenant_id = $1 and escalation_id = $2`;

/** $3: events as JSON, in their order, $4: now. Answers all there are then; the row is locked, so nobody else counts on. */
const APPEND = `
  with before as (${LIST}), added as (
    insert into escalation_clock_events (tenant_id, escalation_id, seq, kind, at, severity, calendars)
    select $1, $2, (select count(*) from before)::int + x.position::int, x.event ->> 'kind', $4, x.event ->> 'severity', x.event -> 'calendars'
      from jsonb_array_elements($3::jsonb) with ordinality x (event, position)
    returning seq, kind, at, severity, calendars
  )
  select * from before union all select * from added order by seq`;

/** An event as it is told now. */
export type ClockHappening =
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'calendar'; readonly calendars: SlaCalendars }
  | { readonly kind: Exclude<ClockEvent['kind'], 'opened' | 'severity' | 'calendar'> };

/** What the clocks of escalations heard, append-only, and what they show, on the row. The first event comes with the row (0051-sla). */
@Injectable()
export class EscalationClockRepository {
  /** In their order. */
  async list(tx: Tx, id: EscalationId): Promise<ClockEvent[]> {
    return (await tx.query<StoredEvent>(`${LIST} order by seq`, [tx.tenantId, id])).map(toEvent);
  }

  /** Answers all events, the new ones last. The row is locked. */
  async append(tx: Tx, id: EscalationId, happenings: readonly ClockHappening[]): Promise<ClockEvent[]> {
    const events = happenings.map((happening) =>
      happening.kind === 'calendar'
        ? {
            kind: happening.kind,
            calendars: Object.fromEntries(
              Object.entries(happening.calendars).map(([key, calendar]) => [key, fromCalendar(calendar)]),
            ),
          }
        : happening,
    );
    return (await tx.query<StoredEvent>(APPEND, [tx.tenantId, id, JSON.stringify(events), tx.now])).map(toEvent);
  }

  /** What the clock shows after an event; `forgets` is said of the warnings when the thresholds are new. */
  async show(tx: Tx, id: EscalationId, clock: EscalationClock, forgetsWarnings: boolean): Promise<void> {
    await tx.query(
      `update escalations set sla_due_at = $3, sla_response_due_at = $4, sla_warn_at = $5, sla_paused_since = $6, sla_consumed_minutes = $7,
              sla_counted_at = $8, sla_warned_percent = case when $9::boolean then 0 else sla_warned_percent end
        where tenant_id = $1 and id = $2`,
      [
        tx.tenantId,
        id,
        clock.dueAt,
        clock.responseDueAt,
        clock.warnAt,
        clock.pausedSince,
        clock.consumedMinutes,
        clock.countedAt,
        forgetsWarnings,
      ],
    );
  }

  /** From now on these calendars are what the row is read by. */
  async useCalendars(tx: Tx, id: EscalationId, calendars: SlaCalendars): Promise<void> {
    const stored = Object.fromEntries(
      Object.entries(calendars).map(([key, calendar]) => [key, fromCalendar(calendar)]),
    );
    await tx.query(
      `update escalations set sla_calendars = coalesce(sla_calendars, '{}') || $3::jsonb where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, JSON.stringify(stored)],
    );
  }

  /** From now on this is what the row counts by. */
  async usePolicy(tx: Tx, id: EscalationId, policy: SlaSnapshot): Promise<void> {
    await tx.query('update escalations set sla_policy = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      JSON.stringify(fromSnapshot(policy)),
    ]);
  }

  async setWarned(tx: Tx, id: EscalationId, percent: number): Promise<void> {
    await tx.query('update escalations set sla_warned_percent = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      percent,
    ]);
  }

  /** People were told now. */
  async setBreached(tx: Tx, id: EscalationId, what: 'resolution' | 'response'): Promise<void> {
    const column = what === 'resolution' ? 'sla_breached_at' : 'sla_response_breached_at';
    await tx.query(`update escalations set ${column} = $3 where tenant_id = $1 and id = $2`, [tx.tenantId, id, tx.now]);
  }
}

function toEvent({ kind, at, severity, calendars }: StoredEvent): ClockEvent {
  if (kind === 'calendar') return { kind, at, calendars: toCalendars(calendars) };
  if (kind !== 'opened' && kind !== 'severity') return { kind, at };
  if (severity === null) throw new Error(`a clock event "${kind}" says which severity`);
  return { kind, at, severity };
}
