import { ListCustomers, type AnswerOf } from '@understudy/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '../api/send.js';

export type CustomerListRow = AnswerOf<typeof ListCustomers>['items'][number];

const PAGE = 100;
/** After that many one finds by name; nobody scrolls further. */
const MOST = 5000;

/** All customers whose name fits, read page after page, so that the list is there at once and grows. */
export function useAllCustomers(query: string) {
  const input = { limit: PAGE, ...(query ? { query } : {}) };
  const list = useInfiniteQuery({
    queryKey: [ListCustomers.method, ListCustomers.path, 'all', input],
    queryFn: ({ pageParam, signal }) =>
      send(ListCustomers, { ...input, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } = list;
  const count = list.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const goesOn = hasNextPage && !isFetchNextPageError && !isPlaceholderData && count < MOST;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  return { list, count, isComplete: !hasNextPage && !isPlaceholderData, stopped: hasNextPage && count >= MOST };
}
