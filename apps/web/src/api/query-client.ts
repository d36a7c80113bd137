import { NoAnswer } from '@understudy/api-client';
import { GetMe } from '@understudy/contracts';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { statusOf } from './send.js';

const passing = (error: unknown): boolean => error instanceof NoAnswer || [429, 503].includes(statusOf(error));

/** Trying again helps only where nobody answered or the server said so; a session that ended is noticed once, by GetMe. */
export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (statusOf(error) !== 401 || query.queryKey[1] === GetMe.path) return;
        void client.invalidateQueries({ queryKey: [GetMe.method, GetMe.path] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && passing(error),
        retryDelay: (attempt) => 800 * 2 ** attempt,
      },
      // without a line a change fails at once and says so; waiting for the line, it would be sent when nobody expects it any more
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
