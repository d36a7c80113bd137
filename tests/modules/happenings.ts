import type { Organisation } from './world.js';

/** Messages of that type that wait to be handed on, oldest first: where no worker takes them away. */
export const messages = async (org: Organisation, type: string): Promise<Record<string, unknown>[]> =>
  (
    await org.sql<{ payload: Record<string, unknown> }>(
      'select payload from outbox where tenant_id = $1 and type = $2 order by id',
      [type],
    )
  ).map(({ payload }) => payload);

/** What the history says of that type, oldest first. */
export const events = async (org: Organisation, type: string): Promise<Record<string, unknown>[]> =>
  (
    await org.sql<{ canonical: string }>(
      'select canonical from history where tenant_id = $1 and type = $2 order by seq',
      [type],
    )
  ).map(({ canonical }) => JSON.parse(canonical).data as Record<string, unknown>);
