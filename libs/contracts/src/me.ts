import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { uuid } from './core/text.js';
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
      team: z.object({ id: uuid, name: z.string() }).nullable(),
      manager: PersonRef.nullable(),
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

/** Server-sent events: `event: <type>`, `data: {"type", ...ids}`; every surface that shows state re-reads what changed. */
export const StreamEvents = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: 'What changes, as it happens (server-sent events)',
  allow: 'signed-in',
  raw: true,
  response: z.string(),
});
