import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';
import { usePerson } from '../person/person.js';
import { ask } from './http.js';

export interface ApiOptions {
  readonly enabled?: boolean;
  /** Keep showing the last answer while the next input loads. */
  readonly keep?: boolean;
}

/** Reads an endpoint of the API as the person of this page. */
export function useApi<E extends AnyEndpoint>(
  endpoint: E,
  input: WireOf<E>,
  { enabled = true, keep = false }: ApiOptions = {},
): UseQueryResult<AnswerOf<E>, Error> {
  const { token, user } = usePerson();
  return useQuery<AnswerOf<E>, Error>({
    queryKey: ['api', endpoint.method, endpoint.path, user.email, input],
    queryFn: ({ signal }) => ask(endpoint, input, { token, signal }),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}
