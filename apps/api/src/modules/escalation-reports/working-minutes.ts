import { type BusinessCalendar, businessMinutesBetween, DEFAULT_WORKING_HOURS } from '@understudy/domain';
import type { EscalationRow } from './escalation-facts.repository.js';

export interface Minutes {
  readonly wall: number;
  readonly business: number;
}

/**
 * Minutes as they passed, and the working minutes among them: by the calendar of the escalation's own clock, or, for one that runs round
 * the clock, Monday to Friday, nine to five, where its people are. Pauses are counted: the customer waited.
 */
export class WorkingMinutes {
  // one object for each calendar: its days are worked out once
  private readonly calendars = new Map<string, BusinessCalendar>();

  resolution(row: EscalationRow): Minutes | null {
    return this.between(row, row.resolvedAt);
  }

  response(row: EscalationRow): Minutes | null {
    return this.between(row, row.acknowledgedAt);
  }

  private between(row: EscalationRow, until: Temporal.Instant | null): Minutes | null {
    if (until === null) return null;
    return {
      wall: row.createdAt.until(until).total('minutes'),
      business: businessMinutesBetween(row.createdAt, until, this.calendarOf(row)),
    };
  }

  private calendarOf({ calendar, timeZone }: EscalationRow): BusinessCalendar {
    const key = calendar === null ? timeZone : JSON.stringify(calendar);
    const known = this.calendars.get(key);
    if (known) return known;
    const made: BusinessCalendar =
      calendar === null
        ? { ...DEFAULT_WORKING_HOURS, timeZone, holidays: [] }
        : {
            windows: calendar.windows,
            timeZone: calendar.timeZone,
            holidays: calendar.holidays.map((on) => Temporal.PlainDate.from(on)),
          };
    this.calendars.set(key, made);
    return made;
  }
}
