import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from './http.js';

const Item = z.object({
  seq: z.number(),
  at: z.string(),
  kind: z.enum(['google', 'email', 'slack']),
  what: z.record(z.string(), z.unknown()),
});
export type OutboxItem = z.infer<typeof Item>;
const Outbox = z.object({ items: z.array(Item) });

/** What left the product, oldest first; read again now and then, because the product sends by itself. */
export const useOutbox = () =>
  useQuery({
    queryKey: ['outbox'],
    queryFn: async ({ signal }) => Outbox.parse(await http('/sandbox/outbox', { signal })).items,
    refetchInterval: 15_000,
  });
