import { z } from 'zod';

/** In the order in which they are shown. */
export const INTEGRATION_KINDS = ['google', 'slack', 'pto', 'mail', 'webhooks'] as const;
/** Degraded: part of it works. Lost: it worked, and the other side has taken it back (a token ended, a consent was withdrawn). */
export const INTEGRATION_STATES = ['connected', 'not_connected', 'degraded', 'lost'] as const;
export const STEP_STATES = ['ok', 'failed', 'skipped'] as const;

/** One thing that was tried, and what to do when it failed. */
export const CheckStep = z
  .object({ name: z.string(), state: z.enum(STEP_STATES), detail: z.string(), fix: z.string().nullable() })
  .meta({ id: 'CheckStep' });
