import { Injectable } from '@nestjs/common';
import {
  type BusinessCalendarId,
  DomainError,
  type Severity,
  type SlaCalendar,
  type WorkingHours,
} from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

export interface NewCalendar {
  readonly name: string;
  readonly timeZone: string;
  readonly windows: readonly WorkingHours[];
  readonly holidays: readonly { readonly on: Temporal.PlainDate; readonly name: string | null }[];
}
export interface CalendarRecord extends NewCalendar {
  readonly id: BusinessCalendarId;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

type Stored = Omit<CalendarRecord, 'holidays'> & { readonly holidays: readonly { on: string; name: string | null }[] };

const SELECT = `select id, name, time_zone as "timeZone", windows, holidays, version, updated_at as "updatedAt" from business_calendars
                 where tenant_id = $1 and active`;

const refused = constraintErrors({ business_calendars_name_key: 'calendars.name-taken' });

/** Calendars that were not put away. */
@Injectable()
export class CalendarsRepository {
  async list(tx: Tx): Promise<CalendarRecord[]> {
    return (await tx.query<Stored>(`${SELECT} order by lower(name)`, [tx.tenantId])).map(toRecord);
  }

  /** Locked. Throws calendars.not-found. */
  async lock(tx: Tx, id: BusinessCalendarId): Promise<CalendarRecord> {
    const found = await this.lockIfThere(tx, id);
    if (!found) throw new DomainError('calendars.not-found');
    return found;
  }

  /** Locked; null when it was put away. */
  async lockIfThere(tx: Tx, id: BusinessCalendarId): Promise<CalendarRecord | null> {
    const [row] = await tx.query<Stored>(`${SELECT} and id = $2 for no key update`, [tx.tenantId, id]);
    return row ? toRecord(row) : null;
  }

  /** Throws calendars.name-taken. */
  async add(tx: Tx, id: BusinessCalendarId, calendar: NewCalendar): Promise<void> {
    await tx
      .query(
        `insert into business_calendars (tenant_id, id, name, time_zone, windows, holidays, updated_at) values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)`,
        [tx.tenantId, id, ...valuesOf(calendar), tx.now],
      )
      .catch(refused);
  }

  /** The row is locked. Throws calendars.name-taken. */
  async save(tx: Tx, id: BusinessCalendarId, calendar: NewCalendar): Promise<void> {
    await tx
      .query(
        `update business_calendars set name = $3, time_zone = $4, windows = $5::jsonb, holidays = $6::jsonb, updated_at = $7, version = version + 1
          where tenant_id = $1 and id = $2`,
        [tx.tenantId, id, ...valuesOf(calendar), tx.now],
      )
      .catch(refused);
  }

  /** The row is locked, and nobody counts by it. */
  async putAway(tx: Tx, id: BusinessCalendarId): Promise<void> {
    await tx.query(
      'update business_calendars set active = false, version = version + 1, updated_at = $3 where tenant_id = $1 and id = $2',
      [tx.tenantId, id, tx.now],
    );
  }

  /** The severities that count by it. */
  async usedBy(tx: Tx, id: BusinessCalendarId): Promise<Severity[]> {
    const rows = await tx.query<{ severity: Severity }>(
      'select severity from sla_severities where tenant_id = $1 and calendar_id = $2 order by severity',
      [tx.tenantId, id],
    );
    return rows.map(({ severity }) => severity);
  }
}

const valuesOf = ({ name, timeZone, windows, holidays }: NewCalendar) => [
  name,
  timeZone,
  JSON.stringify(windows),
  JSON.stringify(holidays.map((holiday) => ({ on: String(holiday.on), name: holiday.name }))),
];

const toRecord = (row: Stored): CalendarRecord => ({
  ...row,
  holidays: row.holidays.map(({ on, name }) => ({ on: Temporal.PlainDate.from(on), name })),
});

/** As clocks count by it. */
export const toSlaCalendar = ({ name, version, timeZone, windows, holidays }: CalendarRecord): SlaCalendar => ({
  name,
  version,
  timeZone,
  windows,
  holidays: holidays.map(({ on }) => on),
});
