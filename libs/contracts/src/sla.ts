import { z } from 'zod';
import { PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { businessCalendarId, categoryId, escalationId, line, timeZone, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';
import { Escalation } from './escalations.js';

const minutes = z.int().min(1).max(525_600);
const hours = z.int().min(1).max(8_760);
const perSeverity = <T extends z.ZodType>(value: T) => z.strictObject({ P0: value, P1: value, P2: value, P3: value });

/** "HH:MM" on the wall; the end of a window may be "24:00". */
const from = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, for example "09:00"');
const to = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day up to "24:00", for example "17:30"');
const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

const calendar = {
  name: line(100),
  time_zone: timeZone,
  /** ISO weekdays, Monday is 1. A lunch break is two windows; so is a night. */
  windows: z
    .array(z.strictObject({ days: z.array(weekday).min(1).max(7), from, to }))
    .min(1)
    .max(50),
  holidays: z.array(z.strictObject({ on: day, name: line(100).optional() })).max(400),
};
export const BusinessCalendar = z
  .object({ id: uuid, ...calendar, version: z.int(), updated_at: instant })
  .meta({ id: 'BusinessCalendar' });

export const ListCalendars = endpoint({
  method: 'GET',
  path: '/api/admin/calendars',
  summary: 'The calendars that clocks can count by, by name',
  allow: 'admin',
  response: z.object({ items: z.array(BusinessCalendar) }).meta({ id: 'BusinessCalendarList' }),
});
const CALENDAR_ERRORS = [
  'calendars.name-taken',
  'calendars.backwards',
  'calendars.overlap',
  'calendars.never-opens',
] as const;
export const CreateCalendar = endpoint({
  method: 'POST',
  path: '/api/admin/calendars',
  summary:
    'A new calendar: working windows of each weekday, holidays, a zone. No clock counts by it before a severity says so',
  allow: 'admin',
  status: 201,
  body: calendar,
  response: BusinessCalendar,
  errors: CALENDAR_ERRORS,
});
export const PutCalendar = endpoint({
  method: 'PUT',
  path: '/api/admin/calendars/{calendar_id}',
  summary:
    'Change a calendar (If-Match with its version). Escalations that are open keep the version they began with, unless apply_to_open: then the new one counts from now on',
  allow: 'admin',
  params: { calendar_id: businessCalendarId },
  body: { ...calendar, apply_to_open: z.boolean().default(false) },
  response: BusinessCalendar,
  errors: ['calendars.not-found', ...CALENDAR_ERRORS, 'version.stale'],
});
export const RemoveCalendar = endpoint({
  method: 'DELETE',
  path: '/api/admin/calendars/{calendar_id}',
  summary: 'Put a calendar away that no severity counts by; open escalations that began with it keep it',
  allow: 'admin',
  params: { calendar_id: businessCalendarId },
  response: BusinessCalendar,
  errors: ['calendars.not-found', 'calendars.in-use', 'version.stale'],
});

const severity = z.strictObject({
  /** For escalations without a category. */
  resolution_hours: hours,
  /** Where the category says nothing else. */
  response_minutes: minutes,
  /** Nights and weekends count. Else the calendar; without one, Monday to Friday 09:00-17:00 where the customer's CSM is. */
  round_the_clock: z.boolean(),
  calendar_id: businessCalendarId.nullable(),
  /** Minutes of this clock in which nobody does anything, until somebody is reminded. */
  stale_minutes: minutes,
  /** Real minutes until an unanswered one climbs to the next level; null: it does not climb by itself. */
  climb_minutes: z.int().min(1).max(10_080).nullable(),
});
const policy = {
  severities: perSeverity(severity),
  /** Warnings when so much of the resolution clock is used, ascending. */
  warn_percents: z.array(z.int().min(1).max(99)).max(10),
  /** Resolved ones close by themselves after so many days; null: never. */
  auto_close_days: z.int().min(1).max(365).nullable(),
  pause_in_action_required: z.boolean(),
};
export const CategorySla = z
  .object({
    category_id: uuid,
    name: z.string(),
    /** The category's sla_hours_p0 ... p3 of PRD-243, set with the category. */
    resolution_hours: perSeverity(z.int()),
    response_minutes: perSeverity(z.int()),
    /** False: the response minutes are those of the policy. */
    own_response: z.boolean(),
    /** Of the category. */
    version: z.int(),
  })
  .meta({ id: 'CategorySla' });
export const SlaPolicy = z
  .object({
    ...policy,
    /** 0 while nothing is stored; sent as If-Match it means that nobody else has stored one meanwhile. */
    version: z.int(),
    updated_at: instant.nullable(),
    categories: z.array(CategorySla),
  })
  .meta({ id: 'SlaPolicy' });

export const GetSlaPolicy = endpoint({
  method: 'GET',
  path: '/api/admin/sla',
  summary: 'The clocks of escalations: thresholds per severity and category, warnings, reminders, climbing, closing',
  allow: 'admin',
  response: SlaPolicy,
});
export const PutSlaPolicy = endpoint({
  method: 'PUT',
  path: '/api/admin/sla',
  summary: 'Set the clocks (If-Match with the version). Escalations keep what counted when they were opened',
  allow: 'admin',
  body: policy,
  response: SlaPolicy,
  errors: ['calendars.not-found', 'sla.percents-out-of-order', 'sla.two-clocks', 'version.stale'],
});
export const PutCategorySla = endpoint({
  method: 'PUT',
  path: '/api/admin/sla/categories/{category_id}',
  summary:
    'How fast a category is answered (If-Match with its version); null: as the policy says. Its resolution hours are set with the category',
  allow: 'admin',
  params: { category_id: categoryId },
  body: { response_minutes: perSeverity(minutes).nullable() },
  response: CategorySla,
  errors: ['sla.category-not-found', 'version.stale'],
});

const params = { escalation_id: escalationId };
export const SnoozeEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/snooze',
  summary:
    'No warnings and reminders until then (null: from now on again). Breaches and climbing are told all the same',
  allow: 'escalations:read',
  params,
  body: { until: instant.nullable(), reason: line(2000) },
  response: Escalation,
  errors: ['escalations.not-found', 'identity.not-allowed', 'escalations.over', 'escalations.snooze-too-long'],
});
export const RaiseEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/escalate',
  summary:
    'To the next level: second owner, then up the managers; or to a person. Whoever is away is replaced by their cover',
  allow: 'escalations:read',
  params,
  body: { reason: line(2000), to_user_id: userId.optional() },
  response: Escalation,
  errors: [
    'escalations.not-found',
    'identity.not-allowed',
    'escalations.over',
    'escalations.at-the-top',
    'escalations.nobody-there',
    'escalations.has-it-already',
    'users.not-found',
    'supporters.at-cap',
  ],
});

export const EscalationClockView = z
  .object({
    severity: z.enum(SEVERITIES),
    state: z.enum(['running', 'paused', 'stopped']),
    total_minutes: z.number(),
    consumed_minutes: z.number(),
    due_at: instant,
    response_due_at: instant,
    warnings: z.array(z.object({ percent: z.int(), at: instant })),
    /** Everything the deadline follows from, in its order. */
    events: z.array(
      z.object({
        kind: z.string(),
        at: instant,
        severity: z.enum(SEVERITIES).nullable(),
        calendars: z.array(z.string()),
      }),
    ),
    /** When the clock ran; calendar null: round the clock. */
    intervals: z.array(
      z.object({
        starts_at: instant,
        ends_at: instant.nullable(),
        calendar: z.object({ name: z.string(), version: z.int(), time_zone: z.string() }).nullable(),
      }),
    ),
    climbs: z.array(
      z.object({
        /** 0: given to a person by name; from them it climbs anew. */
        level: z.int(),
        at: instant,
        user: PersonRef,
        meant: PersonRef,
        by: PersonRef.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'EscalationClock' });
export const GetEscalationClock = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/clock',
  summary: 'Why it is due when it is due, and whom it climbed to',
  allow: 'escalations:read',
  params,
  response: EscalationClockView,
  errors: ['escalations.not-found'],
});
