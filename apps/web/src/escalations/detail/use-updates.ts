import { useInfiniteQuery } from '@tanstack/react-query';
import { ListEscalationUpdates, type AnswerOf } from '@understudy/contracts';
import { send } from '../../api/send.js';

const PAGE = 50;

/** What happened and was said, the newest first, page by page; read again with everything else when something changes. */
export function useUpdates(escalationId: string) {
  return useInfiniteQuery({
    queryKey: [ListEscalationUpdates.method, ListEscalationUpdates.path, escalationId],
    queryFn: ({ pageParam, signal }): Promise<AnswerOf<typeof ListEscalationUpdates>> =>
      send(
        ListEscalationUpdates,
        { escalation_id: escalationId, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
}
