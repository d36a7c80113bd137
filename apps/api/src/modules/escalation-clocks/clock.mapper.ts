import type { GetEscalationClock, OutputOf } from '@understudy/contracts';
import type { ClockEvent, EscalationClock } from '@understudy/domain';
import { toPersonRef, toPersonRefOrNull } from '../customers/index.js';
import type { ClimbRecord } from './climbs.repository.js';

export const toClockView = (
  clock: EscalationClock,
  events: readonly ClockEvent[],
  climbs: readonly ClimbRecord[],
): OutputOf<typeof GetEscalationClock> => ({
  severity: clock.severity,
  state: clock.state,
  total_minutes: clock.totalMinutes,
  consumed_minutes: clock.consumedMinutes,
  due_at: clock.dueAt,
  response_due_at: clock.responseDueAt,
  warnings: clock.warnings.map(({ percent, at }) => ({ percent, at })),
  events: events.map((event) => ({
    kind: event.kind,
    at: event.at,
    severity: event.kind === 'opened' || event.kind === 'severity' ? event.severity : null,
    calendars:
      event.kind === 'calendar'
        ? Object.values(event.calendars).map(({ name, version }) => `${name}, version ${version}`)
        : [],
  })),
  intervals: clock.intervals.map(({ startsAt, endsAt, calendar }) => ({
    starts_at: startsAt,
    ends_at: endsAt,
    calendar: calendar && { name: calendar.name, version: calendar.version, time_zone: calendar.timeZone },
  })),
  climbs: climbs.map(({ level, climbedAt, user, meant, by, reason }) => ({
    level,
    at: climbedAt,
    user: toPersonRef(user),
    meant: toPersonRef(meant),
    by: toPersonRefOrNull(by),
    reason,
  })),
});
