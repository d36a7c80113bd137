import type { SlaCalendar, SlaCalendars, SlaSnapshot } from '@understudy/domain';
import { z } from 'zod';
import type { JsonObject } from '../../platform/database/index.js';

const Weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);
const Calendar = z.object({
  name: z.string(),
  version: z.int(),
  timeZone: z.string(),
  windows: z.array(z.object({ days: z.array(Weekday), from: z.string(), to: z.string() })),
  holidays: z.array(z.string()),
});
const Severity = z.object({
  resolutionMinutes: z.number().positive(),
  responseMinutes: z.number().positive(),
  calendar: z.string().nullable(),
  staleMinutes: z.number().positive(),
  climbMinutes: z.number().positive().nullable(),
});
const Snapshot = z.object({
  multiplier: z.number().positive(),
  severities: z.object({ P0: Severity, P1: Severity, P2: Severity, P3: Severity }),
  calendars: z.record(z.string(), Calendar),
  warnPercents: z.array(z.int()),
  autoCloseDays: z.int().nullable(),
  pausesInActionRequired: z.boolean(),
});

/** The days a calendar has opened are kept with it (business-time.ts): the same calendar of many rows must be the same object. */
const known = new Map<string, SlaCalendar>();
const MOST_KNOWN = 500;

function toCalendar(stored: z.output<typeof Calendar>): SlaCalendar {
  const text = JSON.stringify(stored);
  const found = known.get(text);
  if (found) return found;
  const calendar = { ...stored, holidays: stored.holidays.map((day) => Temporal.PlainDate.from(day)) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, calendar);
  return calendar;
}

const toCalendarMap = (stored: Readonly<Record<string, z.output<typeof Calendar>>>): SlaCalendars =>
  Object.fromEntries(Object.entries(stored).map(([key, calendar]) => [key, toCalendar(calendar)]));

/** Reads what {@link fromSnapshot} wrote. */
export function toSnapshot(stored: unknown): SlaSnapshot {
  const { calendars, ...rest } = Snapshot.parse(stored);
  return { ...rest, calendars: toCalendarMap(calendars) };
}

/** As {@link toSnapshot}, for calendars that stand alone. */
export const toCalendars = (stored: unknown): SlaCalendars =>
  toCalendarMap(z.record(z.string(), Calendar).parse(stored));

export const fromCalendar = (calendar: SlaCalendar): JsonObject => ({
  name: calendar.name,
  version: calendar.version,
  timeZone: calendar.timeZone,
  windows: ('windows' in calendar ? calendar.windows : [calendar]).map(({ days, from, to }) => ({
    days: [...days],
    from,
    to,
  })),
  holidays: calendar.holidays.map(String),
});

/** As JSON, for `escalations.sla_policy`. */
export const fromSnapshot = ({ calendars, severities, ...rest }: SlaSnapshot): JsonObject => ({
  ...rest,
  warnPercents: [...rest.warnPercents],
  severities: {
    P0: { ...severities.P0 },
    P1: { ...severities.P1 },
    P2: { ...severities.P2 },
    P3: { ...severities.P3 },
  },
  calendars: Object.fromEntries(Object.entries(calendars).map(([key, calendar]) => [key, fromCalendar(calendar)])),
});
