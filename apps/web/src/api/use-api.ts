import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';
import { useRef } from 'react';
import { send } from './send.js';

export interface ApiOptions {
  readonly enabled?: boolean;
  /** Keep showing the last answer while the next input is loading (lists that are typed into). */
  readonly keep?: boolean;
}

/** Reads an endpoint; read again when a live event says that something changed. */
export function useApi<E extends AnyEndpoint>(
  endpoint: E,
  input: WireOf<E>,
  { enabled = true, keep = false }: ApiOptions = {},
): UseQueryResult<AnswerOf<E>, Error> {
  return useQuery<AnswerOf<E>, Error>({
    queryKey: [endpoint.method, endpoint.path, input],
    queryFn: ({ signal }) => send(endpoint, input, { signal }),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

export interface SendArgs<E extends AnyEndpoint> {
  readonly input: WireOf<E>;
  readonly ifMatch?: number;
}

export interface SendOptions {
  /** Busy only until it is answered, not until the screen is read again: where the next is written while the last is shown. */
  readonly untilAnswered?: boolean;
}

/**
 * Changes something, then reads everything on the screen again. One Idempotency-Key per thing the person wants: trying the
 * same input again after a lost answer keeps the key, so that it happens once. The same once more while it still runs, as a
 * double click does, waits for the one answer.
 */
export function useSend<E extends AnyEndpoint>(
  endpoint: E,
  { untilAnswered = false }: SendOptions = {},
): UseMutationResult<AnswerOf<E>, Error, SendArgs<E>> {
  const queries = useQueryClient();
  const wanted = useRef({ input: '', key: '' });
  const running = useRef<{ readonly text: string; readonly answer: Promise<AnswerOf<E>> } | null>(null);
  return useMutation<AnswerOf<E>, Error, SendArgs<E>>({
    mutationFn: ({ input, ifMatch }) => {
      const text = JSON.stringify(input);
      if (running.current?.text === text) return running.current.answer;
      if (wanted.current.input !== text) wanted.current = { input: text, key: crypto.randomUUID() };
      const idempotencyKey = wanted.current.key;
      const answer = send(endpoint, input, { idempotencyKey, ...(ifMatch === undefined ? {} : { ifMatch }) });
      running.current = { text, answer };
      return answer;
    },
    onSuccess: () => {
      wanted.current = { input: '', key: '' };
      const reading = queries.invalidateQueries();
      return untilAnswered ? undefined : reading;
    },
    onSettled: () => {
      running.current = null;
    },
  });
}
