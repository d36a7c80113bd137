import { CUSTOMER_PRIORITIES, SEVERITIES } from '@understudy/domain';
import { z } from 'zod';
import { instant } from './core/time.js';
import { line, text, uuid } from './core/text.js';

/** A person as other rows name them. */
export const PersonRef = z
  .object({ user_id: uuid, name: z.string(), place: z.string().nullable() })
  .meta({ id: 'PersonRef' });
export type PersonRef = z.input<typeof PersonRef>;

export const CustomerRef = z.object({ customer_id: uuid, name: z.string() }).meta({ id: 'CustomerRef' });

export const PRIORITIES = CUSTOMER_PRIORITIES;
export { SEVERITIES };

/** `limit` and `cursor` of every list; a cursor is opaque and comes from `next_cursor`. It holds what the list is ordered by: a long name in any script. */
export const paging = { limit: z.coerce.number().int().min(1).max(100).default(50), cursor: text(4_000).optional() };

export const page = <T extends z.ZodType>(item: T, id: string) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() }).meta({ id });

/** One event of the append-only history, as people may read it. */
export const TimelineEvent = z
  .object({
    seq: z.int(),
    at: instant,
    type: z.string(),
    actor: z.object({
      kind: z.enum(['user', 'system']),
      name: z.string(),
      user_id: uuid.nullable(),
      surface: z.string(),
    }),
    summary: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEvent' });

/** Free JSON of the caller (escalation metadata): at most 50 keys, values plain. */
export const metadata = z
  .record(line(100), z.union([text(2000), z.number(), z.boolean(), z.null()]))
  .refine((value) => Object.keys(value).length <= 50, 'at most 50 keys');
