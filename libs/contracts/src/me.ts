import { z } from 'zod';
import { WorkingHours } from './admin.js';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { line, timeZone, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { ROLES } from './permissions.js';

const Cover = z.object({
  assignment_id: uuid,
  absence_id: uuid,
  person: PersonRef,
  starts_at: instant,
  ends_at: instant.nullable(),
  time_zone: z.string(),
  customer_count: z.int(),
  status: z.string(),
});

export const Me = z
  .object({
    user: z.object({
      id: uuid,
      email: z.string(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
      time_zone: z.string(),
      place: z.string().nullable(),
      working_hours: WorkingHours,
      team: z.object({ id: uuid, name: z.string() }).nullable(),
      manager: PersonRef.nullable(),
      /** Asked first for each of my absences, unless another one is named; changed by PUT /api/users/{id}/backup. */
      preferred_backup: PersonRef.nullable(),
      /** Sent as If-Match, so that a change made elsewhere meanwhile is seen. */
      version: z.int(),
    }),
    tenant: z.object({ id: uuid, slug: z.string(), name: z.string() }),
    mode: z.enum(['sandbox', 'production']),
    now: instant,
    i_cover: z.array(Cover),
    covers_me: z.array(Cover),
  })
  .meta({ id: 'Me' });

export const GetMe = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who am I, what do I cover, who covers me',
  allow: 'signed-in',
  response: Me,
});

/**
 * What people say of themselves; name, roles, team and manager are the admin's. Only what is sent changes. The time zone and the
 * hours count from now on: for deadlines, for quiet times, and for the days of absences entered from now on.
 */
export const ChangeMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change my time zone, my place, my working hours',
  allow: 'signed-in',
  body: {
    time_zone: timeZone.optional(),
    place: line(100).nullable().optional(),
    working_hours: WorkingHours.optional(),
  },
  response: Me,
  errors: ['version.stale'],
});

/** Server-sent events: `event: <type>`, `data: {"type", ...ids}`; every surface that shows state re-reads what changed. */
export const StreamEvents = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: 'What changes, as it happens (server-sent events)',
  allow: 'signed-in',
  raw: true,
  response: z.string(),
});
