import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { uuid } from './core/text.js';
import { day, instant } from './core/time.js';

/** In the order in which they are shown. */
export const INTEGRATION_KINDS = ['google', 'addon', 'slack', 'pto', 'mail', 'storage', 'webhooks'] as const;
/** Degraded: part of it works. Lost: it worked, and the other side has taken it back (a token ended, a consent was withdrawn). */
export const INTEGRATION_STATES = ['connected', 'not_connected', 'degraded', 'lost'] as const;
export const STEP_STATES = ['ok', 'failed', 'skipped'] as const;

/** One thing that was tried, and what to do when it failed. */
export const CheckStep = z
  .object({ name: z.string(), state: z.enum(STEP_STATES), detail: z.string(), fix: z.string().nullable() })
  .meta({ id: 'CheckStep' });

export const Integration = z
  .object({
    kind: z.enum(INTEGRATION_KINDS),
    state: z.enum(INTEGRATION_STATES),
    /** What it can do as it is connected now, where that comes in steps. */
    tier: z.string().nullable(),
    detail: z.string(),
    /** What is wrong and what to do; null when nothing is. */
    problem: z.string().nullable(),
    last_ok_at: instant.nullable(),
    /** What stopped working: for one person, or (`user` null) for everybody. */
    lost: z.array(z.object({ user: PersonRef.nullable(), what: z.string(), since: instant })),
    /** Absences from now on of those for whom it is lost: changes to them may go unseen. The first 50, the next first. */
    at_risk: z.object({
      total: z.int(),
      absences: z.array(
        z.object({ absence_id: uuid, user: PersonRef, first_on: day, last_on: day.nullable(), has_begun: z.boolean() }),
      ),
    }),
  })
  .meta({ id: 'Integration' });

export const ListIntegrations = endpoint({
  method: 'GET',
  path: '/api/admin/integrations',
  summary: 'How each integration stands, for whom it is lost, and which coverage is at risk by that',
  allow: 'admin',
  response: z.object({ items: z.array(Integration) }).meta({ id: 'Integrations' }),
});

export const CheckIntegration = endpoint({
  method: 'POST',
  path: '/api/admin/integrations/{kind}/check',
  summary: 'Really ask the other system, step by step; each step that failed says what to do',
  allow: 'admin',
  params: { kind: z.enum(INTEGRATION_KINDS) },
  response: z
    .object({
      kind: z.enum(INTEGRATION_KINDS),
      /** No step failed, and not everything was skipped. */
      passed: z.boolean(),
      steps: z.array(CheckStep),
    })
    .meta({ id: 'IntegrationCheck' }),
  errors: ['integrations.not-found'],
});
