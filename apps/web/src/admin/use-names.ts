import { useQueries } from '@tanstack/react-query';
import { GetUser } from '@understudy/contracts';
import { send } from '../api/send.js';

/** The names of people by id; somebody who is not known yet, or not there, is "somebody". */
export function useNames(ids: readonly (string | null)[]): (id: string | null) => string {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people = useQueries({
    queries: wanted.map((id) => ({
      queryKey: [GetUser.method, GetUser.path, { user_id: id }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => send(GetUser, { user_id: id }, { signal }),
    })),
  });
  const names = new Map(people.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : [])));
  return (id) => (id === null ? 'nobody' : (names.get(id) ?? 'somebody'));
}
