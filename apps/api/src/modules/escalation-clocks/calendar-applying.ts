import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type BusinessCalendarId, type EscalationId, type TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { EscalationClock, EscalationNews, EscalationsRepository } from '../escalations/index.js';
import { CalendarsRepository, toSlaCalendar } from '../sla/index.js';

/** Rows of one transaction: none of them is held for long. */
const AT_ONCE = 50;

const BEHIND = `
  select id from escalations
   where tenant_id = $1 and status in ('open', 'investigating', 'action_required')
     and (coalesce(sla_calendars -> $2, sla_policy -> 'calendars' -> $2) ->> 'version')::int < $3
   order by id limit ${AT_ONCE} for no key update`;

/** A changed calendar that an admin wants open escalations to count by: each hears of it once, whoever dies in between. */
@Injectable()
export class CalendarApplying implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly calendars: CalendarsRepository,
    private readonly escalations: EscalationsRepository,
    private readonly clock: EscalationClock,
    private readonly news: EscalationNews,
  ) {}

  onModuleInit(): void {
    this.handlers.onMessage(
      'sla.calendar-applied',
      async ({ tenantId, payload }) => {
        const id = asId<BusinessCalendarId>(String(payload['calendar_id']));
        while (await this.applyToSome(tenantId, id));
      },
      'escalation-clocks',
    );
  }

  /** False when all count by it, or nobody is to any more. */
  private applyToSome(tenantId: TenantId, calendarId: BusinessCalendarId): Promise<boolean> {
    return this.tenancy.run(tenantId, async (tx) => {
      const found = await this.calendars.lockIfThere(tx, calendarId);
      if (!found) return false; // put away meanwhile
      const calendar = toSlaCalendar(found);
      const behind = await tx.query<{ id: EscalationId }>(BEHIND, [tx.tenantId, calendarId, calendar.version]);
      for (const { id } of behind) await this.apply(tx, id, calendarId, calendar);
      return behind.length === AT_ONCE;
    });
  }

  private async apply(
    tx: Tx,
    id: EscalationId,
    calendarId: BusinessCalendarId,
    calendar: ReturnType<typeof toSlaCalendar>,
  ): Promise<void> {
    const row = await this.escalations.getById(tx, id);
    await this.clock.calendarsChanged(tx, row, { [calendarId]: calendar });
    const after = await this.escalations.getById(tx, id);
    await this.news.tell(tx, { system: 'sla-clock' }, row, {
      type: 'escalation.calendar-changed',
      said: { calendar_id: calendarId, version: calendar.version },
      before: { due_at: String(row.dueAt) },
      after: { due_at: String(after.dueAt) },
    });
  }
}
