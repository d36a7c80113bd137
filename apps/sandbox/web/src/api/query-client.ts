import { QueryClient } from '@tanstack/react-query';
import { Refused } from './http.js';

const MAY_PASS = [0, 429, 502, 503];

/** Trying again helps only where nobody answered or the server said so. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof Refused && MAY_PASS.includes(error.status),
        retryDelay: (attempt) => 600 * 2 ** attempt,
      },
      mutations: { retry: false },
    },
  });
