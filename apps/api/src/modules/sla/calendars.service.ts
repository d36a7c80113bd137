import { Injectable } from '@nestjs/common';
import { BusinessCalendar, type CreateCalendar, type InputOf, type PutCalendar } from '@understudy/contracts';
import { type BusinessCalendarId, DomainError, requireCalendar } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { CalendarsRepository, type CalendarRecord, type NewCalendar } from './calendars.repository.js';

type View = z.output<typeof BusinessCalendar>;

/** Business calendars, as admins keep them. Clocks that run keep the version they began with. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly calendars: CalendarsRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(caller: CallerContext): Promise<{ items: View[] }> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.calendars.list(tx));
    return { items: rows.map(toView) };
  }

  /** Throws calendars.name-taken and what `requireCalendar` finds. */
  async create(caller: CallerContext, input: InputOf<typeof CreateCalendar>): Promise<View> {
    const calendar = requireCalendar(fromInput(input));
    return this.tenancy.run(caller, async (tx) => {
      const id = newId<BusinessCalendarId>();
      await this.calendars.add(tx, id, calendar);
      return this.told(tx, caller, 'business-calendar.created', id);
    });
  }

  /** Throws calendars.not-found, calendars.name-taken, version.stale, and what `requireCalendar` finds. */
  async change(caller: CallerContext, input: InputOf<typeof PutCalendar>): Promise<View> {
    const calendar = requireCalendar(fromInput(input));
    const { calendar_id: id, apply_to_open: applies } = input;
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.lock(tx, caller, id);

      await this.calendars.save(tx, id, calendar);
      const after = await this.told(tx, caller, 'business-calendar.changed', id, before, { apply_to_open: applies });
      if (applies) await this.outbox.add(tx, { type: 'sla.calendar-applied', calendar_id: id, version: after.version });
      return after;
    });
  }

  /** Throws calendars.not-found, calendars.in-use, version.stale. */
  async remove(caller: CallerContext, id: BusinessCalendarId): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.lock(tx, caller, id);
      const severities = await this.calendars.usedBy(tx, id);
      if (severities.length > 0) throw new DomainError('calendars.in-use', { severities });

      await this.calendars.putAway(tx, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'business-calendar.put-away',
        subject: { kind: 'business-calendar', id },
        data: { before: asJson(before) },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'calendars' });
      return toView(before);
    });
  }

  private async lock(tx: Tx, caller: CallerContext, id: BusinessCalendarId): Promise<CalendarRecord> {
    const row = await this.calendars.lock(tx, id);
    if (caller.ifMatch !== undefined && caller.ifMatch !== row.version)
      throw new DomainError('version.stale', { current: asJson(row) });
    return row;
  }

  private async told(
    tx: Tx,
    caller: CallerContext,
    type: string,
    id: BusinessCalendarId,
    before: CalendarRecord | null = null,
    said: Readonly<Record<string, boolean>> = {},
  ): Promise<View> {
    const after = await this.calendars.lock(tx, id);
    await this.history.append(tx, {
      ...byCaller(caller),
      type,
      subject: { kind: 'business-calendar', id },
      data: { ...said, ...(before && { before: asJson(before) }), after: asJson(after) },
    });
    await this.outbox.add(tx, { type: 'settings.changed', about: 'calendars' });
    return toView(after);
  }
}

const asJson = (row: CalendarRecord) => z.encode(BusinessCalendar, toView(row));

const fromInput = (input: InputOf<typeof CreateCalendar>): NewCalendar => ({
  name: input.name,
  timeZone: input.time_zone,
  windows: input.windows,
  holidays: input.holidays.map(({ on, name }) => ({ on, name: name ?? null })),
});

const toView = (row: CalendarRecord): View => ({
  id: row.id,
  name: row.name,
  time_zone: row.timeZone,
  windows: row.windows.map(({ days, from, to }) => ({ days: [...days], from, to })),
  holidays: row.holidays.map(({ on, name }) => ({ on, ...(name !== null && { name }) })),
  version: row.version,
  updated_at: row.updatedAt,
});
