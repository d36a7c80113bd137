import { z } from 'zod';

/** application/problem+json (RFC 9457), the body of every error. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    /** The HTTP status; "pending" only where an escalation was kept and nobody is free (product.md 2). */
    status: z.union([z.int(), z.literal('pending')]),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    request_id: z.string(),
  })
  .catchall(z.unknown())
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
