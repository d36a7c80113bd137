import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { email, line, text, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { ROLES } from './permissions.js';

export const World = z
  .object({
    tenants: z.array(
      z.object({
        id: uuid,
        slug: z.string(),
        name: z.string(),
        users: z.array(
          z.object({
            id: uuid,
            email: z.string(),
            name: z.string(),
            roles: z.array(z.enum(ROLES)),
            time_zone: z.string(),
            team: z.string().nullable(),
            place: z.string().nullable(),
          }),
        ),
        customers: z.array(
          z.object({
            id: uuid,
            name: z.string(),
            domains: z.array(z.string()),
            csm_email: z.string().nullable(),
            crm_ids: z.array(z.object({ system: z.string(), record_id: z.string() })),
          }),
        ),
        conversations: z.array(
          z.object({ id: uuid, customer_id: uuid.nullable(), requester_email: z.string(), status: z.string() }),
        ),
      }),
    ),
  })
  .meta({ id: 'World' });

export const GetWorld = endpoint({
  method: 'GET',
  path: '/sandbox/world',
  summary: 'The demo people, customers and conversations',
  allow: 'public',
  response: World,
});
export const SandboxSignIn = endpoint({
  method: 'POST',
  path: '/sandbox/sign-in',
  summary: 'Be a demo person (surface "web" also sets the cookie)',
  allow: 'public',
  body: { email, surface: z.enum(['web', 'extension']).default('extension') },
  response: z.object({ access_token: z.string(), tenant_id: uuid, user_id: uuid }).meta({ id: 'SandboxSession' }),
  errors: ['sandbox.unknown-person'],
});
const Clock = z
  .object({ now: instant, upcoming: z.array(z.object({ at: instant, kind: z.string(), what: z.string() })) })
  .meta({ id: 'SandboxClock' });
export const GetClock = endpoint({
  method: 'GET',
  path: '/sandbox/clock',
  summary: 'The product time, and what will happen on the way to an instant',
  allow: 'public',
  query: { until: instant.optional() },
  response: Clock,
});
/** Exactly one of `now` and `advance` (an ISO 8601 duration such as "PT36H"). */
export const MoveClock = endpoint({
  method: 'POST',
  path: '/sandbox/clock',
  summary: 'Move the product time forward, doing everything on the way in order',
  allow: 'public',
  body: { now: instant.optional(), advance: text(40).optional() },
  response: z
    .object({ now: instant, happened: z.array(z.object({ at: instant, kind: z.string(), what: z.string() })) })
    .meta({ id: 'SandboxClockMoved' }),
  errors: ['sandbox.clock-backwards', 'sandbox.not-settled'],
});
export const Settle = endpoint({
  method: 'POST',
  path: '/sandbox/settle',
  summary: 'Deliver pending pushes, poll once, and answer when nothing is left to do',
  allow: 'public',
  response: z.object({ settled: z.boolean(), now: instant }).meta({ id: 'SandboxSettled' }),
  errors: ['sandbox.not-settled'],
});

/** What a mail channel hands over to the stand-in instead of sending it; `POST /sandbox/outbox`, told apart by `key`. */
export const SandboxMail = z
  .strictObject({
    kind: z.literal('email'),
    key: z.string().regex(/^[A-Za-z0-9._-]{1,120}$/),
    from: z.strictObject({ name: line(200), email }),
    reply_to: z.strictObject({ name: line(200), email }).optional(),
    to: z.array(email).min(1).max(50),
    to_names: z.array(line(200)).max(50),
    cc: z.array(email).max(50),
    subject: line(1000),
    text: text(200_000),
    html: text(500_000).optional(),
    headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/), z.string().regex(/^[\x20-\x7E]{1,900}$/)),
  })
  .meta({ id: 'SandboxMail' });
